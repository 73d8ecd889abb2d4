"""A download that takes longer than a request should: made by a worker, fetched when it is ready."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models

from accounts.models import Account, User


class Stage(models.TextChoices):
    """Where it stands."""

    WAITING = "waiting", "Waiting"
    WORKING = "working", "Being made"
    READY = "ready", "Ready"
    FAILED = "failed", "Failed"


class Export(models.Model):
    """One file for one person, of the rows that they saw when they asked; gone after a day."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="exports")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exports")
    subaccounts: models.JSONField[Any, Any] = models.JSONField()  # ids; never more than the person may see
    title = models.CharField(max_length=200)
    content: models.JSONField[Any, Any] = models.JSONField()
    filters: models.JSONField[Any, Any] = models.JSONField(default=dict)
    wanted: models.JSONField[Any, Any] = models.JSONField()  # of ``content.making.Wanted``
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.WAITING)
    done = models.PositiveIntegerField(default=0)  # tiles, of
    of = models.PositiveIntegerField(default=0)
    said = models.TextField(blank=True)  # why it failed
    files: models.JSONField[Any, Any] = models.JSONField(default=list)
    rows = models.BigIntegerField(null=True, blank=True)
    total_rows = models.BigIntegerField(null=True, blank=True)
    asked_at = models.DateTimeField()  # the moment that relative dates mean
    ended_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    noticed_at = models.DateTimeField(null=True, blank=True)  # the person knows that it ended

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title}: {self.stage}"
