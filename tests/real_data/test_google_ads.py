"""A dirty Google Ads export: blanks stay blanks, spellings come together, sums are right."""

from __future__ import annotations

from typing import Any

import pytest

from tests.real_data.ask import by, explore, figure, hold_against, load

pytestmark = pytest.mark.django_db(transaction=True)

MEASURES = {"Clicks": "clicks", "Impressions": "impressions", "Cost": "spend", "Leads": "leads",
            "Conversions": "purchases", "Sale_Amount": "purchase_value"}  # fmt: skip
WORDS = {"Ad_ID": "ads.external_id", "Campaign_Name": "ad_campaigns.name", "Ad_Date": "ad_metrics.day_date",
         "Location": "ad_metrics.region", "Device": "ad_metrics.device", "Keyword": "ad_metrics.keyword"}  # fmt: skip
SUMS = {"clicks": "clicks", "impressions": "impressions", "cost": "spend", "leads": "leads",
        "conversions": "purchases", "sale": "purchase_value"}  # fmt: skip


def _ads_without(field: str) -> int:
    """Ads whose figure is blank: a row is an ad, so the sum of an ad is blank where its cell is."""
    answer = explore("ads", "ads.external_id", f"ad_metrics.{field}", where={f"ad_metrics.{field}": "NULL"})
    return int(answer["total_rows"])


def _blank(field: str) -> int:
    return int(figure("ads", "ad_metrics.count", {field: "NULL"}))


def _spellings(field: str) -> list[str]:
    return sorted(by("ads", field, "ad_metrics.count"))


def _answers() -> dict[str, Any]:
    by_device = by("ads", "ad_metrics.device", "ad_metrics.count", "ad_metrics.spend", "ad_metrics.purchase_value")
    days = explore("ads", "ad_metrics.day_date", "ad_metrics.count", sort="ad_metrics.day_date")["rows"]
    return {
        "rows": figure("ads", "ad_metrics.count"),
        "distinct_ad_ids": figure("ads", "ads.count"),
        "missing": {name: _ads_without(field) for name, field in MEASURES.items()}
        | {name: _blank(field) for name, field in WORDS.items()}
        | {"Conversion Rate": _blank("ad_metrics.attr_stated_conversion_rate")},
        "distinct_campaign_spellings": _spellings("ad_metrics.attr_campaign_as_written"),
        "distinct_location_spellings": _spellings("ad_metrics.attr_location_as_written"),
        "distinct_device_spellings": _spellings("ad_metrics.attr_device_as_written"),
        "dates_unreadable": _blank("ad_metrics.day_date"),
        "date_range": [days[0]["ad_metrics.day_date"], days[-1]["ad_metrics.day_date"]],
        "sums": {name: figure("ads", f"ad_metrics.{field}") for name, field in SUMS.items()},
        "rows_by_device": {key: row["ad_metrics.count"] for key, row in by_device.items()},
        "cost_and_sale_by_device": {
            key: [row["ad_metrics.spend"], row["ad_metrics.purchase_value"]] for key, row in by_device.items()
        },
    }


def test_every_figure_of_the_dirty_export_comes_out_of_the_ads_explore() -> None:
    load("google_ads_messy", google_ads_messy="GoogleAds_DataAnalytics_Sales_Uncleaned.csv")
    hold_against("google_ads_messy", _answers(), exceptions={})
