"""Folders: one tree that an account shares, and one for each person who keeps something."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.models import Account, User

SHARED, PERSONAL = "Shared", "Personal"


class Folder(models.Model):
    """A place of Looks and dashboards. The two kinds of root have no parent and make themselves."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="folders")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="folders")
    parent = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["parent", "name"], name="folder_name_unique"),
            models.UniqueConstraint(
                fields=["account", "owner"], condition=Q(parent=None, owner__isnull=False), name="folder_one_personal"
            ),
            models.UniqueConstraint(
                fields=["account"], condition=Q(parent=None, owner=None), name="folder_one_shared_root"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def private_to(self) -> int | None:
        """The person whose alone it is; None: it is shared."""
        return self.owner_id

    @property
    def is_root(self) -> bool:
        """Whether it is the shared folder itself, or a person's own."""
        return self.parent_id is None
