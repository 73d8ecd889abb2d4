"""Local times to UTC, by the zone's offsets. PURE (the zone database is Python's)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from cdp.zones import changes, offset_at

FIRST, LAST = 1900, 2100  # years whose clock changes are looked up; times beyond take the nearest offset


def to_utc(local: np.ndarray, zone: str) -> np.ndarray:
    """Naive local µs as naive UTC µs. An hour that comes twice is the first, one that is left out is moved on."""
    if zone.upper() in {"UTC", "ETC/UTC", "Z"} or not len(local):
        return local
    years = local.astype("datetime64[us]").astype("datetime64[Y]").astype(int) + 1970
    low, high = (int(year) for year in np.clip([years.min(), years.max()], FIRST, LAST))
    starts, offsets = _offsets(ZoneInfo(zone), datetime(low - 1, 1, 1), datetime(high + 2, 1, 1))  # noqa: DTZ001
    found: np.ndarray = local - offsets[np.searchsorted(starts, local, side="right")]
    return found


def _offsets(zone: ZoneInfo, start: datetime, end: datetime) -> tuple[np.ndarray, np.ndarray]:
    """The local times from which the next offset counts, and the offsets, one more; all in µs."""
    starts, offsets = [], [offset_at(zone, start)]
    for at, after in changes(zone, start, end):
        starts.append(at + max(offsets[-1], after))
        offsets.append(after)
    return np.array(starts, "datetime64[us]").astype(np.int64), np.array(offsets, "timedelta64[us]").astype(np.int64)
