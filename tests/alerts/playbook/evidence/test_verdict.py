"""Verdicts on one ad."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import timedelta

import pytest

from alerts.playbook.evidence.days import Day
from alerts.playbook.evidence.levels import Levels
from alerts.playbook.evidence.maturing import Curve, fallback
from alerts.playbook.evidence.outage import Cause, Incident
from alerts.playbook.evidence.record import Record
from alerts.playbook.evidence.standing import Missing
from alerts.playbook.evidence.verdict import Verdict, Why, judge
from tests.alerts.playbook.evidence.cases import CAMPAIGN, TODAY, case, days, judged


def test_much_spend_for_little_is_paused() -> None:
    found = judged(900, 11, siblings=(Record(12, 600),) * 5)
    assert (found.verdict, found.why, found.standing.missing) == (Verdict.PAUSE, None, ())
    assert found.chance >= 0.95 and found.deciding is None


def test_a_good_ad_is_healthy() -> None:
    found = judged(891, 41)
    assert found.verdict is Verdict.HEALTHY and found.chance < 0.1
    assert found.cost == pytest.approx(891 / 41)


def test_between_the_levels_an_ad_is_watched() -> None:
    found = judged(588, 13)
    assert found.verdict is Verdict.WATCH and 0.80 <= found.chance < 0.95
    assert found.deciding is not None and found.deciding.without_result


def test_below_three_limits_it_is_too_early_whatever_the_chance() -> None:
    found = judged(80, 0, siblings=(Record(5, 600),) * 5)
    assert (found.verdict, found.why) == (Verdict.NO_VERDICT, Why.EARLY)


def test_a_dear_campaign_alone_pauses_no_ad() -> None:
    """Its own figures are at the limit."""
    found = judged(168, 6, siblings=(Record(8, 600),) * 9)
    assert found.verdict is not Verdict.PAUSE
    assert Missing.ALONE in found.standing.missing


def test_a_chance_of_95_is_not_enough_after_many_looks() -> None:
    found = judged(140, 1, siblings=(), norm=28)
    assert found.chance >= 0.95 and found.standing.missing == (Missing.LOOKS,)
    assert found.verdict is Verdict.WATCH


def test_a_day_not_received_gives_no_verdict() -> None:
    gap = [*days(900, 2), Day(TODAY - timedelta(9), 100, None)]
    found = judged(0, 0, days=gap)
    assert (found.verdict, found.why) == (Verdict.NO_VERDICT, Why.MISSING_DAYS)
    assert found.figures.missing == (TODAY - timedelta(9),)


def test_late_results_that_may_save_an_ad_are_waited_for() -> None:
    """As reported it would be watched; with half of the last four days' results known it is fine so far."""
    slow = Curve((0.1, 0.2, 0.4, 0.5, 0.6), learned=True, days=60)
    found = judged(300, 5, curve=slow)
    assert (found.verdict, found.why) == (Verdict.NO_VERDICT, Why.LATE_DAYS)
    assert (found.figures.raw.results, found.figures.raw.spend) == pytest.approx((5, 300))
    assert found.figures.matured == pytest.approx(5 * 300 / found.figures.counted.spend)


def test_late_days_that_change_nothing_are_not_waited_for() -> None:
    assert judged(2000, 90, curve=fallback(0)).verdict is Verdict.HEALTHY


def test_an_incident_holds_every_verdict() -> None:
    tag = Incident(Cause.TAG, TODAY)
    found = judged(900, 0, incident=tag)
    assert (found.verdict, found.why, found.incident) == (Verdict.NO_VERDICT, Why.INCIDENT, tag)


@pytest.mark.parametrize("none", [[], days(0, 0)])
def test_an_ad_without_spend_has_no_verdict(none: list[Day]) -> None:
    found = judged(0, 0, days=none)
    assert (found.verdict, found.why, found.cost) == (Verdict.NO_VERDICT, Why.NO_SPEND, None)


def test_an_ad_without_a_result_has_no_cost_but_a_likely_one() -> None:
    found = judged(300, 0)
    assert found.cost is None and found.raw_cost is None
    assert found.likely_range[0] < found.typical_cost < found.likely_range[1]


def test_stricter_levels_pause_less() -> None:
    dear = case(120, 2, siblings=(Record(12, 600),) * 5)
    assert judge(dear).verdict is Verdict.PAUSE
    assert judge(dear, Levels(alone=0.9)).standing.missing == (Missing.ALONE,)
    assert judge(dear, Levels(error=0.01)).standing.missing == (Missing.LOOKS,)


@pytest.mark.parametrize(
    "levels", [{"watch": 0.99}, {"pause": 1.0}, {"error": 0}, {"alone": float("nan")}, {"first_spend": -1}]
)
def test_levels_that_contradict_each_other_are_refused(levels: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"level|watched before"):
        Levels(**levels)


@pytest.mark.parametrize("limit", [0, -28, float("nan"), float("inf")])
def test_a_limit_that_is_no_amount_is_refused(limit: float) -> None:
    with pytest.raises(ValueError, match="limit"):
        judged(300, 4, limit=limit)


def test_a_judgement_can_not_be_changed_afterwards() -> None:
    with pytest.raises(FrozenInstanceError):
        judged(300, 4).looks = 9  # type: ignore[misc]


def test_the_ads_own_results_are_not_in_its_prior() -> None:
    assert judged(900, 2).prior == judged(300, 30).prior
    assert judged(900, 2).prior.together == sum(CAMPAIGN, start=Record(0, 0))
