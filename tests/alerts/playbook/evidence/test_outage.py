"""Faults that are not the ads', told once for an account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from alerts.playbook.evidence.outage import AccountDay, Cause, incident

THROUGH = date(2026, 3, 31)


def account(count: int = 35, **last: int | None) -> list[AccountDay]:
    """Usual days of 40,000 impressions, 400 clicks and 12 results; the last one changed."""
    days = [AccountDay(THROUGH - timedelta(back), 40_000, 400, 12) for back in range(count)]
    return [replace(days[0], **last), *days[1:]]  # type: ignore[arg-type]


def test_usual_days_are_no_incident() -> None:
    assert incident(account(), THROUGH) is None


def test_clicks_as_usual_and_no_result_anywhere_is_a_broken_tag() -> None:
    found = incident(account(results=0), THROUGH)
    assert found is not None
    assert (found.cause, found.since, found.expected) == (Cause.TAG, THROUGH, pytest.approx(12))


def test_a_broken_tag_is_dated_back_to_the_first_empty_day() -> None:
    days = [replace(day, results=0) if day.day > THROUGH - timedelta(3) else day for day in account()]
    found = incident(days, THROUGH)
    assert found is not None and found.since == THROUGH - timedelta(2)


def test_a_small_account_without_results_for_a_day_may_be_chance() -> None:
    """Two results a day: none on one day happens once a week, none in four days in no year."""
    small = [replace(day, results=2) for day in account()]
    empty = [replace(day, results=0) if day.day > THROUGH - timedelta(4) else day for day in small]
    assert incident([replace(small[0], results=0), *small[1:]], THROUGH) is None
    assert (found := incident(empty, THROUGH)) and found.cause is Cause.TAG


def test_few_clicks_and_no_result_is_no_broken_tag() -> None:
    """People stay away as well, so the tag is not the reason; 15 results would have come of so many clicks."""
    days = [replace(day, results=40) for day in account(clicks=150)]
    assert incident([replace(days[0], results=0), *days[1:]], THROUGH) is None


def test_one_result_shows_that_the_tag_works() -> None:
    assert incident(account(results=1), THROUGH) is None


def test_hardly_any_impressions_is_a_silent_platform() -> None:
    found = incident(account(impressions=3_999, clicks=2, results=0), THROUGH)
    assert found is not None and (found.cause, found.since) == (Cause.SILENCE, THROUGH)


def test_a_tenth_more_than_a_tenth_is_not_silent() -> None:
    assert incident(account(impressions=4_400, clicks=44), THROUGH) is None


@pytest.mark.parametrize("figure", ["impressions", "clicks", "results"])
def test_a_figure_not_received_is_late_data_and_never_zero(figure: str) -> None:
    found = incident(account(**{figure: None}), THROUGH)
    assert found is not None and (found.cause, found.since) == (Cause.LATE, THROUGH)


def test_a_gap_in_the_last_week_is_late_data_since_its_first_day() -> None:
    days = [day for day in account() if day.day != THROUGH - timedelta(4)]
    found = incident([replace(days[0], results=0), *days[1:]], THROUGH)
    assert found is not None and (found.cause, found.since) == (Cause.LATE, THROUGH - timedelta(4))


def test_a_gap_long_ago_holds_nothing() -> None:
    assert incident([day for day in account() if day.day != THROUGH - timedelta(7)], THROUGH) is None


def test_an_account_of_yesterday_has_no_usual() -> None:
    assert incident(account(count=5, results=0, impressions=1), THROUGH) is None


def test_an_account_without_a_single_day_is_late() -> None:
    assert (found := incident([], THROUGH)) and found.cause is Cause.LATE


def test_an_account_that_never_had_a_result_has_no_broken_tag() -> None:
    assert incident([replace(day, results=0) for day in account()], THROUGH) is None


def test_order_does_not_matter_and_a_day_twice_is_refused() -> None:
    days = account(results=0)
    assert incident(days[::-1], THROUGH) == incident(days, THROUGH)
    with pytest.raises(ValueError, match="twice"):
        incident([*days, days[0]], THROUGH)
