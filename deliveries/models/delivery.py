"""The receipt: one row for each schedule, slot and destination, from its planning to its end."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import Account
from deliveries.models.destination import Kind
from deliveries.models.schedule import Schedule, Target


class State(models.TextChoices):
    """Where a delivery stands. The last six are ends; only a person leads on from them, by a new receipt."""

    WAITING = "waiting", "Waiting"
    WORKING = "working", "Sending"
    RETRYING = "retrying", "Retrying"
    HELD = "held", "Waits for fresh data"
    DELIVERED = "delivered", "Delivered"
    SKIPPED = "skipped", "Not sent, by rule"
    FAILED = "failed", "Failed"
    UNSURE = "unsure", "May have arrived"
    MISSED = "missed", "Missed"
    CANCELLED = "cancelled", "Cancelled"


class Hold(models.TextChoices):
    """Where the hand-over to one recipient stands. ``HANDING`` is written before the step that can't be undone."""

    WAITING = "waiting", "Waiting"
    HANDING = "handing", "Being handed over"
    DELIVERED = "delivered", "Accepted"
    REFUSED = "refused", "Refused"
    BOUNCED = "bounced", "Bounced"
    UNSURE = "unsure", "May have arrived"


OPEN = (State.WAITING, State.WORKING, State.RETRYING, State.HELD)
WRONG = (State.FAILED, State.UNSURE)  # somebody must look


class Delivery(models.Model):
    """``turn`` 0 is the slot's own; a person who sends again makes a new receipt with the next turn. ``recipient`` is
    set where each gets their own rows. Names are copies: a receipt reads the same when the schedule is gone."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)  # idempotency key of all its tries
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="deliveries")
    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="deliveries")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="deliveries")
    slot = models.DateTimeField()
    turn = models.PositiveIntegerField(default=0)
    recipient = models.CharField(max_length=320, blank=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    place = models.CharField(max_length=500)  # the destination in words
    format = models.CharField(max_length=20)
    zone = models.CharField(max_length=64)
    words: models.JSONField[Any, Any] = models.JSONField(default=dict)  # its own (``deliveries.wording``)

    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    code = models.CharField(max_length=40, blank=True)  # why, for programs
    said = models.TextField(blank=True)  # and for people
    attempt = models.PositiveIntegerField(default=0)  # tries so far
    fence = models.PositiveIntegerField(default=0)  # counts claims: who holds an older one may write nothing more
    next_at = models.DateTimeField(null=True, blank=True)  # when it is tried (again)
    queued_until = models.DateTimeField(null=True, blank=True)  # a worker was told of it; until then no other is
    worker = models.CharField(max_length=200, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)  # the worker must have renewed its claim by then
    told_at = models.DateTimeField(null=True, blank=True)  # the owner
    looked_at = models.DateTimeField(null=True, blank=True)  # when the owner opened the receipt of one that went wrong

    rows = models.BigIntegerField(null=True, blank=True)
    total_rows = models.BigIntegerField(null=True, blank=True)
    size = models.BigIntegerField(null=True, blank=True)  # bytes, of all files
    files: models.JSONField[Any, Any] = models.JSONField(default=list)  # name, mime, size, sha256, rows, inline
    made_by = models.PositiveIntegerField(null=True, blank=True)  # the fence of the claim that made them: their folder
    digest = models.CharField(max_length=64, blank=True)  # of the figures alone, to know a change by
    facts: models.JSONField[Any, Any] = models.JSONField(default=dict)  # filters in words, notes, sub-accounts
    data_version = models.BigIntegerField(null=True, blank=True)  # the published state it was made from
    data_as_of = models.DateTimeField(null=True, blank=True)
    remote_id = models.CharField(max_length=1000, blank=True)
    remote: models.JSONField[Any, Any] = models.JSONField(default=dict)

    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)  # of the last try
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-slot", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["target", "slot", "turn", "recipient"], name="delivery_once"),
            models.CheckConstraint(condition=~Q(state=State.WORKING) | Q(lease_until__isnull=False), name="claimed"),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state__in=OPEN), name="delivery_open"),
            models.Index(fields=["schedule"], condition=Q(state__in=WRONG, looked_at=None), name="delivery_to_look_at"),
            models.Index(fields=["account", "-slot"], name="delivery_of_account"),
            models.Index(fields=["schedule", "-slot"], name="delivery_of_schedule"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.slot:%Y-%m-%d %H:%M}: {self.state}"

    @property
    def number(self) -> str:
        """The receipt's name for people and programs."""
        return f"r_{self.uid.hex[:16]}"


class Recipient(models.Model):
    """One address of one mail delivery: never handed over twice."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="recipients")
    address = models.CharField(max_length=320)
    state = models.CharField(max_length=10, choices=Hold.choices, default=Hold.WAITING)
    message_id = models.CharField(max_length=255, blank=True, db_index=True)
    said = models.TextField(blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["delivery", "address"], name="recipient_once")]

    def __str__(self) -> str:
        return f"{self.address}: {self.state}"


class Step(models.Model):
    """What happened, in order: the timeline of a receipt."""

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    said = models.TextField(blank=True)
    tone = models.CharField(max_length=10, blank=True)  # good, warn, bad

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["delivery"], condition=Q(what="Handed over"), name="step_handed_over")]

    def __str__(self) -> str:
        return self.what
