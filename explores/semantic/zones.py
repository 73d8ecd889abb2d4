"""Stretches of a zone's local time as instants in UTC, right at every clock change. PURE.

Instants are naive UTC datetimes, as the warehouse keeps them. The engine's own zone functions are never used.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from cdp.zones import change_between, changes, offset_at
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.spans import ALL, Span, Spans, subtract, union

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


def offsets(zone: ZoneInfo, start: datetime, end: datetime) -> tuple[tuple[datetime | None, timedelta], ...]:
    """The zone's UTC offsets between two instants: ``(from this instant, offset)``, the first from None (always)."""
    return (None, offset_at(zone, start)), *changes(zone, start, end)


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
    change = change_between(zone, min(first, second), max(first, second))
    return ((change, None),) if first > second else ((first, change), (second, None))


def _instant(zone: ZoneInfo, wall: datetime, fold: int) -> datetime:
    return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC).replace(tzinfo=None)
