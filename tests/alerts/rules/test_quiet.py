"""Hours in which nobody is disturbed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from alerts.rules.quiet import Quiet
from alerts.rules.state import Policy, What
from alerts.rules.telling import released
from tests.alerts.rules.rows import NOW
from tests.alerts.rules.test_life import HIGH, HOUR, LOW, ONCE, Life

NIGHT = Quiet(time(22), time(7), "Europe/Paris")


def paris(*moment: int) -> datetime:
    return datetime(2026, *moment, tzinfo=ZoneInfo("Europe/Paris"))  # type: ignore[arg-type]


def test_a_night_begins_in_the_evening_and_ends_in_the_morning() -> None:
    hours = [(3, 2, 21, 59), (3, 2, 22, 0), (3, 3, 3, 0), (3, 3, 6, 59), (3, 3, 7, 0)]
    assert [NIGHT.holds(paris(*hour)) for hour in hours] == [False, True, True, True, False]


def test_a_weekend_may_be_quiet() -> None:
    weekend = Quiet(time(0), time(0), "Europe/Paris", frozenset({5, 6}))
    assert [weekend.holds(paris(3, day, 12, 0)) for day in (6, 7, 8, 9)] == [False, True, True, False]
    assert weekend.until(paris(3, 7, 12, 0)) == paris(3, 9, 0, 0)


def test_the_morning_of_a_clock_change_comes_by_the_clock() -> None:
    assert NIGHT.until(paris(3, 28, 23, 0)) == paris(3, 29, 7, 0)
    assert NIGHT.until(paris(10, 24, 23, 0)) == paris(10, 25, 7, 0)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.times(), st.times())
def test_quiet_ends_at_a_minute_that_is_not_quiet(naive: datetime, start: time, end: time) -> None:
    now = naive.replace(tzinfo=UTC)
    quiet = Quiet(start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0), "Europe/Paris")
    until = quiet.until(now)
    assert until >= now and not quiet.holds(until) and until - now <= timedelta(hours=25)


def test_what_fires_at_night_is_told_in_the_morning_in_its_order() -> None:
    life = Life(ONCE, Policy(quiet=NIGHT), now=paris(3, 2, 23, 30)).sees(HIGH, LOW, HIGH)
    assert (life.told, len(life.state.held)) == ([], 3)
    life.now = paris(3, 3, 6, 30)
    assert life.sees(HIGH).whats == [What.FIRED, What.RECOVERED, What.FIRED]
    assert life.told[0].at == paris(3, 3, 0, 30) and life.state.held == ()


def test_what_waits_is_told_without_another_check() -> None:
    life = Life(ONCE, Policy(quiet=NIGHT), now=paris(3, 2, 23, 30)).sees(HIGH)
    after, told = released(life.state, life.policy, paris(3, 3, 7, 0))
    assert ([one.what for one in told], after.held) == ([What.FIRED], ())
    assert released(life.state, life.policy, paris(3, 3, 6, 59)) == (life.state, ())


def test_nothing_is_held_where_nothing_is_quiet() -> None:
    assert Life(ONCE, now=NOW + HOUR).sees(HIGH).state.held == ()
