"""An audience: the people and teams who may see something, each with a level. ``accounts.access`` decides by it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from accounts.models.account import Account
from accounts.models.person import Membership
from accounts.models.team import Team


class Level(models.TextChoices):
    """What somebody who is named may do."""

    VIEW = "VIEW", "View"
    MANAGE = "MANAGE", "Manage"


class Audience(models.Model):
    """The list of one folder, and of what inherits from it. One that names nobody is admins' alone."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="audiences")
    version = models.PositiveIntegerField(default=1)  # counts saves: of two at once the second is told
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"audience {self.pk}"


class Grant(models.Model):
    """One line of an audience: a person or a team, and their level. It goes with them."""

    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="grants")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, null=True, blank=True, related_name="grants")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="grants")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.VIEW)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(member=None) ^ Q(team=None), name="grant_one_of_person_and_team"),
            models.UniqueConstraint(fields=["audience", "member"], name="grant_member_unique"),
            models.UniqueConstraint(fields=["audience", "team"], name="grant_team_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.member or self.team}: {self.level}"
