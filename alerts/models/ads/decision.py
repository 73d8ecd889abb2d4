"""The log of what was decided about ads, by whom or what, on which figures, and what came of it."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import User
from alerts.models.ads.calendar import Calendar
from alerts.models.ads.entity import OfEntity
from cdp.models.base import currency, money


class Act(models.TextChoices):
    """What can be done through a platform."""

    PAUSE = "pause", "Pause"
    RESUME = "resume", "Resume"
    BUDGET = "budget", "Set the daily budget"


class Stage(models.TextChoices):
    """Where a decision stands. Only a look back at the platform makes it done."""

    SHADOW = "shadow", "Would have been done"
    HELD = "held", "Held back by a limit"
    PROPOSED = "proposed", "Waits for approval"
    DECLINED = "declined", "Declined"
    LAPSED = "lapsed", "Not approved in time"
    DUE = "due", "To be done"
    ASKED = "asked", "Asked of the platform, not seen yet"
    DONE = "done", "Done, seen on the platform"
    FAILED = "failed", "Not done"


class Decision(OfEntity):
    """``inputs``: every figure it rests on. ``said``: what came of it, in a sentence. A decision is never changed after
    it is done, failed, declined or lapsed; an undo is a decision of its own that points at it."""

    name = models.TextField()  # of the ad, as it was called then
    act = models.CharField(max_length=10, choices=Act.choices)
    amount = money()  # of a budget
    currency = currency()
    stage = models.CharField(max_length=10, choices=Stage.choices)
    said = models.TextField(blank=True)
    rule = models.CharField(max_length=40, blank=True)  # empty: a person's own decision
    rule_version = models.PositiveIntegerField(null=True, blank=True)
    calendar = models.ForeignKey(Calendar, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions")
    undoes = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="undoings")
    chance = models.FloatField(null=True, blank=True)
    inputs: models.JSONField[Any, Any] = models.JSONField(default=dict)
    data_version = models.BigIntegerField(null=True, blank=True)
    data_as_of = models.DateTimeField(null=True, blank=True)

    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")  # None: the rule
    by_name = models.TextField(blank=True)  # kept where the person is gone
    decided_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)  # of a proposal
    asked_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)  # when the platform said yes; None: no answer came
    seen_at = models.DateTimeField(null=True, blank=True)  # when the platform showed it
    before: models.JSONField[Any, Any] = models.JSONField(default=dict)  # how it stood on the platform
    after: models.JSONField[Any, Any] = models.JSONField(default=dict)
    tries = models.PositiveSmallIntegerField(default=0)  # questions that the platform may have heard
    looks = models.PositiveSmallIntegerField(default=0)  # times that it was read back since and did not show
    next_at = models.DateTimeField(null=True, blank=True)  # when it is tried or looked at again
    claimed_until = models.DateTimeField(null=True, blank=True)
    rechecks: models.JSONField[Any, Any] = models.JSONField(default=list)  # after 24 and 72 hours
    recheck_at = models.DateTimeField(null=True, blank=True)
    tell_at = models.DateTimeField(null=True, blank=True)  # since when people are to be told by mail; None: nobody is

    class Meta:
        ordering = ["-decided_at", "-pk"]
        indexes = [
            models.Index(fields=["account", "-decided_at"], name="ad_decision_log"),
            models.Index(fields=["level", "row", "-decided_at"], name="ad_decision_of"),
            models.Index(fields=["next_at"], condition=models.Q(next_at__isnull=False), name="ad_decision_due"),
            models.Index(
                fields=["recheck_at"], condition=models.Q(recheck_at__isnull=False), name="ad_decision_recheck"
            ),
            models.Index(fields=["tell_at"], condition=models.Q(tell_at__isnull=False), name="ad_decision_to_tell"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "row"],
                condition=models.Q(stage__in=["due", "asked"]),
                name="one_open_decision_of_an_ad",
            ),
            models.UniqueConstraint(
                fields=["level", "row"],
                condition=models.Q(stage__in=["proposed", "held"]),
                name="one_waiting_decision_of_an_ad",
            ),
            models.UniqueConstraint(
                fields=["undoes"],
                condition=models.Q(stage__in=["due", "asked", "done"]),
                name="one_standing_undo_of_a_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.level} {self.row}: {self.stage}"
