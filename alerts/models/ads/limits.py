"""What no rule may overstep, and what it may never touch."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import models

from accounts.models import Account, User
from alerts.models.ads.entity import OfEntity


class Limits(models.Model):
    """Of an account. ``killed_at``: nothing acts by itself, whatever its mode, until a person lifts it."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="ad_limits")
    killed_at = models.DateTimeField(null=True, blank=True)
    killed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    per_day = models.PositiveIntegerField(default=3)  # pauses in 24 hours
    spend_share = models.DecimalField(max_digits=4, decimal_places=3, default=Decimal("0.2"))  # of a day's spend
    hours_after_edit = models.PositiveIntegerField(default=48)
    quiet: models.JSONField[Any, Any] = models.JSONField(null=True, blank=True)  # as an alert's policy keeps it
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{self.account_id}: {self.per_day} a day"


class Protection(OfEntity):
    """No rule acts on it, nor on what belongs to it; people may."""

    why = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "level", "row"], name="ad_protection_once")]

    def __str__(self) -> str:
        return f"{self.level} {self.row}"
