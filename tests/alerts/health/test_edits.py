"""After an edit an ad is another one: its record counts anew."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from alerts.health.edits import days_of
from alerts.health.judging import Judging
from alerts.health.reading import Asked, read
from alerts.health.wanting import wishes_of
from alerts.models import Decision, Goal
from alerts.playbook.days import Level
from cdp.batches import batch
from cdp.models import Ad, AdCampaign
from tests.alerts.health.ads import NOW, Shop, day, received


@pytest.fixture
def pair(shop: Shop) -> tuple[int, int]:
    """Two ads of one campaign, alike for forty days."""
    Goal.objects.create(account=shop.place.account, currency="EUR", cost_per_result=Decimal(20))
    ads = shop.ad("A"), shop.ad("B")
    for ad in ads:
        shop.steady(ad, 40, impressions=3000, clicks=60, spend=20, results=1)
    return ads


def judging(shop: Shop) -> Judging:
    (facts,) = read(Asked(shop.source, NOW))
    return Judging(facts, wishes_of(shop.place.account), NOW)


def first_days(shop: Shop, ads: tuple[int, ...]) -> list[date]:
    """From which day on each record counts."""
    costs = judging(shop).costs
    return [case.days[0].day for ad in ads if (case := costs.case((Level.AD, ad)))]


def told(model: type[Any], row: int, said: object) -> None:
    with batch():
        model.objects.filter(pk=row).update(attributes={"edited_on": said})


def budget(shop: Shop, level: str, row: int, **values: Any) -> None:
    Decision.objects.create(**{
        "account": shop.place.account, "subaccount_id": shop.place.pk, "source_id": shop.source.pk,
        "level": level, "row": row, "name": "Autumn", "act": "budget", "stage": "done", "decided_at": NOW,
        "seen_at": received(day(5), 0), **values,
    })  # fmt: skip


def test_without_an_edit_the_record_begins_with_the_ad(shop: Shop, pair: tuple[int, int]) -> None:
    assert first_days(shop, pair) == [day(40)] * 2


def test_after_an_edit_that_the_source_tells_the_record_begins_on_the_next_day(
    shop: Shop, pair: tuple[int, int]
) -> None:
    told(Ad, pair[0], day(9).isoformat())
    assert first_days(shop, pair) == [day(8), day(40)]


def test_an_edit_of_the_campaign_is_one_of_all_its_ads(shop: Shop, pair: tuple[int, int]) -> None:
    told(AdCampaign, shop.campaign, day(9).isoformat())
    assert first_days(shop, pair) == [day(8)] * 2


def test_so_is_a_budget_that_was_set_from_here_and_seen(shop: Shop, pair: tuple[int, int]) -> None:
    budget(shop, "campaign", shop.campaign)
    assert first_days(shop, pair) == [day(4)] * 2


def test_what_was_only_asked_for_or_paused_is_no_edit(shop: Shop, pair: tuple[int, int]) -> None:
    budget(shop, "ad", pair[0], stage="failed", seen_at=None)
    budget(shop, "ad", pair[1], act="pause")
    assert first_days(shop, pair) == [day(40)] * 2


def test_an_edit_of_today_waits_for_tomorrow(shop: Shop, pair: tuple[int, int]) -> None:
    told(Ad, pair[0], day(0).isoformat())
    assert first_days(shop, pair) == [day(40)] * 2


def test_days_before_an_edit_of_a_sibling_are_not_held_against_it(shop: Shop, pair: tuple[int, int]) -> None:
    told(Ad, pair[1], day(9).isoformat())
    case = judging(shop).costs.case((Level.AD, pair[0]))
    assert case is not None and [round(sibling.spend) for sibling in case.siblings] == [8 * 20 - 2 * 20]  # 2 are late


def test_a_bad_past_is_forgotten_with_the_edit(shop: Shop) -> None:
    """Nothing came of it for a month; since the edit it does well, and no day before it speaks."""
    Goal.objects.create(account=shop.place.account, currency="EUR", cost_per_result=Decimal(40))
    ad = shop.ad()
    shop.steady(ad, 40, 8, impressions=3000, clicks=60, spend=20, results=0)
    shop.steady(ad, 7, impressions=3000, clicks=60, spend=20, results=1)
    before = judging(shop).judgement((Level.AD, ad))
    told(Ad, ad, day(8).isoformat())
    after = judging(shop).judgement((Level.AD, ad))
    assert before is not None and after is not None
    assert before.chance > 0.7 > 0.3 > after.chance


def test_the_rule_on_unspent_budgets_hears_of_an_edit_of_today(shop: Shop, pair: tuple[int, int]) -> None:
    budget(shop, "ad", pair[0], seen_at=NOW)
    found = judging(shop)
    assert [found.table((Level.AD, ad)).entity.edited_on for ad in pair] == [day(0), None]


def test_a_moment_is_a_day_by_the_clocks_of_the_ad_account() -> None:
    late = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)
    assert days_of([late], ZoneInfo("Europe/Paris")) == (date(2026, 11, 19),)
