"""The dead-man's switch has gone off."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.models import Account


class Alarm(models.Model):
    """Deliveries of an account are missing: opened when that was seen first, closed when none was any more."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="alarms")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    missing = models.PositiveIntegerField()  # deliveries, when it was last looked at
    told_at = models.DateTimeField(null=True, blank=True)  # the admins

    class Meta:
        ordering = ["-opened_at"]
        constraints = [models.UniqueConstraint(fields=["account"], condition=Q(closed_at=None), name="alarm_open_once")]

    def __str__(self) -> str:
        return f"{self.missing} deliveries of {self.account} are missing"
