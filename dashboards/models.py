"""Dashboards that people make, as rows; ``dashboards.own`` reads them as the values of ``dashboards.model``."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import Account, User
from explores.models import Folder


class Dashboard(models.Model):
    """A page of tiles in a folder."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="dashboards")
    folder = models.ForeignKey(Folder, on_delete=models.RESTRICT, related_name="dashboards")
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="dashboards")  # who made it
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    trashed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["account", "folder"], name="dashboard_folder")]

    def __str__(self) -> str:
        return self.title

    @property
    def private_to(self) -> int | None:
        """The person whose alone it is, by its folder; None: it is shared."""
        return self.folder.owner_id


class Tile(models.Model):
    """One question on a dashboard: ``query`` as ``semantic.query_json`` has it, ``picture`` as an address says it."""

    dashboard = models.ForeignKey(Dashboard, on_delete=models.CASCADE, related_name="tiles")
    title = models.CharField(max_length=200)
    query: models.JSONField[Any, Any] = models.JSONField()
    vis = models.CharField(max_length=40)
    picture: models.JSONField[Any, Any] = models.JSONField(default=dict)  # stack, trend, c[…]
    x = models.PositiveSmallIntegerField()  # columns of 24
    y = models.PositiveSmallIntegerField()  # rows of 29 px
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["y", "x", "pk"]

    def __str__(self) -> str:
        return self.title
