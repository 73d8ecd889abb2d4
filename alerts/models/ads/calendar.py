"""Days on which a campaign runs or pauses."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import User
from alerts.models.ads.entity import OfEntity


class Calendar(OfEntity):
    """``rule``: ``alerts.playbook.calendar.CalendarRule`` as JSON. It acts while ``acting``; else it says what it would
    do. ``next_at``: when something else is wanted; None: never again."""

    name = models.CharField(max_length=200)
    rule: models.JSONField[Any, Any] = models.JSONField()
    zone = models.CharField(max_length=60)  # of the ad account
    acting = models.BooleanField(default=False)
    next_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    said = models.TextField(blank=True)  # what came of its last change, in a sentence
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], condition=models.Q(removed_at=None), name="ad_calendar_due")]

    def __str__(self) -> str:
        return self.name
