"""What is sent, when, and to whom."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import Account, SubAccount, User
from accounts.sealed import EncryptedField
from deliveries.models.destination import Destination, Kind


class CatchUp(models.TextChoices):
    """What becomes of slots that passed while nothing ran."""

    LATEST = "latest", "Only the latest"
    ALL = "all", "All of them"
    NONE = "none", "None"


class Gate(models.TextChoices):
    """What happens to a slot that finds data older than they should be."""

    OFF = "off", "Send as they are"
    WAIT = "wait", "Wait for fresh data"
    WARN = "warn", "Send with a warning"


class Schedule(models.Model):
    """One report. ``content`` names what is sent (``deliveries.content``), ``filters`` its own values by filter name,
    ``recurrence`` when (``deliveries.cadence``), ``options`` how (``deliveries.options``). It shows the sub-accounts
    named here that its owner may see on the day; a subscription of one's own, all of these. ``passing``: made by Send
    now or Test now, in no list."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="schedules")
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="schedules")
    name = models.CharField(max_length=200)
    content: models.JSONField[Any, Any] = models.JSONField()
    about = models.CharField(max_length=200)  # "dashboard:automation": what is sent, to find schedules by
    filters: models.JSONField[Any, Any] = models.JSONField(default=dict)
    recurrence: models.JSONField[Any, Any] = models.JSONField()
    options: models.JSONField[Any, Any] = models.JSONField(default=dict)
    sealed = EncryptedField(purpose="the password of a ZIP")
    subaccounts = models.ManyToManyField(SubAccount, related_name="+")
    catch_up = models.CharField(max_length=10, choices=CatchUp.choices, default=CatchUp.LATEST)
    gate = models.CharField(max_length=10, choices=Gate.choices, default=Gate.OFF)
    passing = models.BooleanField(default=False)
    planned_until = models.DateTimeField()  # every slot up to here has its deliveries
    watched_from = models.DateTimeField()  # ``watch.expected`` counts the deliveries of every slot from here on
    next_at = models.DateTimeField(null=True, blank=True)  # the next slot; None: paused, over, or waits for data
    seen_pin = models.BigIntegerField(null=True, blank=True)  # of "when data is refreshed": the state last looked at
    foreseen = models.DateTimeField(null=True, blank=True)  # the slot that was checked ahead
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
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="schedule_due"),
            models.Index(fields=["account", "about"], name="schedule_about"),
        ]

    def __str__(self) -> str:
        return self.name


class Target(models.Model):
    """One way out of a schedule: a saved destination, or people's addresses; with the format it takes."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="targets")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, null=True, blank=True)
    recipients: models.JSONField[Any, Any] = models.JSONField(default=list)  # e-mail addresses
    format = models.CharField(max_length=20)  # of deliveries.formats
    options: models.JSONField[Any, Any] = models.JSONField(default=dict)  # paper and the like, of this format
    removed_at = models.DateTimeField(null=True, blank=True)  # edited away; its receipts stay

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.EMAIL, destination=None) | (~Q(kind=Kind.EMAIL) & Q(destination__isnull=False)),
                name="target_has_one_place",
            )
        ]

    def __str__(self) -> str:
        return str(self.destination) if self.destination else ", ".join(self.recipients)
