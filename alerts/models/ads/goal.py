"""What people want of ads: a cost per result, a margin, a sector's price of a click, a plan of spending."""

from __future__ import annotations

from django.db import models

from accounts.models import Account, User
from alerts.models.ads.entity import Level
from cdp.models.base import currency, money


class Goal(models.Model):
    """Of the account, of a sub-account, or of one campaign, ad set or ad: each figure is taken from the narrowest
    that states it. Money is in ``currency`` and is not used for ads in another."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="ad_goals")
    subaccount_id = models.BigIntegerField(null=True, blank=True)
    level = models.CharField(max_length=10, choices=Level.choices, blank=True)  # empty: of all its ads
    row = models.BigIntegerField(null=True, blank=True)
    currency = currency()
    cost_per_result = money()
    margin = models.DecimalField(max_digits=7, decimal_places=6, null=True, blank=True)  # share of a sale, 0 to 1
    sector_cpc = money()
    plan_first = models.DateField(null=True, blank=True)
    plan_last = models.DateField(null=True, blank=True)
    plan_amount = money()
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "subaccount_id", "level", "row"], nulls_distinct=False, name="ad_goal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.level or 'all'} {self.row or ''}"
