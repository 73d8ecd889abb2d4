"""A figure that somebody wants to be told about, and where its alert stands."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import Account, SubAccount, User
from deliveries.models import Schedule


class Phase(models.TextChoices):
    """``alerts.rules.state.Phase``, with the words for people; a test holds the two against each other."""

    OK = "ok", "OK"
    PENDING = "pending", "In breach, not yet often enough"
    FIRING = "firing", "Firing"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    SNOOZED = "snoozed", "Snoozed"
    NO_DATA = "no_data", "No data"
    ERROR = "error", "Error"


class Alert(models.Model):
    """``content`` and ``filters`` name what is watched, as a schedule does; ``query`` is its question as it was when
    the alert was saved, asked where the content lost what the rule looks at. ``rule``, ``policy`` and ``state`` are
    those of ``alerts.rules``; ``recurrence`` says when it is checked (``deliveries.cadence``). Its messages are
    deliveries of ``sends``, a passing schedule that no clock plans."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="alerts")
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="alerts")
    name = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    content: models.JSONField[Any, Any] = models.JSONField()
    about = models.CharField(max_length=200)  # "tile:automation/left": what is watched, to find alerts by
    filters: models.JSONField[Any, Any] = models.JSONField(default=dict)
    query: models.JSONField[Any, Any] = models.JSONField()
    rule: models.JSONField[Any, Any] = models.JSONField()
    policy: models.JSONField[Any, Any] = models.JSONField(default=dict)
    recurrence: models.JSONField[Any, Any] = models.JSONField()
    subaccounts = models.ManyToManyField(SubAccount, related_name="+")
    sends = models.OneToOneField(Schedule, on_delete=models.PROTECT, null=True, related_name="alert")  # and to whom
    rule_version = models.PositiveIntegerField(default=1)

    state: models.JSONField[Any, Any] = models.JSONField(default=dict)
    phase = models.CharField(max_length=15, choices=Phase.choices, default=Phase.OK)  # of the state, to find alerts by
    unsynced = models.TextField(blank=True)  # why the kept question is asked, and not that of the content
    late_since = models.DateTimeField(null=True, blank=True)  # the check that has waited for figures since it was due
    late_told = models.BooleanField(default=False)  # whether the owner knows of that
    checked_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # when the last check was due
    next_at = models.DateTimeField(null=True, blank=True)  # None: paused, or over
    seen_pin = models.BigIntegerField(null=True, blank=True)  # the published state of the last check
    claimed_until = models.DateTimeField(null=True, blank=True)  # a worker checks it; until then no other does
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    paused_why = models.TextField(blank=True)  # where the product itself paused it
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="alert_due"),
            models.Index(fields=["account", "about"], name="alert_about"),
            models.Index(fields=["account", "phase"], condition=Q(removed_at=None), name="alert_phase"),
        ]

    def __str__(self) -> str:
        return self.name
