"""Slots against cronsim, which follows Debian's cron, where both mean the same.

They part where cron has no words: a month that lacks the day (cron leaves it out), a day that was skipped (cron runs at
the next that there is), midnight as an end, steps that do not divide the hour or the day. In a fold a job at a set time
runs the first time with both, in a gap when the gap ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim

from deliveries.cadence import Kind, Recurrence, slots

ZONES = (
    *("Europe/Paris", "Europe/Dublin", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Africa/Cairo"),
    *("Asia/Beirut", "Africa/Casablanca", "America/Nuuk", "Asia/Kathmandu", "Pacific/Chatham"),
)
TIMES = (time(0), time(0, 30), time(1, 15), time(2), time(2, 45), time(3), time(12), time(23, 30))
AFTER, UNTIL = datetime(2026, 8, 20, tzinfo=UTC), datetime(2027, 5, 2, tzinfo=UTC)  # an autumn and a spring


def cron(expression: str, zone: str) -> Iterator[datetime]:
    """The runs of a cron job, in UTC."""
    return (run.astimezone(UTC) for run in CronSim(expression, AFTER.astimezone(ZoneInfo(zone))))


def until(runs: Iterator[datetime]) -> list[datetime]:
    return list(takewhile(lambda run: run <= UNTIL, runs))


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("at", TIMES, ids=str)
def test_a_set_time_runs_when_cron_runs_it(zone: str, at: time) -> None:
    clock = f"{at.minute} {at.hour}"
    assert list(slots(Recurrence(Kind.DAILY, zone, at=at), AFTER, UNTIL)) == until(cron(f"{clock} * * *", zone))
    sunday = Recurrence(Kind.WEEKLY, zone, at=at, weekdays=(6,))
    assert list(slots(sunday, AFTER, UNTIL)) == until(cron(f"{clock} * * 0", zone))
    monthly = Recurrence(Kind.MONTHLY, zone, at=at, days=(28, 1))
    assert list(slots(monthly, AFTER, UNTIL)) == until(cron(f"{clock} 1,28 * *", zone))
    last = Recurrence(Kind.MONTHS, zone, at=at, days=(-1,), months=(3, 10))
    assert list(slots(last, AFTER, UNTIL)) == until(cron(f"{clock} L 3,10 *", zone))


@pytest.mark.parametrize("zone", ZONES)
def test_every_quarter_hour_runs_when_cron_runs_it(zone: str) -> None:
    found = list(slots(Recurrence(Kind.MINUTES, zone, 15), AFTER, AFTER + timedelta(days=70)))
    assert found == list(islice(cron("*/15 * * * *", zone), len(found)))


def test_where_a_month_lacks_the_day_cron_leaves_it_out_and_a_schedule_does_not() -> None:
    found = list(slots(Recurrence(Kind.MONTHLY, "UTC", at=time(0), days=(31,)), AFTER, UNTIL))
    assert {*until(cron("0 0 31 * *", "UTC"))} < {*found}
    assert len(found) == 9
