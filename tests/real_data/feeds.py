"""All the real files as the feeds of one company: a sub-account for each, so that one of them is one set alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from accounts.models import Account, SubAccount
from connectors.files.importer import Import
from connectors.files.mapping.load import load
from tests.conftest import SHARED
from tests.real_data.ask import MAPPINGS

DATA = SHARED / "data"
MAIL_MAPPINGS = Path(__file__).parent / "mail_mappings"
HOUSEHOLDS = (
    "household_id::int % 20 = 7"  # a twentieth, whole histories: all of them are held in test_complete_journey.py
)
FACEBOOK, GOOGLE, TIKTOK = "facebook/facebook_ads_", "google/", "tiktok/tiktok_"


@dataclass(frozen=True)
class Feed:
    """The files that feed one sub-account, each with the mapping it is read by."""

    subaccount: str
    folder: str
    files: dict[str, str]  # mapping → file


FEEDS = (
    Feed("Food shop", "ifood_customers", {"ifood_customers": "marketing_campaign.csv"}),
    Feed(
        "Marketplace",
        "olist_marketing_funnel",
        {
            "olist_leads": "olist_marketing_qualified_leads_dataset.csv",
            "olist_deals": "olist_closed_deals_dataset.csv",
            "olist_sellers": "olist_sellers_dataset.csv",
        },
    ),
    Feed("Facebook", "kag_facebook_ads", {"kag_facebook_ads_dated": "KAG_with_invented_dates.csv"}),
    Feed("Course", "google_ads_messy", {"google_ads_messy": "GoogleAds_DataAnalytics_Sales_Uncleaned.csv"}),
    Feed(
        "Platforms",
        "ad_platform_seeds",
        {
            "facebook_ads_accounts": f"{FACEBOOK}account_history_data.csv",
            "facebook_ads_campaigns": f"{FACEBOOK}campaign_history_data.csv",
            "facebook_ads_ad_sets": f"{FACEBOOK}ad_set_history_data.csv",
            "facebook_ads_ads": f"{FACEBOOK}ad_history_data.csv",
            "facebook_ads_results": f"{FACEBOOK}basic_ad_data.csv",
            "facebook_ads_actions": f"{FACEBOOK}basic_ad_actions_data.csv",
            "google_ads_accounts": f"{GOOGLE}account_history_data.csv",
            "google_ads_campaigns": f"{GOOGLE}campaign_history_data.csv",
            "google_ads_ad_groups": f"{GOOGLE}ad_group_history_data.csv",
            "google_ads_ads": f"{GOOGLE}ad_history_data.csv",
            "google_ads_ad_results": f"{GOOGLE}ad_stats_data.csv",
            "tiktok_ads_accounts": f"{TIKTOK}advertiser_data.csv",
            "tiktok_ads_campaigns": f"{TIKTOK}campaign_history_data.csv",
            "tiktok_ads_ad_groups": f"{TIKTOK}adgroup_history_data.csv",
            "tiktok_ads_ads": f"{TIKTOK}ad_history_data.csv",
            "tiktok_ads_results": f"{TIKTOK}ad_report_hourly_data.csv",
        },
    ),
)
GROCER = "Grocer"
GROCERIES = {  # mapping → file, and the part of it that is about the households
    "complete_journey_products": (
        "products.parquet",
        f"product_id in (select product_id from '{DATA}/complete_journey/transactions.parquet' where {HOUSEHOLDS})",
    ),
    "complete_journey_demographics": ("demographics.csv", HOUSEHOLDS),
    "complete_journey_campaigns": ("campaign_descriptions.csv", "true"),
    "complete_journey_recipients": ("campaigns.csv", HOUSEHOLDS),
    "complete_journey_transactions": ("transactions.parquet", HOUSEHOLDS),
    "complete_journey_redemptions": ("coupon_redemptions.csv", HOUSEHOLDS),
}
MAIL = {  # what the providers' mail is said to be; their samples do not tell
    "Newsletters": ("sendgrid", "mailgun", "sparkpost", "mailjet", "mailersend"),
    "Service mail": ("brevo", "postmark", "amazon_ses", "mandrill", "resend"),
}


def bring_in(place: Path) -> Account:
    """Every file, into a new account. ``place`` takes files that are made of the given ones."""
    account = Account.objects.create(name="Imports")
    for feed in FEEDS:
        here = _subaccount(account, feed.subaccount)
        for mapping, file in feed.files.items():
            _import(DATA / feed.folder / file, MAPPINGS / f"{mapping}.yaml", here)
    grocer = _subaccount(account, GROCER)
    for mapping, (file, part) in GROCERIES.items():
        _import(_part(file, part, place), MAPPINGS / f"{mapping}.yaml", grocer)
    for name, providers in MAIL.items():
        here = _subaccount(account, name)
        for provider in providers:
            _import(_lines(provider, place), MAIL_MAPPINGS / f"{provider}.yaml", here)
    return account


def _subaccount(account: Account, name: str) -> SubAccount:
    return SubAccount.objects.create(account=account, name=name)


def _import(path: Path, mapping: Path, subaccount: SubAccount) -> None:
    counts = Import(path, load(mapping), subaccount).run()
    assert counts.quarantined == 0, f"{path.name}: {counts}"


def _part(file: str, part: str, place: Path) -> Path:
    """The rows of a file of The Complete Journey for which ``part`` holds, in its own format and types."""
    given, made = DATA / "complete_journey" / file, place / file
    rows = f"read_csv('{given}', all_varchar = true)" if given.suffix == ".csv" else f"'{given}'"
    duckdb.sql(f"copy (select * from {rows} where {part}) to '{made}'")
    return made


def _lines(provider: str, place: Path) -> Path:
    """A provider's samples as its webhook would have sent them: one event a line."""
    made = place / f"{provider}.jsonl"
    samples = json.loads((DATA / "esp_webhook_samples" / f"{provider}.json").read_text())
    made.write_text("".join(json.dumps(event) + "\n" for sample in samples for event in events(sample["payload"])))
    return made


def events(payload: Any) -> Iterator[dict[str, Any]]:
    """Each event of a payload; one that names several recipients of Amazon's is one of each."""
    for event in payload if isinstance(payload, list) else [payload]:
        for who in _recipients(event) or [None]:
            yield event if who is None else {**event, "recipient": who}


def _recipients(event: dict[str, Any]) -> list[str]:
    if "mail" not in event:
        return []
    named = event.get("bounce", {}).get("bouncedRecipients") or event.get("complaint", {}).get("complainedRecipients")
    if named:
        return [each["emailAddress"] for each in named]
    found: list[str] = event.get("delivery", {}).get("recipients") or event["mail"]["destination"]
    return found
