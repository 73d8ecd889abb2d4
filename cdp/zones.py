"""When the clocks of a time zone change, and by how much. PURE: the zone database is Python's.

Instants are naive UTC datetimes, as the warehouse keeps them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

_STEP = timedelta(hours=12)  # no zone has changed its clock and back within less


def offset_at(zone: ZoneInfo, instant: datetime) -> timedelta:
    """How far the zone's clocks are ahead of UTC at an instant."""
    offset = instant.replace(tzinfo=UTC).astimezone(zone).utcoffset()
    assert offset is not None  # ZoneInfo always knows
    return offset


def changes(zone: ZoneInfo, start: datetime, end: datetime) -> list[tuple[datetime, timedelta]]:
    """The instants between two others, both excluded, at which the clocks change, each with the offset from then on."""
    return [
        change for year in range(start.year, end.year + 1) for change in _in_year(zone, year) if start < change[0] < end
    ]


def change_between(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The one instant in (low, high] from which the offset is that of ``high``, to the second."""
    old = offset_at(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if offset_at(zone, middle) == old else (low, middle)
    return high


@lru_cache(maxsize=4096)
def _in_year(zone: ZoneInfo, year: int) -> tuple[tuple[datetime, timedelta], ...]:
    """The changes in a year of UTC."""
    found = []
    instant, end = datetime(year, 1, 1) - _STEP, datetime(year + 1, 1, 1)  # noqa: DTZ001
    before = offset_at(zone, instant)
    while instant < end:
        later = instant + _STEP
        after = offset_at(zone, later)
        if after != before:
            change = change_between(zone, instant, later)
            found += [(change, after)] if change.year == year else []
        instant, before = later, after
    return tuple(found)
