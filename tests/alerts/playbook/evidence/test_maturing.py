"""The delay of results, learned from what was restated."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.playbook.evidence.days import Day, summed
from alerts.playbook.evidence.maturing import HORIZON, LEAVE_OUT, Curve, Report, age_of, learn
from alerts.playbook.evidence.record import Record

TODAY = date(2026, 3, 31)


def back(days: int) -> date:
    return TODAY - timedelta(days)


def told(days: int, *results: float | None) -> list[Report]:
    """That many final days, each told anew at ages 0, 1, 2 …"""
    days_of = [back(HORIZON + step) for step in range(days)]
    return [Report(day, age, value) for day in days_of for age, value in enumerate(results)]


def test_half_of_the_results_known_after_a_day_is_learned_from_restatements() -> None:
    curve = learn(told(20, 2, 5, 8, 10), TODAY)
    assert [curve.share(age) for age in range(5)] == [0.2, 0.5, 0.8, 1, 1]
    assert curve.learned and curve.days == 20


def test_a_day_that_is_not_final_yet_teaches_nothing() -> None:
    young = [Report(back(HORIZON - 1), age, 10.0 * age) for age in range(10)]
    assert learn([*told(20, 2, 10), *young], TODAY) == learn(told(20, 2, 10), TODAY)


@pytest.mark.parametrize("reports", [[], told(13, 5, 10), told(30, 0.5, 1)])
def test_with_little_history_the_last_days_are_left_out(reports: list[Report]) -> None:
    """No day, thirteen days, and thirty results."""
    curve = learn(reports, TODAY)
    assert not curve.learned
    assert [curve.share(age) for age in range(5)] == [0, 0, 0, 1, 1]


def test_a_figure_that_was_not_told_is_not_taken_for_zero() -> None:
    """Half of the days are told first at age 2."""
    late = [Report(back(HORIZON + 20 + step), 2, 10.0) for step in range(20)]
    assert learn([*told(20, 4, 4, 10), *late], TODAY).share(0) == pytest.approx(0.4)
    assert learn([*told(20, 4, 4, 10), *told(20, None, None, 10)], TODAY).share(1) == pytest.approx(0.4)


def test_an_age_at_which_nothing_is_ever_told_is_left_out() -> None:
    curve = learn(told(20, None, None, 9, 10), TODAY)
    assert [curve.share(age) for age in range(4)] == [0, 0, 0.9, 1]


def test_results_taken_back_do_not_make_the_curve_fall() -> None:
    """Fraud found later: 12 of a day become 10, so that more than all was known."""
    curve = learn(told(20, 5, 12, 12, 10), TODAY)
    assert [curve.share(age) for age in range(4)] == [0.5, 1, 1, 1]


def test_the_ads_of_a_day_are_pooled_and_do_not_overwrite_each_other() -> None:
    big, small = (
        [Report(report.day, report.age, report.results, of=ad) for report in told(20, *results)]
        for ad, results in (("big", (4, 8)), ("small", (0, 2)))
    )
    assert learn([*big, *small], TODAY).share(0) == pytest.approx(0.4)


def test_the_age_of_a_figure_is_counted_by_the_clocks_of_the_account() -> None:
    """23:30 UTC is the next day in Paris, and still the day itself in New York."""
    received = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
    assert [age_of(TODAY, received, ZoneInfo(zone)) for zone in ("Europe/Paris", "America/New_York")] == [1, 0]
    with pytest.raises(ValueError, match="no time zone"):
        age_of(TODAY, received.replace(tzinfo=None), UTC)


@given(st.lists(st.lists(st.none() | st.floats(0, 500), max_size=6), max_size=40))
def test_a_curve_never_falls_and_is_a_share(days: list[list[float | None]]) -> None:
    found = learn(
        [Report(back(HORIZON + at), age, value) for at, day in enumerate(days) for age, value in enumerate(day)], TODAY
    )
    shares = [found.share(age) for age in range(HORIZON + 2)]
    assert shares == sorted(shares)
    assert shares[0] >= 0 and shares[-1] == 1


@pytest.mark.parametrize("results", [-1, float("nan"), float("inf")])
def test_results_that_can_not_be_are_refused(results: float) -> None:
    with pytest.raises(ValueError, match="results of a day"):
        learn([Report(back(40), 1, results)], TODAY)


CURVE = Curve((0.25, 0.5), learned=True, days=60)


def test_a_day_known_by_half_counts_half_of_its_spend_and_all_of_its_results() -> None:
    found = summed([Day(back(2), 100, 8), Day(back(1), 100, 4), Day(TODAY, 40, 1)], CURVE, TODAY)
    assert found.raw == Record(13, 240)
    assert found.counted == Record(13, 100 + 50 + 10)
    assert found.matured == pytest.approx(13 * 240 / 160)
    assert found.late == (back(1), TODAY)


def test_a_day_left_out_takes_its_results_along() -> None:
    found = summed([Day(back(LEAVE_OUT), 100, 4), Day(back(1), 100, 2)], learn([], TODAY), TODAY)
    assert found.counted == Record(4, 100)
    assert found.matured == 8


def test_a_day_not_received_is_missing_and_not_zero() -> None:
    found = summed([Day(back(9), Decimal("30.50"), Decimal(2)), Day(back(8), 30, None)], CURVE, TODAY)
    assert found.raw == Record(2, 30.5)
    assert found.missing == (back(8),)


@pytest.mark.parametrize("results", [-3, float("nan"), Decimal("NaN"), float("inf")])
def test_a_figure_that_can_not_be_is_missing(results: float) -> None:
    found = summed([Day(back(9), 30, 2), Day(back(8), 30, results)], CURVE, TODAY)
    assert found.missing == (back(8),) and found.raw == Record(2, 30)


def test_nothing_counted_means_nothing_matured() -> None:
    assert summed([Day(back(1), 50, 2)], learn([], TODAY), TODAY).matured is None


def test_matured_results_are_never_fewer_than_those_that_are_there() -> None:
    assert summed([Day(back(9), 100, 0), Day(back(1), 10, 3)], learn([], TODAY), TODAY).matured == 3


def test_days_that_come_twice_or_have_not_come_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        summed([Day(back(2), 1, 1), Day(back(2), 1, 1)], CURVE, TODAY)
    with pytest.raises(ValueError, match="before it is there"):
        summed([Day(back(-1), 1, 1)], CURVE, TODAY)
