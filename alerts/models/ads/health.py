"""How a campaign, an ad set or an ad stands, as it was last judged."""

from __future__ import annotations

from typing import Any

from django.db import models

from alerts.models.ads.entity import OfEntity
from cdp.models.base import currency, money


class Group(models.TextChoices):
    """Where the page shows it, the most pressing first."""

    PAUSE = "pause", "Pause suggested"
    WATCH = "watch", "Watch"
    NO_VERDICT = "no_verdict", "No verdict yet"
    HEALTHY = "healthy", "Healthy"


class Health(OfEntity):
    """One row for each active one; judged anew when ad data come in. ``signals``: ``alerts.playbook.record`` of each
    rule; ``evidence``: the judgement with every figure a screen needs. Figures are of the last seven whole days of the
    account's zone. None is not known, never zero. ``alerts.health.shapes`` says what the JSON fields hold."""

    platform = models.CharField(max_length=10)
    ad_account = models.BigIntegerField(null=True)
    campaign = models.BigIntegerField(null=True)
    ad_set = models.BigIntegerField(null=True)
    name = models.TextField()
    campaign_name = models.TextField(blank=True)
    ad_set_name = models.TextField(blank=True)
    status = models.CharField(max_length=10, default="on")  # on, off: as the source says
    started_on = models.DateField(null=True, blank=True)

    group = models.CharField(max_length=12, choices=Group.choices)
    why = models.TextField(blank=True)  # of no verdict, in words: "Waiting for 2 late days"
    currency = currency()
    spend = money()
    results = money()
    cost = money()  # per result
    limit = money()  # the target cost per result; None: nobody has said, and the account has no usual one
    chance = models.FloatField(null=True)  # that the true cost is above the limit, 0 to 1
    low, high = money(), money()  # the range that holds the true cost with 90 %
    at_stake = money()  # a day: what is spent above the limit at the most likely cost
    fired = models.PositiveSmallIntegerField(default=0)  # signals
    signals: models.JSONField[Any, Any] = models.JSONField(default=list)
    evidence: models.JSONField[Any, Any] = models.JSONField(default=dict)
    diagnosis: models.JSONField[Any, Any] = models.JSONField(default=list)
    next: models.JSONField[Any, Any] = models.JSONField(default=dict)  # the next decision: act, why, when

    day = models.DateField()  # the last whole day, in the account's zone
    judged_at = models.DateTimeField()
    data_version = models.BigIntegerField(null=True, blank=True)
    data_as_of = models.DateTimeField(null=True, blank=True)
    looks = models.PositiveIntegerField(default=0)  # on how many days it was judged
    snoozed_until = models.DateTimeField(null=True, blank=True)
    snoozed_by = models.BigIntegerField(null=True, blank=True)  # a user

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "row"], name="ad_health_once")]
        indexes = [models.Index(fields=["account", "level", "group"], name="ad_health_group")]

    def __str__(self) -> str:
        return f"{self.name}: {self.group}"
