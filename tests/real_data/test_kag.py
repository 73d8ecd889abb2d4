"""KAG Facebook ads: CTR, CPC, CPM, CPA by campaign, age, gender and interest."""

from __future__ import annotations

from typing import Any

import pytest

from tests.real_data.ask import by, explore, figure, hold_against, load, renamed

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = {
    "rows": "ad_metrics.count",
    "impressions": "ad_metrics.impressions",
    "clicks": "ad_metrics.clicks",
    "spend": "ad_metrics.spend",
    "ctr": "ad_metrics.ctr",
    "cpc": "ad_metrics.cpc",
    "cpm": "ad_metrics.cpm",
    "conversions": "ad_metrics.purchases",
    "cvr": "ad_metrics.conversion_rate",
    "cpa": "ad_metrics.cpa",
}


def _split(dimension: str, names: dict[str, str] = NAMES) -> dict[str, Any]:
    return {key: renamed(row, names) for key, row in by("ads", dimension, *names.values()).items()}


def _by_age_and_gender() -> dict[str, Any]:
    rows = explore("ads", "ad_metrics.age", "ad_metrics.gender", *NAMES.values())["rows"]
    return {f"{row['ad_metrics.age']} | {row['ad_metrics.gender']}": renamed(row, NAMES) for row in rows}


def _answers() -> dict[str, Any]:
    top = explore("ads", "ad_sets.external_id", "ad_metrics.spend", sort="ad_metrics.spend desc", limit=10)
    return {
        "rows": figure("ads", "ad_metrics.count"),
        "ads": figure("ads", "ads.count"),
        "fb_campaigns": figure("ads", "ad_sets.count"),
        "total": renamed(explore("ads", *NAMES.values())["rows"][0], NAMES),
        "by_xyz_campaign_id": _split("ad_campaigns.external_id"),
        "by_age": _split("ad_metrics.age"),
        "by_gender": _split("ad_metrics.gender"),
        "by_age_gender": _by_age_and_gender(),
        "total_conversion_by_campaign": by("ads", "ad_campaigns.external_id", "ad_metrics.leads"),
        "rows_without_clicks": explore("ads", "ads.external_id", "ad_metrics.clicks", where={"ad_metrics.clicks": "0"})[
            "total_rows"
        ],
        "top_10_fb_campaigns_by_spend": [list(row.values()) for row in top["rows"]],
        "by_interest": _split("ad_metrics.attr_interest", {key: NAMES[key] for key in ("spend", "ctr", "cpa")}),
    }


def test_every_figure_of_the_facebook_ads_comes_out_of_the_ads_explore() -> None:
    load("kag_facebook_ads", kag_facebook_ads="KAG_conversion_data.csv")
    hold_against("kag_facebook_ads", _answers(), exceptions={})
