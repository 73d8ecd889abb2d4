"""Every clock change of a zone, found without the product's help."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, available_timezones

BEGIN, END = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (1970, 2038))
STRIDE = 5 * 86_400  # seconds; no zone has changed its clocks twice within a week since 1970
EPOCH = datetime(1970, 1, 1)


class Change(NamedTuple):
    """A clock change: the moment in naive UTC, and the offsets before and from then on."""

    at: datetime
    old: timedelta
    new: timedelta

    @property
    def walls(self) -> tuple[datetime, datetime]:
        """What the clocks show at the two edges of the gap or fold, the earlier first, in whole minutes."""
        edges = sorted((self.at + self.old, self.at + self.new))
        return edges[0].replace(second=0), edges[1].replace(second=0)


def offset(zone: ZoneInfo, seconds: int) -> timedelta:
    found = datetime.fromtimestamp(seconds, zone).utcoffset()
    assert found is not None
    return found


@cache
def changes(name: str) -> tuple[Change, ...]:
    """All from 1970 to 2037."""
    return tuple(_changes(ZoneInfo(name)))


def _changes(zone: ZoneInfo) -> Iterator[Change]:
    before = offset(zone, BEGIN)
    for low in range(BEGIN, END, STRIDE):
        after = offset(zone, low + STRIDE)
        if after != before:
            yield Change(EPOCH + timedelta(seconds=_search(zone, low, low + STRIDE)), before, after)
            before = after


def _search(zone: ZoneInfo, low: int, high: int) -> int:
    old = offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset(zone, middle) == old else (low, middle)
    return high


def zones(area: str) -> list[str]:
    """The names of the zones in an area; ``other`` are those without one of the large areas."""
    named = sorted(available_timezones())
    return [name for name in named if (name.split("/")[0] if name.startswith(AREAS[:-1]) else "other") == area]


@cache
def histories() -> dict[tuple[Change, ...], str]:
    """Every history of clock changes that a zone has had, with the first zone that had it: many names mean one zone."""
    found: dict[tuple[Change, ...], str] = {}
    for area in AREAS:
        for name in zones(area):
            found.setdefault(changes(name), name)
    return found


def every_change(area: str) -> list[tuple[str, Change]]:
    """All changes of all zones of an area, those left out that another name of the zone stands for."""
    names = set(zones(area))
    return [(name, change) for history, name in histories().items() if name in names for change in history]


AREAS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "other")
