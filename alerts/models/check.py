"""What one check saw, and what came of it: the history of an alert."""

from __future__ import annotations

from typing import Any

from django.db import models

from alerts.models.alert import Alert, Phase


class Check(models.Model):
    """``rows``: those that fired, recovered or are in breach, else the latest, as JSON (``alerts.rules.state_form``).
    ``told``: what it told people (``alerts.rules.state.What``). ``late``, ``fault``: why nothing was judged."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="checks")
    due = models.DateTimeField()
    at = models.DateTimeField()
    phase = models.CharField(max_length=15, choices=Phase.choices)
    rows: models.JSONField[Any, Any] = models.JSONField(default=list)
    told: models.JSONField[Any, Any] = models.JSONField(default=list)
    late = models.TextField(blank=True)
    fault = models.TextField(blank=True)
    rule_version = models.PositiveIntegerField()
    data_version = models.BigIntegerField(null=True, blank=True)
    data_as_of = models.DateTimeField(null=True, blank=True)
    seconds = models.FloatField(null=True, blank=True)  # that the question took, which others may share

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["alert", "-at"], name="check_of_alert")]

    def __str__(self) -> str:
        return f"{self.alert_id}, {self.at:%Y-%m-%d %H:%M}: {self.phase}"
