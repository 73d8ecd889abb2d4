"""What is asked of Google Ads, in its query language (GAQL). PURE."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from connectors.ads.standing import Level

LOOK_BACK = timedelta(days=30)  # that changes are looked for; Google keeps 90 days of them
ACCOUNT = "SELECT customer.id, customer.descriptive_name, customer.currency_code, customer.time_zone FROM customer"
_CAMPAIGN = (
    "campaign.id, campaign.name, campaign.status, campaign.serving_status, campaign.primary_status, "
    "campaign.primary_status_reasons, campaign.bidding_strategy_system_status, campaign.campaign_budget, "
    "campaign_budget.amount_micros, campaign_budget.period, campaign_budget.explicitly_shared, "
    "campaign_budget.reference_count"
)
_OWN = {
    Level.AD_SET: "ad_group.id, ad_group.name, ad_group.status, ad_group.primary_status, "
    "ad_group.primary_status_reasons, ",
    Level.AD: "ad_group_ad.resource_name, ad_group_ad.ad.id, ad_group_ad.ad.name, ad_group_ad.status, "
    "ad_group_ad.primary_status, ad_group_ad.primary_status_reasons, ",
}
RESOURCE = {Level.CAMPAIGN: "campaign", Level.AD_SET: "ad_group", Level.AD: "ad_group_ad"}
PATH = {Level.CAMPAIGN: "campaigns", Level.AD_SET: "adGroups", Level.AD: "adGroupAds"}
_KINDS = {
    Level.CAMPAIGN: "('CAMPAIGN', 'CAMPAIGN_BUDGET')",
    Level.AD_SET: "('AD_GROUP')",
    Level.AD: "('AD_GROUP_AD')",
}


def resource_name(customer: str, level: Level, id: str) -> str:
    """Google's own name of an object, such as customers/1/adGroupAds/2~3."""
    return f"customers/{customer}/{PATH[level]}/{id}"


def standing_of(customer: str, level: Level, ids: Sequence[str]) -> str:
    """Everything that a Standing needs. The ids are digits (and ``~``) already."""
    resource = RESOURCE[level]
    names = ", ".join(f"'{resource_name(customer, level, each)}'" for each in ids)
    fields = _OWN.get(level, "") + _CAMPAIGN
    return f"SELECT {fields} FROM {resource} WHERE {resource}.resource_name IN ({names})"  # noqa: S608


def changes_of(customer: str, level: Level, ids: Sequence[str], now: datetime) -> str:
    """When they were last changed. Days are the account's, so a day more is asked for at either end."""
    first, last = (now - LOOK_BACK).date(), (now + timedelta(days=1)).date()
    names = ", ".join(f"'{resource_name(customer, level, each)}'" for each in ids)
    at = "change_status.last_change_date_time"
    return (
        f"SELECT {at}, change_status.resource_type, change_status.{RESOURCE[level]} FROM change_status "  # noqa: S608
        f"WHERE {at} >= '{first}' AND {at} <= '{last}' AND change_status.resource_type IN {_KINDS[level]} "
        f"AND change_status.{RESOURCE[level]} IN ({names}) ORDER BY {at} DESC LIMIT 10000"
    )
