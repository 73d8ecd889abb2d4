"""The past replayed: the same as having looked day by day, and figures that can be added up by hand."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.viewer import Viewer
from alerts.health.facts import DAYS, Key
from alerts.health.judging import Judging
from alerts.health.reading import Asked, read
from alerts.health.simulating import Outcome, Paused, decisions, moments, simulate
from alerts.health.trying import trial_of, tried
from alerts.health.wanting import wishes_of
from alerts.models import Goal
from alerts.playbook.days import Level
from explores.keeping.refused import Refused
from tests.alerts.health.ads import NOW, Shop, day

LATER = NOW + timedelta(hours=4)  # after noon


def aim(shop: Shop, cost: str) -> None:
    Goal.objects.create(account=shop.place.account, currency="EUR", cost_per_result=Decimal(cost))


def turned(shop: Shop) -> int:
    """An ad that costs 10 a result until twelve days before today, then brings nothing, and a sale a day at the end."""
    ad = shop.ad()
    shop.steady(ad, 40, 13, impressions=3000, clicks=60, spend=30, results=3, purchases=3, purchase_value=200)
    shop.steady(ad, 12, 3, impressions=3000, clicks=60, spend=30, results=0, purchases=0, purchase_value=0)
    shop.steady(ad, 2, 1, impressions=3000, clicks=60, spend=30, results=1, purchases=1, purchase_value=70)
    beside = shop.ad("Table")  # so that results of the account go on
    shop.steady(beside, 40, 1, impressions=3000, clicks=60, spend=30, results=3, purchases=3, purchase_value=200)
    return ad


def test_a_decision_says_what_came_after_it_in_money(shop: Shop, admin: Viewer) -> None:
    ad = turned(shop)
    aim(shop, "20")
    (found,) = tried(admin, trial_of(days=20), LATER)
    (paused,) = found.paused
    after = (day(1) - paused.day).days
    assert paused.key == (Level.AD, ad)
    assert (paused.spend, paused.results, paused.value) == (30 * after, 2, 140)
    assert paused.beyond == 30 * after - 2 * 20 == found.saved
    assert (paused.outcome, found.lost, found.lost_results) == (Outcome.RIGHT, 140, 2)


def test_an_ad_that_recovers_was_wrongly_paused(shop: Shop, admin: Viewer) -> None:
    ad = shop.ad()
    shop.steady(ad, 40, 21, impressions=3000, clicks=60, spend=30, results=3)
    shop.steady(ad, 20, 13, impressions=3000, clicks=60, spend=30, results=0)
    shop.steady(ad, 12, 1, impressions=3000, clicks=60, spend=30, results=6)
    shop.steady(shop.ad("Table"), 40, 1, impressions=3000, clicks=60, spend=30, results=3)
    aim(shop, "20")
    (found,) = tried(admin, trial_of("weak_results", days=25), LATER)
    wrong = [paused for paused in found.paused if paused.key == (Level.AD, ad)]
    assert [paused.outcome for paused in wrong] == [Outcome.WRONG]
    assert found.count(Outcome.WRONG) == 1 and found.saved == 0


def _random_day(chance: random.Random, dear: bool) -> dict[str, Any]:
    shown = chance.randint(500, 3000)
    results = chance.choice([0, 0, 0, 1]) if dear else chance.choice([0, 1, 1, 2])
    return {"impressions": shown, "clicks": shown // 40, "spend": chance.randint(8, 25), "results": results,
            "reach": shown // 2, "purchase_value": results * 60}  # fmt: skip


@pytest.mark.parametrize("rule", ["evidence", "weak_results", "return_and_cost"])
def test_a_replay_equals_having_looked_day_by_day(shop: Shop, rule: str) -> None:
    chance, ads = random.Random(rule), [shop.ad(name) for name in ("A", "B", "C", "D")]
    aim(shop, "12")
    trial, wishes = trial_of(rule, days=24), wishes_of(shop.place.account)
    lived: dict[Key, Paused] = {}
    for back in range(50, -1, -1):
        _reported(shop, chance, ads, back)
        moment = datetime.combine(day(back), datetime.min.time(), LATER.tzinfo) + timedelta(hours=12)
        if back < 24:
            (facts,) = read(Asked(shop.source, moment))
            lived |= {each.key: each for each in decisions(Judging(facts, wishes, moment, then=True), trial, lived)}
    (facts,) = read(Asked(shop.source, LATER, days=24 + DAYS, versions=True))
    found = simulate(facts, wishes, trial, LATER)
    assert found.looks == 24
    assert {(each.day, each.key, each.said, each.chance) for each in found.paused} == {
        (each.day, each.key, each.said, each.chance) for each in lived.values()
    }
    assert lived, "nothing was decided, so nothing was compared"


def _reported(shop: Shop, chance: random.Random, ads: list[int], back: int) -> None:
    """In the morning: yesterday of most ads, one older day anew; some mornings nothing comes."""
    if back == 0 or chance.random() > 0.05:
        shop.rows([(ad, back + 1, 1, "", _random_day(chance, place < 2)) for place, ad in enumerate(ads)
                   if chance.random() > 0.05])  # fmt: skip
        shop.rows([(ads[0], back + 3, 3, "", _random_day(chance, True))])


def test_looks_are_at_noon_of_each_day(shop: Shop) -> None:
    shop.steady(shop.ad(), 3, spend=1)
    (facts,) = read(Asked(shop.source, LATER))
    found = list(moments(facts, LATER, 3))
    assert [moment.isoformat() for moment in found] == [
        f"2026-11-{number}T12:00:00+00:00" for number in (18, 19, 20)
    ]  # fmt: skip


def test_the_command_prints_money_by_currency(shop: Shop, alice: User) -> None:
    turned(shop)
    aim(shop, "20")
    out = StringIO()
    call_command("simulate_ads", "--days", "20", "--now", LATER.isoformat(), "--as", alice.email, stdout=out)
    found = json.loads(out.getvalue())
    (total,) = found["totals"]
    assert (total["currency"], total["decisions"], total["right"]) == ("EUR", 1, 1)
    assert Decimal(total["spend"]) == 19 * 60  # from the first look's day to yesterday
    assert found["decisions"][0]["name"] == "Bed"


def test_what_cannot_be_tried_is_said(shop: Shop) -> None:
    for wrong in ({"rule": "luck"}, {"level": "account"}, {"days": 0}, {"own": {"pause": "2"}}):
        with pytest.raises(Refused):
            trial_of(**wrong)
    with pytest.raises(CommandError, match="KEY=VALUE"):
        call_command("simulate_ads", "--own", "pause")
