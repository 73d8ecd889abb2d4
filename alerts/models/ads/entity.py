"""How rows of this room name a campaign, an ad set or an ad."""

from __future__ import annotations

from django.db import models

from accounts.models import Account


class Level(models.TextChoices):
    """``alerts.playbook.days.Level``, with the words for people."""

    CAMPAIGN = "campaign", "Campaign"
    AD_SET = "ad_set", "Ad set"
    AD = "ad", "Ad"


class OfEntity(models.Model):
    """``row`` is the id of the row in ``cdp`` at that level; the sub-account is its own, for the viewer's scope."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    subaccount_id = models.BigIntegerField()
    source_id = models.BigIntegerField()
    level = models.CharField(max_length=10, choices=Level.choices)
    row = models.BigIntegerField()

    class Meta:
        abstract = True
