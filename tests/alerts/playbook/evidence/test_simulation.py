"""The promise, over 10,000 simulated ads with 60 daily looks each; ``docs/ad-evidence.md`` shows these figures.

The ad has started in a campaign of ten that has run for a month; all spend half a limit a day. The true costs are drawn
around the campaign's centre, with a spread of 20 %.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from alerts.playbook.evidence.looking import FINE
from tests.alerts.playbook.evidence.rows import (
    CLUMPS,
    COSTS,
    DEAR,
    OLDER,
    PROMISE,
    Row,
    alike,
    alone,
    before,
    ever,
    row,
)
from tests.alerts.playbook.evidence.simulation import account, spend_when_paused
from tests.alerts.playbook.evidence.tables import measured

USUAL, ALONE = row(), row(alone)
ODD = PROMISE["the ad is the odd one: nine others at 2 ×, or at 0.8 ×"]
UNPROVEN = ("odd", "strict, alone", "spread 50 %")
WIDER = [name for name in PROMISE if not any(word in name for word in UNPROVEN)]


def test_of_ads_at_four_fifths_of_the_limit_at_most_5_of_100_are_ever_paused() -> None:
    assert ever(USUAL.of(FINE)) <= 0.05


def test_of_ads_at_twice_the_limit_80_of_100_are_paused_before_six_limits() -> None:
    assert before(6, USUAL.of(DEAR)) >= 0.80


@pytest.mark.parametrize("name", OLDER)
def test_an_ad_that_ran_for_100_days_is_as_safe_in_the_next_60(name: str) -> None:
    """Its first days have left the record; what goes must not wear the promise out."""
    assert ever(OLDER[name].of(FINE, ads=1000)) <= 0.05


@pytest.mark.parametrize("daily", [0.25, 1.0, 2.0, 4.0, 5.0, 7.0])
def test_however_much_it_spends_a_day_an_ad_alone_is_as_safe(daily: float) -> None:
    assert ever(row(alone, daily=daily).of(FINE, ads=3000)) <= 0.05


def test_an_ad_that_turns_after_100_good_days_is_caught() -> None:
    turned = OLDER["spread 20 %"].turned(ads=1000)
    assert ever(turned) >= 0.55  # its siblings go on well; alone it is caught more surely
    assert ever(OLDER["alone"].turned(ads=1000)) >= 0.80


def test_an_ad_that_stands_alone_is_as_safe_but_caught_later() -> None:
    """No rule can catch more than 59 of 100 before six limits; see test_bound."""
    assert ever(ALONE.of(FINE)) <= 0.05
    assert 0.20 < before(6, ALONE.of(DEAR, ads=3000)) < 0.594
    assert before(20, ALONE.of(DEAR, ads=3000)) >= 0.80


def test_one_good_ad_among_nine_bad_ones_is_in_danger_and_a_higher_level_helps() -> None:
    """The price of hearing the campaign, told in the docs: no rule that catches 80 of 100 pauses fewer than 13."""
    assert 0.13 < ever(ODD.of(FINE, ads=1000)) < 0.50
    assert ever(PROMISE["`alone` at 90 %, the odd one"].of(FINE, ads=1000)) < 0.30


def test_one_bad_ad_among_nine_good_ones_is_caught_late_but_it_is() -> None:
    assert before(6, ODD.of(DEAR, ads=1000)) < 0.20
    assert ever(ODD.of(DEAR, ads=1000)) >= 0.55


@pytest.mark.parametrize("campaign", [alone, alike(0.20)])
def test_clumps_that_are_known_do_not_break_the_promise(campaign: object) -> None:
    """One buyer counts twice now and then; taken for single results, of ads that stand alone 15 in 100 were paused."""
    clumped = Row(campaign, {"clumps": 2.0, "ads": 3000}).of(FINE)  # type: ignore[arg-type]
    assert ever(replace(clumped, known_clumps=2.0)) <= 0.05 < ever(clumped)


def test_strict_speaks_sooner_and_lenient_later() -> None:
    strict, lenient = PROMISE["strict, spread 20 %"], PROMISE["lenient, spread 20 %"]
    errors = [ever(each.of(FINE, ads=2000)) for each in (lenient, USUAL, strict)]
    powers = [before(6, each.of(DEAR, ads=2000)) for each in (lenient, USUAL, strict)]
    assert errors == sorted(errors) and powers == sorted(powers)
    assert errors[-1] <= 0.10


def test_in_a_whole_account_hardly_a_paused_ad_is_in_truth_within_the_limit() -> None:
    """What "95 % chance" promises, whenever one looks and stops: of ten campaigns' ads, costs from ⅓ to 3 limits."""
    whole = account(spread=0.20, apart=0.50, ads=3000)
    costs, paused = np.asarray(whole.cost), np.isfinite(spend_when_paused(whole))
    assert (costs[paused] <= 1).mean() <= 0.05
    assert paused[costs <= FINE].mean() <= 0.05
    assert paused[costs >= DEAR].mean() >= 0.95


@pytest.mark.soak
@pytest.mark.parametrize("name", PROMISE)
def test_each_row_of_the_promise_is_as_measured(name: str) -> None:
    error, *powers = measured("campaign")[name]
    each = PROMISE[name]
    assert ever(each.of(FINE)) == pytest.approx(error, abs=0.002)
    assert [before(spend, each.of(DEAR)) for spend in (6, 10, 20)] == pytest.approx(powers, abs=0.02)
    if name in WIDER:
        assert ever(each.of(FINE)) <= 0.05


@pytest.mark.soak
@pytest.mark.parametrize("name", OLDER)
def test_each_row_of_old_ads_is_as_measured(name: str) -> None:
    error, *powers = measured("the ad ran for 100 days")[name]
    turned = OLDER[name].turned(ads=4000)
    assert ever(OLDER[name].of(FINE)) == pytest.approx(error, abs=0.002)
    assert [before(spend, turned) for spend in (6, 20, 40, np.inf)] == pytest.approx(powers, abs=0.02)


@pytest.mark.soak
@pytest.mark.parametrize("name", COSTS)
def test_each_row_of_true_costs_is_as_measured(name: str) -> None:
    design = row().of(COSTS[name])
    assert [ever(design), before(6, design)] == pytest.approx(measured("true cost, spread 20 %")[name], abs=0.02)


@pytest.mark.soak
@pytest.mark.parametrize("name", CLUMPS)
def test_each_row_of_clumps_is_as_measured(name: str) -> None:
    error, *powers = measured("results in clumps, spread 20 %")[name]
    assert ever(CLUMPS[name].of(FINE)) == pytest.approx(error, abs=0.002)
    assert [before(spend, CLUMPS[name].of(DEAR)) for spend in (6, 20)] == pytest.approx(powers, abs=0.02)
