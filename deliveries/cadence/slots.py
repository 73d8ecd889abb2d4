"""The moments at which a recurrence is due. PURE."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from cdp.zones import change_between, offset_at
from deliveries.cadence.clocks import LAST, ONE_DAY, SECOND, clamped, first_moment, later, local, zone_of
from deliveries.cadence.days import due_days
from deliveries.cadence.recurrence import DAY, GRIDS, Kind, Recurrence

_STRIDE = timedelta(hours=12)  # no zone has changed its clock and back within less
_REACH = 2 * ONE_DAY  # a slot is less than this away from what its day and time read as in UTC
_YEAR = 366  # days in which each kind is due at least once


def slots(recurrence: Recurrence, after: datetime, until: datetime) -> Iterator[datetime]:
    """The due moments later than ``after``, up to and including ``until``: aware, in UTC, each once and in order.

    None of a refresh, which no clock decides. Made one by one, so that a wide window costs what is taken of it.
    Raises BadRecurrence for an unknown zone, ValueError for a naive datetime.
    """
    zone = zone_of(recurrence.zone)
    low, high = clamped(after), clamped(until)
    found = _on_grid(recurrence, zone, low, high) if recurrence.kind in GRIDS else _at(recurrence, zone, low, high)
    return (moment.replace(tzinfo=UTC) for moment in found)


def upcoming(recurrence: Recurrence, after: datetime, count: int = 10) -> list[datetime]:
    """The next due moments, as many as there are up to ``count``: none of a refresh, at most one of a single day."""
    count = max(count, 0)
    far = LAST if recurrence.kind is Kind.ONCE else later(clamped(after), _YEAR * (count + 2))
    return list(islice(slots(recurrence, after, far.replace(tzinfo=UTC)), count))


def _at(recurrence: Recurrence, zone: ZoneInfo, after: datetime, until: datetime) -> Iterator[datetime]:
    """One slot a day that is due: ``first_moment`` says which."""
    first, last = (local(zone, after) - _REACH).date(), (local(zone, until) + _REACH).date()
    newest = after
    for day in due_days(recurrence, first, last):
        moment = first_moment(zone, day, recurrence.at)
        if moment is not None and newest < moment <= until:
            yield moment
            newest = moment


def _on_grid(recurrence: Recurrence, zone: ZoneInfo, after: datetime, until: datetime) -> Iterator[datetime]:
    """Every moment at which the clocks show a time of the grid: the walk follows them from change to change."""
    times = sorted(minute % DAY for minute in recurrence.window)
    low = after + SECOND
    while low <= until:
        offset = offset_at(zone, low)
        due = _next_shown(times, low + offset) - offset
        probe = min(due, until, low + _STRIDE)
        if offset_at(zone, probe) != offset:
            low = change_between(zone, low, probe)
            continue
        if probe == due:
            yield due
        low = probe + SECOND


def _next_shown(times: list[int], wall: datetime) -> datetime:
    """The first time of the grid that is not before what the clocks show."""
    midnight = wall.replace(hour=0, minute=0, second=0)
    index = bisect_left(times, -(-(wall - midnight) // timedelta(minutes=1)))
    days, place = divmod(index, len(times))
    return midnight + timedelta(days=days, minutes=times[place])
