"""KAG's and a dirty Google export on the dashboard of ads; the truth is in their expected.json."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.real_data.ask import alike, expected, load
from tests.real_data.pages import tile, total

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NOW = datetime(2024, 12, 10, tzinfo=UTC)
SINGLES = {"spend": "spend", "impressions": "impressions", "clicks": "clicks", "conversions": "conversions",
           "ctr": "ctr", "cpc": "cpc", "cpm": "cpm", "cpa": "cpa", "conversion_rate": "cvr"}  # fmt: skip


def test_the_dashboard_of_ads_shows_facebook_s_figures_as_they_are() -> None:
    load("kag_facebook_ads", kag_facebook_ads="KAG_conversion_data.csv")
    truth = expected("kag_facebook_ads")
    shown = {name: total("ads", name, NOW, day="") for name in SINGLES}  # the file has no days
    assert {name: shown[name] for name, key in SINGLES.items() if not alike(truth["total"][key], shown[name])} == {}
    rows = {row["ad_campaigns.name"]: row for row in tile("ads", "delivery", NOW, day="").rows}
    for name, wanted in truth["by_xyz_campaign_id"].items():
        fields = {
            "impressions": "impressions",
            "clicks": "clicks",
            "cpm": "cpm",
            "cpa": "cpa",
            "cvr": "conversion_rate",
        }
        assert all(alike(wanted[key], rows[name][f"ad_metrics.{field}"]) for key, field in fields.items())
    # What the file does not hold is not made up: no reach, no budget, no revenue, no orders.
    assert all(row["ad_metrics.largest_daily_reach"] is None for row in tile("ads", "signals", NOW, day="").rows)
    assert tile("ads", "budgets", NOW, day="").rows == []
    assert total("ads", "roas", NOW, day="") is None
    assert total("ads", "first_party_orders", NOW, day="") == 0


def test_the_dashboard_of_ads_shows_the_dirty_export_in_its_month() -> None:
    load("google_ads_messy", google_ads_messy="GoogleAds_DataAnalytics_Sales_Uncleaned.csv")
    sums = expected("google_ads_messy")["sums"]
    named = {"spend": "cost", "impressions": "impressions", "clicks": "clicks", "conversions": "conversions"}
    shown = {name: total("ads", name, NOW) for name in named}  # November 2024 is in the last twelve months
    assert {name: shown[name] for name, key in named.items() if not alike(sums[key], shown[name])} == {}
    assert alike(round(sums["sale"] / sums["cost"], 6), total("ads", "roas", NOW))
    (row,) = tile("ads", "channels", NOW).rows
    assert (row["common.channel"], alike(sums["sale"], row["ad_metrics.purchase_value"])) == ("google", True)
