"""Connections to ad platforms."""

from __future__ import annotations

from django.db import models

from accounts.sealed import EncryptedField
from cdp.models import Source
from connectors.ads.faults import Vendor


class State(models.TextChoices):
    """What the last call told of a connection."""

    NEW = "new", "Not tried yet"
    OK = "ok", "Works"
    EXPIRED = "expired", "Its token is over"
    REFUSED = "refused", "The platform does not let it in"


class AdConnection(models.Model):
    """How the ads of one source are reached: one account on one platform, with credentials that are never given out
    again (``connectors.ads.opening``)."""

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="ad_connection")
    vendor = models.CharField(max_length=20, choices=[(each.value, each.label) for each in Vendor])
    account_id = models.CharField(max_length=30)  # the platform's own, digits alone
    login_id = models.CharField(max_length=30, blank=True)  # Google: the manager account that is gone through
    sealed = EncryptedField(purpose="an ad platform")
    may_change = models.BooleanField(default=False)  # off: it reads and never changes anything
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    checked_at = models.DateTimeField(null=True, blank=True)
    said = models.TextField(blank=True)  # what the last check told, in a sentence
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{Vendor(self.vendor).label} {self.account_id}"
