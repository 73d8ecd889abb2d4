"""A Look: a question with its picture, kept under a name. Every save keeps what was before it."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import Account, User
from explores.models.folders import Folder


class Look(models.Model):
    """The newest version of a question. ``query`` is that of ``semantic.query_json``; ``settings`` are the
    address's parameters about picture and panels (``vis``, ``stack``, ``c[…]``)."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="looks")
    folder = models.ForeignKey(Folder, on_delete=models.RESTRICT, related_name="looks")
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="looks")  # who made it
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    explore = models.CharField(max_length=200)
    query: models.JSONField[Any, Any] = models.JSONField()
    settings: models.JSONField[Any, Any] = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    trashed_at = models.DateTimeField(null=True, blank=True)
    trashed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["account", "folder"], name="look_folder")]

    def __str__(self) -> str:
        return self.name

    @property
    def private_to(self) -> int | None:
        """The person whose alone it is, by its folder; None: it is shared."""
        return self.folder.owner_id

    @property
    def audience_id(self) -> int | None:
        """Who may see it, by its folder; None: everyone of the account."""
        return self.folder.audience_id


class LookVersion(models.Model):
    """One state of a Look, as somebody saved it; never changed."""

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    query: models.JSONField[Any, Any] = models.JSONField()
    settings: models.JSONField[Any, Any] = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)  # "restored from version 2"

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["look", "number"], name="look_version_unique")]

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"
