"""Something that is not the ads' fault, and holds every pause of an ad account."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import Account


class Incident(models.Model):
    """``kind`` and ``found`` are of ``alerts.playbook.evidence.outage``. One row from its first day to its last."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="ad_incidents")
    subaccount_id = models.BigIntegerField()
    source_id = models.BigIntegerField(default=0)
    ad_account = models.BigIntegerField(null=True, blank=True)  # of ``cdp``; None: of the source's ads that name none
    kind = models.CharField(max_length=30)
    said = models.TextField()
    found: models.JSONField[Any, Any] = models.JSONField(default=dict)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_id", "ad_account"],
                condition=models.Q(ended_at=None),
                nulls_distinct=False,
                name="one_open_incident_of_ad_account",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.began_at:%Y-%m-%d}"
