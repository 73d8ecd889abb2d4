"""Local time of a zone and instants in UTC, both ways, right at every clock change. PURE.

Instants are naive UTC datetimes, as the warehouse keeps them. The engine's own zone functions are never used.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from explores.semantic.errors import SemanticError, nearest
from explores.semantic.spans import ALL, Span, Spans, subtract, union

_STEP = timedelta(hours=12)  # no zone has changed its clock and back within less
HISTORY = (datetime(1970, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo:
    """The IANA zone ``name``. Raises SemanticError with the nearest right name."""
    if name in available_timezones():
        return ZoneInfo(name)
    raise SemanticError(
        f"There is no time zone {name!r}.", code="unknown_timezone", field="timezone",
        suggestion=nearest(name, available_timezones()),
    )  # fmt: skip


def offset_at(zone: ZoneInfo, instant: datetime) -> timedelta:
    """How far the zone's clocks are ahead of UTC at an instant."""
    offset = instant.replace(tzinfo=UTC).astimezone(zone).utcoffset()
    assert offset is not None  # ZoneInfo always knows
    return offset


def to_local(zone: ZoneInfo, instant: datetime) -> datetime:
    """The wall clock time of an instant."""
    return instant + offset_at(zone, instant)


def offsets(zone: ZoneInfo, start: datetime, end: datetime) -> tuple[tuple[datetime | None, timedelta], ...]:
    """The zone's UTC offsets between two instants: ``(from this instant, offset)``, the first from None (always)."""
    found: list[tuple[datetime | None, timedelta]] = [(None, offset_at(zone, start))]
    for year in range(start.year, end.year + 1):
        found += [change for change in _changes(zone, year) if start < change[0] < end]
    return tuple(found)


def instants(zone: ZoneInfo, local: Span) -> Spans:
    """The instants whose wall clock time lies in the half-open ``local`` span: one span, save around clock changes.

    A time in a gap means the end of the gap. A time that the clock shows twice cuts both passes, so that a filter
    and a grouping by the same local time never disagree.
    """
    low, high = local
    reached = ALL if low is None else _from(zone, low)
    return union(reached) if high is None else subtract(reached, _from(zone, high))


def _from(zone: ZoneInfo, wall: datetime) -> Spans:
    """The instants at which the clock shows ``wall`` or later."""
    first, second = (_instant(zone, wall, fold) for fold in (0, 1))
    if first == second:
        return ((first, None),)
    change = _change_between(zone, min(first, second), max(first, second))
    return ((change, None),) if first > second else ((first, change), (second, None))


def _instant(zone: ZoneInfo, wall: datetime, fold: int) -> datetime:
    return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC).replace(tzinfo=None)


@lru_cache(maxsize=4096)
def _changes(zone: ZoneInfo, year: int) -> tuple[tuple[datetime, timedelta], ...]:
    """The instants in ``year`` (UTC) at which the offset changes, and to what."""
    found = []
    instant, end = datetime(year, 1, 1) - _STEP, datetime(year + 1, 1, 1)  # noqa: DTZ001
    before = offset_at(zone, instant)
    while instant < end:
        later = instant + _STEP
        after = offset_at(zone, later)
        if after != before:
            change = _change_between(zone, instant, later)
            found += [(change, after)] if change.year == year else []
        instant, before = later, after
    return tuple(found)


def _change_between(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The one instant in (low, high] from which the offset is that of ``high``, to the second."""
    old = offset_at(zone, low)
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        low, high = (middle, high) if offset_at(zone, middle) == old else (low, middle)
    return high
