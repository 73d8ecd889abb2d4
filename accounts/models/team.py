"""Teams: people of an account under one name, so that rights can be given to them together."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from accounts.models.account import Account
from accounts.models.person import Membership


class Team(models.Model):
    """Its members are memberships: who leaves the account leaves its teams."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=100)
    members = models.ManyToManyField(Membership, blank=True, related_name="teams")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint("account", Lower("name"), name="team_name_unique")]

    def __str__(self) -> str:
        return self.name
