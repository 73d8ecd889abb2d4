"""Local times to UTC, by the zone's offsets. PURE (the zone database is Python's)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

SECOND = 1_000_000
_DAY = timedelta(days=1)


def to_utc(local: np.ndarray, zone: str) -> np.ndarray:
    """Naive local µs as naive UTC µs. An hour that comes twice is the first, one that is left out is moved on."""
    if zone.upper() in {"UTC", "ETC/UTC", "Z"} or not len(local):
        return local
    years = local.astype("datetime64[us]").astype("datetime64[Y]").astype(int) + 1970
    starts, offsets = [np.iinfo(np.int64).min], [0]
    low, high = max(int(years.min()), 1900), min(int(years.max()), 2100)
    offsets[0] = _offset(zone, datetime(low - 1, 1, 1, tzinfo=UTC))
    for year in range(low - 1, high + 2):
        for at, before, after in changes(zone, year):
            starts.append(at + max(before, after))
            offsets.append(after)
    place = np.searchsorted(np.array(starts), local, side="right") - 1
    found: np.ndarray = local - np.array(offsets)[place]
    return found


@lru_cache(maxsize=1024)
def changes(zone: str, year: int) -> list[tuple[int, int, int]]:
    """(UTC µs, offset before, offset after) of each change of the clocks in a year."""
    found = []
    at = datetime(year, 1, 1, tzinfo=UTC)
    before = _offset(zone, at)
    while at.year == year:
        after = _offset(zone, at + _DAY)
        if after != before:
            exact = _exact(zone, at, before)
            found.append((int(exact.timestamp()) * SECOND, before, after))
            before = after
        at += _DAY
    return found


def _exact(zone: str, low: datetime, before: int) -> datetime:
    high = low + _DAY
    while high - low > timedelta(seconds=1):
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        low, high = (middle, high) if _offset(zone, middle) == before else (low, middle)
    return high


def _offset(zone: str, at: datetime) -> int:
    offset = at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return int(offset.total_seconds()) * SECOND
