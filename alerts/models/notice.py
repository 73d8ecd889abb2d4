"""What is wrong with an alert, or right again: for its owner alone, in one message for all of one cause."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.models import User
from alerts.models.alert import Alert


class About(models.TextChoices):
    """What owners are told."""

    BROKE = "broke", "Can't be checked"
    NO_DATA = "no_data", "No data"
    STOPPED = "stopped", "Stands still"
    LATE = "late", "Waits for data"
    MENDED = "mended", "Checked again"
    JUDGED = "judged", "Judged again"
    EDITED = "edited", "Follows other filters"


class Notice(models.Model):
    """One alert of one owner. ``cause``: why, in words that all alerts it hits have in common; empty: there is none."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="notices")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")  # None: the admins
    what = models.CharField(max_length=10, choices=About.choices)
    cause = models.TextField(blank=True)
    at = models.DateTimeField()  # of the check
    written_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["owner", "what"], condition=Q(told_at=None), name="notice_untold")]

    def __str__(self) -> str:
        return f"{self.alert_id}: {self.what}"
