"""How far a rule of the playbook may go."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import Account, User


class Mode(models.TextChoices):
    """From nothing to acting by itself, each step after the one before."""

    OFF = "off", "Off"
    ADVISE = "advise", "Suggests"
    SHADOW = "shadow", "Notes what it would do"
    APPROVE = "approve", "Asks by mail, acts when approved"
    AUTOMATIC = "automatic", "Acts by itself, within the limits"


class Setting(models.Model):
    """One rule of one account: ``rule`` is its name, or *evidence* for the verdict on cost. Without a row it has its
    balanced preset and suggests. ``own``: thresholds instead of the preset's."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="ad_settings")
    rule = models.CharField(max_length=40)
    preset = models.CharField(max_length=10, default="balanced")
    own: models.JSONField[Any, Any] = models.JSONField(default=dict)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.ADVISE)
    mode_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "rule"], name="ad_setting_once")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.mode}"
