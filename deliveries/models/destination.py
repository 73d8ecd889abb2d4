"""Where files and messages may be sent to, saved once and used by many schedules."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import Account, User
from accounts.sealed import EncryptedField


class Kind(models.TextChoices):
    """How something is handed over."""

    EMAIL = "email", "E-mail"
    WEBHOOK = "webhook", "Webhook"
    S3 = "s3", "Amazon S3"
    SFTP = "sftp", "SFTP"


class Destination(models.Model):
    """One place of an account. ``config`` may be shown; ``sealed`` holds the credentials, encrypted
    (``accounts.secrets``), and is never given out again. A removed one stays, for the receipts that name it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="destinations")
    owner = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="destinations")  # who made it
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    config: models.JSONField[Any, Any] = models.JSONField(default=dict)
    sealed = EncryptedField(purpose="a destination")
    tested_at = models.DateTimeField(null=True, blank=True)
    test_passed = models.BooleanField(null=True)
    test_said = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "name"], condition=models.Q(removed_at=None), name="destination_name_unique"
            )
        ]

    def __str__(self) -> str:
        return self.name
