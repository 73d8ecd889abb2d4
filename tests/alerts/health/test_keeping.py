"""Figures worked out by hand, from rows as they were received to the row of the page."""

from __future__ import annotations

from decimal import Decimal

from alerts.health.keeping import judge_source
from alerts.models import Goal, Health
from tests.alerts.health.ads import NOW, TODAY, Shop, day


def judged(shop: Shop) -> dict[str, Health]:
    judge_source(shop.source, NOW)
    return {f"{row.level}:{row.name}": row for row in Health.objects.filter(source_id=shop.source.pk)}


def aim(shop: Shop, cost: str, **values: object) -> None:
    Goal.objects.create(account=shop.place.account, currency="EUR", cost_per_result=Decimal(cost), **values)


def test_a_dear_ad_is_suggested_for_a_pause_with_its_week_in_figures(shop: Shop) -> None:
    ad = shop.ad()
    shop.steady(ad, 30, impressions=9000, clicks=90, spend=84, results=1.5)
    aim(shop, "28")
    row = judged(shop)["ad:Bed"]
    assert (row.group, row.spend, row.results, row.cost, row.limit) == ("pause", 588, Decimal("10.5"), 56, 28)
    assert row.chance is not None and row.chance > 0.95
    assert row.evidence["headline"] == "99 % chance this ad costs too much"
    assert row.next["act"] == "pause" and row.next["saves"] == 84
    assert (row.day, row.started_on) == (day(1), day(30))


def test_a_campaign_is_the_sum_of_its_ads(shop: Shop) -> None:
    shop.steady(shop.ad("One"), 20, impressions=1000, clicks=10, spend=10, results=1)
    shop.steady(shop.ad("Two"), 20, impressions=3000, clicks=20, spend=5, results=2)
    aim(shop, "10")
    rows = judged(shop)
    assert {name: (row.spend, row.results) for name, row in rows.items()} == {
        "ad:One": (70, 7), "ad:Two": (35, 14), "ad_set:Broad": (105, 21), "campaign:Autumn": (105, 21)
    }  # fmt: skip


def test_without_a_goal_the_accounts_usual_cost_is_the_limit(shop: Shop) -> None:
    shop.steady(shop.ad("One"), 20, impressions=1000, clicks=10, spend=10, results=1)
    row = judged(shop)["ad:One"]
    assert (row.limit, row.evidence["limit_from"]) == (10, "usual")


def test_without_results_nobody_knows_a_limit(shop: Shop) -> None:
    shop.steady(shop.ad("One"), 20, impressions=1000, clicks=10, spend=10, results=0)
    row = judged(shop)["ad:One"]
    assert (row.group, row.limit, row.chance, row.evidence["why"]) == ("no_verdict", None, None, "no limit")


def test_today_is_left_out(shop: Shop) -> None:
    ad = shop.ad("One")
    shop.steady(ad, 20, impressions=1000, clicks=10, spend=10, results=1)
    shop.ran(ad, 0, known=0, impressions=400, clicks=4, spend=99, results=0)
    assert judged(shop)["ad:One"].spend == 70
    assert Health.objects.filter(level="ad").get().day != TODAY
