"""Rows that are odd, late, double, in another currency or of nobody: normal input."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from alerts.health.keeping import judge_source
from alerts.models import Goal, Health
from cdp.batches import batch
from cdp.models import Ad, AdMetric
from tests.alerts.health.ads import NOW, Shop, day, received

RAN = {"impressions": 1000, "clicks": 10, "spend": 10, "results": 1}


@pytest.fixture(autouse=True)
def goal(shop: Shop) -> None:
    Goal.objects.create(account=shop.place.account, currency="EUR", cost_per_result=Decimal(10))


def judged(shop: Shop, now: datetime = NOW) -> dict[str, Health]:
    judge_source(shop.source, now)
    return {f"{row.level}:{row.name}": row for row in Health.objects.filter(source_id=shop.source.pk)}


def test_an_ad_without_ad_set_counts_to_its_campaign(shop: Shop) -> None:
    shop.steady(shop.ad("Home"), 10, **RAN)
    shop.steady(shop.ad("Lone", ad_set_id=None), 10, **RAN)
    rows = judged(shop)
    assert (rows["ad:Lone"].spend, rows["ad_set:Broad"].spend, rows["campaign:Autumn"].spend) == (70, 70, 140)
    assert (rows["ad:Lone"].ad_set, rows["ad:Lone"].ad_set_name) == (None, "")


def test_an_ad_of_no_campaign_and_no_account_is_judged_in_the_accounts_currency(shop: Shop) -> None:
    ad = shop.ad("Nobody's", ad_set_id=None, ad_campaign_id=None)
    shop.rows([(ad, back, 1, "", RAN) for back in range(1, 9)])
    with batch():
        AdMetric.objects.update(ad_account_id=None)
    row = judged(shop)["ad:Nobody's"]
    assert (row.ad_account, row.campaign, row.spend, row.currency) == (None, None, 70, "EUR")
    assert [each["state"] for each in row.signals] == ["not_available"] * 10  # nobody knows the platform


def test_a_figure_for_all_time_is_no_day(shop: Shop) -> None:
    ad = shop.ad("One")
    shop.steady(ad, 10, **RAN)
    with batch():
        AdMetric.objects.create(
            subaccount_id=shop.place.pk, source_id=shop.source.pk, external_id="all", ad_id=ad, spend=9999,
            received_at=received(day(1)),
        )  # fmt: skip
    assert judged(shop)["ad:One"].spend == 70


def test_a_day_in_several_breakdowns_counts_once(shop: Shop) -> None:
    ad = shop.ad("One")
    for back in range(10, 0, -1):
        shop.ran(ad, back, of="young", age="18-24", impressions=400, clicks=4, spend=4, results=0)
        shop.ran(ad, back, of="old", age="25-34", impressions=600, clicks=6, spend=6, results=1)
        shop.ran(ad, back, of="fr", country="FR", impressions=900, clicks=9, spend=9, results=1)
        shop.ran(ad, back, of="de", country="DE", impressions=90, clicks=1, spend=1, results=0)
    row = judged(shop)["ad:One"]
    assert (row.spend, row.results) == (70, 7)


def test_the_whole_day_beats_its_breakdowns(shop: Shop) -> None:
    ad = shop.ad("One")
    shop.steady(ad, 10, reach=700, **RAN)
    for back in range(10, 0, -1):
        shop.ran(ad, back, of="fr", country="FR", impressions=900, clicks=9, spend=9, results=9, reach=900)
    row = judged(shop)["ad:One"]
    assert (row.spend, row.results) == (70, 7)
    assert _inputs(row, "frequency")["impressions"] == "7000"


def test_clicks_without_a_keyword_stand_beside_those_with_one(shop: Shop) -> None:
    ad = shop.ad("One")
    for back in range(10, 0, -1):
        shop.ran(ad, back, of="a", device="mobile", keyword="bed", impressions=10, clicks=1, spend=6, results=1)
        shop.ran(ad, back, of="b", device="mobile", impressions=10, clicks=1, spend=4, results=0)
    assert judged(shop)["ad:One"].spend == 70


def test_a_day_reported_by_ad_and_by_campaign_counts_once(shop: Shop) -> None:
    shop.steady(shop.ad("One"), 10, **RAN)
    with batch():
        for back in range(1, 11):
            AdMetric.objects.create(
                subaccount_id=shop.place.pk, source_id=shop.source.pk, external_id=f"c{back}", day=day(back),
                ad_campaign_id=shop.campaign, received_at=received(day(back)), spend=12, results=1, impressions=1100,
                reach=800,
            )  # fmt: skip
    rows = judged(shop)
    assert (rows["campaign:Autumn"].spend, rows["ad:One"].spend, rows["ad_set:Broad"].spend) == (84, 70, 70)


def test_a_negative_figure_is_not_known(shop: Shop) -> None:
    ad = shop.ad("One")
    shop.steady(ad, 10, **RAN)
    shop.ran(ad, 3, **{**RAN, "results": -4})
    shop.steady(shop.ad("Two"), 10, **RAN)
    row = judged(shop)["ad:One"]
    assert (row.spend, row.results, row.cost) == (70, None, None)
    assert (row.group, row.why) == ("no_verdict", "Held: late data")


def test_an_amount_in_another_currency_is_not_added(shop: Shop) -> None:
    ad = shop.ad("One")
    shop.steady(ad, 10, **RAN)
    shop.ran(ad, 2, **RAN, currency="USD")
    row = judged(shop)["ad:One"]
    assert (row.spend, row.results, row.group) == (None, 7, "no_verdict")


def test_two_ad_accounts_of_two_currencies_are_judged_apart(shop: Shop) -> None:
    other = Shop(shop.place, currency="USD")
    shop.steady(shop.ad("Euro"), 10, **RAN)
    other.steady(other.ad("Dollar"), 10, **RAN, currency="USD")
    assert judged(shop)["ad:Euro"].evidence["limit_from"] == "goal"
    dollar = judged(other)["ad:Dollar"]
    assert (dollar.currency, dollar.evidence["limit_from"]) == ("USD", "none")  # seven results are not usual yet


def test_a_missing_day_of_one_ad_is_nothing_where_the_accounts_report_is_whole(shop: Shop) -> None:
    rare = shop.ad("Rare")
    shop.steady(shop.ad("One"), 20, **RAN)
    shop.steady(rare, 20, 4, **RAN)
    row = judged(shop)["ad:Rare"]
    assert (row.spend, row.results) == (40, 4)  # of seven days it ran on four
    assert row.evidence["days"]["missing"] == []


def test_a_day_without_any_report_is_missing(shop: Shop) -> None:
    ad = shop.ad("One")
    shop.steady(ad, 20, 5, **RAN)
    shop.steady(ad, 3, 1, **RAN)
    row = judged(shop)["ad:One"]
    assert (row.group, row.spend, row.evidence["days"]["missing"]) == ("no_verdict", None, [day(4).isoformat()])


def test_a_disconnected_source_gives_no_verdict_and_says_since_when(shop: Shop) -> None:
    shop.steady(shop.ad("One"), 20, 6, **RAN)
    row = judged(shop)["ad:One"]
    assert (row.group, row.why) == ("no_verdict", "Held: late data")
    assert row.evidence["incident"]["since"] == day(5).isoformat()
    assert row.next["act"] == "wait"


def test_results_that_are_never_reported_are_no_incident(shop: Shop) -> None:
    shop.steady(shop.ad("One"), 20, impressions=1000, clicks=10, spend=10)
    row = judged(shop)["ad:One"]
    assert (row.results, row.evidence["incident"], row.why) == (
        None,
        None,
        "Its results are not reported",
    )  # so far back one looks for spend


def test_reach_is_never_added_up(shop: Shop) -> None:
    for name in ("One", "Two"):
        shop.steady(shop.ad(name), 20, reach=300, **RAN)
    rows = judged(shop)
    assert _signal(rows["ad:One"], "frequency")["state"] == "fires"
    assert _signal(rows["ad_set:Broad"], "frequency")["now"] == "not reported"


def test_the_only_ad_that_is_shown_reaches_whom_its_ad_set_reaches(shop: Shop) -> None:
    shop.steady(shop.ad("One"), 20, reach=300, **RAN)
    shop.steady(shop.ad("Idle"), 20, reach=0, impressions=0, clicks=0, spend=0, results=0)
    assert _signal(judged(shop)["ad_set:Broad"], "frequency")["state"] == "fires"


def test_an_unknown_zone_counts_as_utc(shop: Shop) -> None:
    other = Shop(shop.place, zone="Mars/Olympus")
    other.steady(other.ad("One"), 10, **RAN)
    assert judged(other)["ad:One"].day == day(1)


def test_days_are_those_of_the_accounts_zone(shop: Shop) -> None:
    west = Shop(shop.place, zone="America/Los_Angeles")
    ad = west.ad("One")
    west.rows([(ad, back, 2, "", RAN) for back in range(10, 1, -1)])
    west.ran(ad, 1, **RAN)  # received at 04:00 UTC: the day goes on until 08:00
    row = judged(west)["ad:One"]
    assert row.day == day(2)


def test_an_ad_that_was_paused_stays_for_a_while_and_does_not_count(shop: Shop) -> None:
    ad = shop.ad("One")
    shop.steady(ad, 10, **RAN)
    judged(shop)
    with batch():
        Ad.objects.filter(pk=ad).update(status="paused")
    assert judged(shop)["ad:One"].status == "off"


def _signal(row: Health, name: str) -> dict[str, object]:
    return next(each for each in row.signals if each["signal"] == name)


def _inputs(row: Health, name: str) -> dict[str, str]:
    (test,) = _signal(row, name)["tests"]  # type: ignore[misc]
    return dict(test["inputs"])
