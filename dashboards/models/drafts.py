"""Dashboards as people are changing them."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import User
from dashboards.fields import DocumentField
from dashboards.models.pages import Dashboard


class DashboardDraft(models.Model):
    """A dashboard as one person is changing it, until they save or discard it. ``base`` is the version it began from;
    ``past`` and ``future`` are what undo and redo go through (``dashboards.editing.history``)."""

    dashboard = models.ForeignKey(Dashboard, on_delete=models.CASCADE, related_name="drafts")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    base = models.PositiveIntegerField()
    content: models.TextField[Any, Any] = DocumentField()
    past: models.TextField[Any, Any] = DocumentField(default=list)
    future: models.TextField[Any, Any] = DocumentField(default=list)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dashboard", "user"], name="dashboard_draft_unique")]

    def __str__(self) -> str:
        return f"{self.dashboard}, a draft"
