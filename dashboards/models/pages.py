"""Dashboards that people make, as rows: each holds its document, which ``dashboards.own`` reads as a value."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import models

from accounts.models import Account, User
from dashboards.fields import DocumentField
from explores.models import Folder


class Dashboard(models.Model):
    """A page of tiles in a folder. ``content`` is the document (``dashboards.reading``) of the newest version;
    ``title`` and ``description`` are copies out of it, for lists and searches."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="dashboards")
    uid = models.UUIDField(default=uuid4)  # the same in every file and installation that it is carried to
    folder = models.ForeignKey(Folder, on_delete=models.RESTRICT, related_name="dashboards")
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="dashboards")  # who made it
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    content: models.TextField[Any, Any] = DocumentField(default=dict)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    trashed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["account", "folder"], name="dashboard_folder")]
        constraints = [models.UniqueConstraint(fields=["account", "uid"], name="dashboard_uid_unique")]

    def __str__(self) -> str:
        return self.title

    @property
    def private_to(self) -> int | None:
        """The person whose alone it is, by its folder; None: it is shared."""
        return self.folder.owner_id

    @property
    def audience_id(self) -> int | None:
        """Who may see it, by its folder; None: everyone of the account."""
        return self.folder.audience_id


class DashboardVersion(models.Model):
    """One state of a dashboard, as somebody saved it; never changed."""

    dashboard = models.ForeignKey(Dashboard, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content: models.TextField[Any, Any] = DocumentField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)  # "restored from version 2"

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["dashboard", "number"], name="dashboard_version_unique")]

    def __str__(self) -> str:
        return f"{self.dashboard}, version {self.number}"
