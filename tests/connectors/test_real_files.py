"""Files nobody here made up, through the mappings that are shipped for them: rows and sums in PostgreSQL.

The Complete Journey is too large to bring in twice: ``tests/real_data`` does it, and asks for every figure.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from accounts.models import SubAccount
from cdp.models import QuarantinedRow
from connectors.files.importer import Import
from connectors.files.mapping.load import load
from connectors.files.summary import Summary
from tests.conftest import SHARED

DATA = SHARED / "data"
MAPPINGS = Path(__file__).parents[2] / "connectors" / "files" / "mappings"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not DATA.exists(), reason="the real data of ../shared/data is not part of a public clone"),
]
Bringing = Callable[[str, str], Summary]


@pytest.fixture
def bring(subaccount: SubAccount) -> Bringing:
    def run(file: str, mapping: str) -> Summary:
        return Import(DATA / file, load(MAPPINGS / f"{mapping}.yaml"), subaccount).run()

    return run


def one(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


def expected(name: str) -> Any:
    return json.loads((DATA / name / "expected.json").read_text())


def test_facebook_ads_arrive_with_their_sums(bring: Bringing) -> None:
    truth = expected("kag_facebook_ads")["total"]
    for file, mapping in (("KAG_conversion_data.csv", "kag_facebook_ads"),
                          ("KAG_with_invented_dates.csv", "kag_facebook_ads_dated")):  # fmt: skip
        assert bring(f"kag_facebook_ads/{file}", mapping).loaded == truth["rows"]
    sums = "select sum(impressions), sum(clicks), round(sum(spend), 2), sum(purchases)"
    for days in ("is null", "is not null"):
        found = one(f"{sums} from cdp_ad_metric where day {days}")
        assert found == (truth["impressions"], truth["clicks"], Decimal(str(truth["spend"])), truth["conversions"])


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_leads_and_sellers_become_one_person_in_any_order(bring: Bringing, order: tuple[int, ...]) -> None:
    files = [
        ("olist_marketing_qualified_leads_dataset", "olist_leads"), ("olist_closed_deals_dataset", "olist_deals"),
        ("olist_sellers_dataset", "olist_sellers"),
    ]  # fmt: skip
    for place in order:
        bring(f"olist_marketing_funnel/{files[place][0]}.csv", files[place][1])
    truth = expected("olist_marketing_funnel")
    both = truth["deal_sellers_found_in_sellers"]
    assert one("select count(*) from cdp_contact") == (truth["leads"] + truth["sellers"] - both,)
    assert one("select count(*) from cdp_order") == (truth["deals"],)
    joined = "select count(*) from cdp_contact where region is not null and attributes ? 'landing_page'"
    assert one(joined) == (both,)


def test_customers_with_typed_traits_arrive(bring: Bringing) -> None:
    truth = expected("ifood_customers")
    assert bring("ifood_customers/marketing_campaign.csv", "ifood_customers").loaded == truth["rows"]
    traits = "select sum((attributes->>'spend')::numeric), count(*) filter (where not attributes ? 'yearly_income')"
    assert one(f"{traits} from cdp_contact") == (Decimal(truth["spend_total"]), truth["missing_income"])
    accepted = sum(each["accepted"] for each in truth["accepted_by_campaign"].values())
    assert one("select count(*) from cdp_message_event where kind = 'conversion'") == (accepted,)


def test_a_dirty_export_comes_out_clean(bring: Bringing) -> None:
    truth = expected("google_ads_messy")
    folder = "google_ads_messy/GoogleAds_DataAnalytics_Sales_Uncleaned.csv"
    assert bring(folder, "google_ads_messy").loaded == truth["rows"]
    sums = one("select sum(clicks), sum(spend), sum(purchase_value), min(day), max(day) from cdp_ad_metric")
    found = [float(each) for each in sums[:3]], [str(each) for each in sums[3:]]
    wanted = truth["sums"]
    assert found == ([wanted["clicks"], wanted["cost"], wanted["sale"]], truth["date_range"])
    assert one("select count(*) from cdp_ad_campaign") == (1,)


SEEDS = [
    ("facebook/facebook_ads_account_history_data", "facebook_ads_accounts"),
    ("facebook/facebook_ads_campaign_history_data", "facebook_ads_campaigns"),
    ("facebook/facebook_ads_ad_set_history_data", "facebook_ads_ad_sets"),
    ("facebook/facebook_ads_ad_history_data", "facebook_ads_ads"),
    ("facebook/facebook_ads_basic_ad_data", "facebook_ads_results"),
    ("facebook/facebook_ads_basic_ad_actions_data", "facebook_ads_actions"),
    ("google/account_history_data", "google_ads_accounts"), ("google/campaign_history_data", "google_ads_campaigns"),
    ("google/ad_group_history_data", "google_ads_ad_groups"), ("google/ad_history_data", "google_ads_ads"),
    ("google/campaign_stats_data", "google_ads_campaign_results"), ("google/ad_stats_data", "google_ads_ad_results"),
    ("tiktok/tiktok_advertiser_data", "tiktok_ads_accounts"),
    ("tiktok/tiktok_campaign_history_data", "tiktok_ads_campaigns"),
    ("tiktok/tiktok_adgroup_history_data", "tiktok_ads_ad_groups"), ("tiktok/tiktok_ad_history_data", "tiktok_ads_ads"),
    ("tiktok/tiktok_ad_report_hourly_data", "tiktok_ads_results"),
    ("tiktok/tiktok_campaign_country_report_data", "tiktok_ads_country_results"),
]  # fmt: skip


def test_raw_exports_of_three_ad_platforms_are_read(bring: Bringing) -> None:
    for file, mapping in SEEDS:
        summary = bring(f"ad_platform_seeds/{file}.csv", mapping)
        assert summary.read == summary.loaded + summary.updated + summary.skipped, file
    assert not QuarantinedRow.objects.exists()
    google = "(select id from cdp_source where name = 'google_ads')"
    assert one(f"select sum(spend) < 10000 from cdp_ad_metric where source_id = {google}") == (True,)
    newest = "select name from cdp_ad where external_id = '6215762744671'"
    assert one(newest) == ("v1",)
