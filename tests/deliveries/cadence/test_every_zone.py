"""Every IANA zone, every clock change from 1970 to 2037: what runs at, beside and inside each gap and fold.

The judge here is arithmetic on the two offsets of the change; ``test_walk`` has one that knows no offsets.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from deliveries.cadence import Kind, Recurrence, slots
from tests.deliveries.cadence.clock_changes import AREAS, Change, changes, every_change, histories, zones
from tests.deliveries.cadence.minute_walk import due

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SPAN = 26 * HOUR  # longer than any clock has leapt


def around(change: Change) -> tuple[datetime, datetime]:
    return (change.at - SPAN).replace(tzinfo=UTC), (change.at + SPAN).replace(tzinfo=UTC)


def moments(change: Change, wall: datetime) -> list[datetime]:
    """When the clocks show this: never, once or twice."""
    by_old, by_new = wall - change.old, wall - change.new
    return [*([by_old] if by_old < change.at else []), *([by_new] if by_new >= change.at else [])]


def daily(change: Change, day: date, at: time) -> datetime | None:
    """The first of them; the moment of the change if there is none, and part of the day was."""
    low, high = sorted((change.at + change.old, change.at + change.new))
    begin = datetime.combine(day, time(0))
    if change.new > change.old and low <= begin and begin + DAY <= high:
        return None
    return next(iter(moments(change, datetime.combine(day, at))), change.at)


def kinds(zone: str, at: time, day: date) -> list[Recurrence]:
    """One of each kind that is due that day."""
    return [
        Recurrence(Kind.DAILY, zone, at=at),
        Recurrence(Kind.WEEKLY, zone, at=at, weekdays=(day.weekday(),)),
        Recurrence(Kind.DAYS, zone, at=at, weekdays=((day.weekday() + 1) % 7, day.weekday())),
        Recurrence(Kind.MONTHLY, zone, at=at, days=(day.day,)),
        Recurrence(Kind.MONTHS, zone, at=at, days=(day.day, -1), months=(day.month,)),
        Recurrence(Kind.ONCE, zone, at=at, on=day),
    ]


def expected(recurrence: Recurrence, change: Change) -> list[datetime]:
    after, until = around(change)
    days = [change.at.date() + DAY * step for step in range(-4, 5)]
    found = [daily(change, day, recurrence.at) for day in days if due(day, recurrence)]
    aware = [moment.replace(tzinfo=UTC) for moment in found if moment]
    return [moment for moment in aware if after < moment <= until]


@pytest.mark.slow
@pytest.mark.parametrize("area", AREAS)
def test_a_time_of_the_day_runs_once_a_day_at_every_clock_change(area: str) -> None:
    """At the first minute of the gap or fold, in its middle, at its last, a minute after it, and at noon."""
    for name, change in every_change(area):
        low, high = change.walls
        walls = [low, low + (high - low) / 2, high - MINUTE, high, datetime.combine(low, time(12))]
        for turn, wall in enumerate(walls):
            at = wall.time().replace(second=0, microsecond=0)
            recurrence = kinds(name, at, wall.date())[(turn + change.at.year) % 6]
            assert list(slots(recurrence, *around(change))) == expected(recurrence, change), (recurrence, change)


@pytest.mark.slow
@pytest.mark.parametrize("area", AREAS)
def test_every_20_minutes_leaves_out_the_gap_and_runs_the_fold_twice_at_every_clock_change(area: str) -> None:
    for name, change in every_change(area):
        near = (change.at - 2 * HOUR).replace(tzinfo=UTC), (change.at + 2 * HOUR).replace(tzinfo=UTC)
        low, high = (wall.replace(minute=0) for wall in change.walls)
        walls = [low + 20 * MINUTE * step for step in range(-9, (high - low) // (20 * MINUTE) + 13)]
        found = sorted(moment.replace(tzinfo=UTC) for wall in walls for moment in moments(change, wall))
        grid = Recurrence(Kind.MINUTES, name, 20)
        assert list(slots(grid, *near)) == [slot for slot in found if near[0] < slot <= near[1]], (name, change)


def test_every_zone_is_in_one_area_and_has_its_history_judged() -> None:
    assert sorted(name for area in AREAS for name in zones(area)) == sorted(available_timezones())
    judged = {entry for area in AREAS for entry in every_change(area)}
    assert all(
        (histories()[changes(name)], change) in judged for name in available_timezones() for change in changes(name)
    )
    assert len(judged) > 15_000


@pytest.mark.parametrize(
    ("zone", "skipped"),
    [
        ("Africa/Casablanca", 0),
        ("America/Sao_Paulo", 0),
        ("Asia/Beirut", 0),
        ("Pacific/Apia", 1),
        ("Pacific/Kiritimati", 1),
    ],
)
def test_sixty_eight_years_have_one_daily_slot_for_each_day_that_came(zone: str, skipped: int) -> None:
    daily = Recurrence(Kind.DAILY, zone, at=time(0, 30))
    low, high = (datetime.combine(day, time(12), ZoneInfo(zone)) for day in (date(1970, 1, 1), date(2037, 12, 31)))
    assert len(list(slots(daily, low, high))) == (high.date() - low.date()).days - skipped
