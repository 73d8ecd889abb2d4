"""What a person has to do with a dashboard: a star, and when they last looked at it.

A dashboard is named as its address names it (``revenue`` for a standard one, ``17`` for a row), so that both kinds
can be kept; a name that leads nowhere any more is passed over by whoever reads it.
"""

from __future__ import annotations

from django.db import models

from accounts.models import Account, User

LONGEST_SLUG = 100


class Favourite(models.Model):
    """A star that a person gave."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="favourite_dashboards")
    slug = models.CharField(max_length=LONGEST_SLUG)
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["account", "user", "slug"], name="favourite_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.slug}"


class Visit(models.Model):
    """All the times that a person opened a dashboard: when last, and how often."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="dashboard_visits")
    slug = models.CharField(max_length=LONGEST_SLUG)
    last_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-last_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["account", "user", "slug"], name="visit_once")]
        indexes = [models.Index(fields=["account", "slug"], name="visit_of_dashboard")]

    def __str__(self) -> str:
        return f"{self.user}: {self.slug}, {self.count} times"
