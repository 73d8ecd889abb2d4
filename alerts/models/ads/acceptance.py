"""*Accept as the new normal*."""

from __future__ import annotations

from django.db import models

from accounts.models import User
from alerts.models.ads.entity import OfEntity


class Acceptance(OfEntity):
    """From ``day`` on, for one signal or (empty) all. A row is never deleted: taken back, it says so."""

    signal = models.CharField(max_length=40, blank=True)
    day = models.DateField()
    why = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["account", "level", "row"], name="ad_acceptance_of")]

    def __str__(self) -> str:
        return f"{self.level} {self.row}: {self.day}"
