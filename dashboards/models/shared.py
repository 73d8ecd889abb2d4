"""A link for outsiders: one dashboard, as one member of the account shows it to people who have no sign-in."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import Account, SubAccount, User
from dashboards.models.pages import Dashboard


class SharedLink(models.Model):
    """Who holds the token reads the dashboard. Only the token's SHA-256 is kept; the token itself is shown once.

    ``filters`` is name → {field, type, value} of every filter of the page as it stood; ``attributes`` are the maker's
    of that day. What is shown is never more than this, and never more than the maker may see on the day it is opened.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="shared_links")
    dashboard = models.ForeignKey(
        Dashboard, on_delete=models.CASCADE, null=True, blank=True, related_name="shared_links"
    )
    standard = models.CharField(max_length=100, blank=True)  # or the name of one that comes with the product
    name = models.CharField(max_length=200, blank=True)  # for whom
    digest = models.CharField(max_length=64, unique=True)
    ending = models.CharField(max_length=4)  # the token's last letters, to tell links apart
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="shared_links")
    filters: models.JSONField[Any, Any] = models.JSONField(default=dict)
    subaccounts = models.ManyToManyField(SubAccount, related_name="+")
    attributes: models.JSONField[Any, Any] = models.JSONField(default=list)  # pairs of a name and its values
    origins: models.JSONField[Any, Any] = models.JSONField(default=list)  # sites that may frame it; none: no site
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    last_opened_at = models.DateTimeField(null=True, blank=True)
    opened = models.PositiveIntegerField(default=0)  # times the page was asked for

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(dashboard=None) ^ Q(standard=""), name="shared_link_of_one_dashboard")
        ]

    def __str__(self) -> str:
        return self.name or f"Link …{self.ending}"

    @property
    def slug(self) -> str:
        """The dashboard as its address names it."""
        return self.standard or str(self.dashboard_id)
