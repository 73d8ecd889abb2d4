"""A short link: the whole address of an explore page under a few letters."""

from __future__ import annotations

from django.db import models

from accounts.models import Account, User


class ShortLink(models.Model):
    """Leads to ``/explore/<explore>/?<query>`` for everyone of the account, each within their own rights."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="short_links")
    slug = models.CharField(max_length=32, unique=True)
    explore = models.CharField(max_length=200)  # or merge, the page of merged results
    query = models.TextField()
    digest = models.CharField(max_length=64)  # SHA-256 of explore and query: an index takes no long text
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="short_link_unique")]

    def __str__(self) -> str:
        return self.slug
