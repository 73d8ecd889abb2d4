"""Folders: one tree that an account shares, and one for each person who keeps something."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.models import Account, Audience, User

SHARED, PERSONAL = "Shared", "Personal"


class Folder(models.Model):
    """A place of Looks and dashboards. The two kinds of root have no parent and make themselves.

    ``audience`` is who may see it: its own one, else its parent's; None: everyone of the account. It is kept on every
    folder, so that a list needs no walk up the tree; ``explores.keeping.rights`` writes it. In a personal tree it
    says nothing, and stays for the day the folder is moved back.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="folders")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="folders")
    parent = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, blank=True, related_name="children")
    name = models.CharField(max_length=200)
    audience = models.ForeignKey(Audience, on_delete=models.RESTRICT, null=True, blank=True, related_name="folders")
    customised = models.BooleanField(default=False)  # the audience is its own
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
            models.UniqueConstraint(
                fields=["audience"], condition=Q(customised=True), name="folder_one_of_an_audience"
            ),
            models.CheckConstraint(
                condition=Q(customised=False) | Q(audience__isnull=False, parent__isnull=False),
                name="folder_customised_has_an_audience",
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
