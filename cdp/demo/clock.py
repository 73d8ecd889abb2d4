"""When things happen: seasons, weekdays, hours, and local time turned into UTC. PURE.

Days are numbers since 1970-01-01; instants are microseconds since then, UTC.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SECOND = 1_000_000
MINUTE, HOUR, DAY = 60 * SECOND, 3600 * SECOND, 86_400 * SECOND
EPOCH = date(1970, 1, 1)
ZONE = ZoneInfo("Europe/Paris")
GROWTH = 1.11  # a year

# January sales, a slow summer, spring for linen and tables, and a long Christmas.
MONTH_WEIGHTS = np.array([0.96, 0.88, 1.00, 1.10, 1.13, 0.98, 0.90, 0.84, 1.00, 1.06, 1.46, 1.42])
WEEKDAY_WEIGHTS = np.array([1.08, 1.00, 0.98, 1.00, 0.92, 0.90, 1.12])  # Monday first
HOUR_WEIGHTS = np.array(
    [8, 4, 2, 1, 1, 2, 6, 14, 24, 34, 42, 44, 48, 46, 40, 38, 38, 42, 52, 62, 74, 72, 48, 22], float
)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def to_date(day: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=day)


def months_of(days: Ints) -> Ints:
    """Months since January 1970 of day numbers."""
    return np.asarray(days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64))


def season(days: Ints) -> Floats:
    """How busy each day is for its season; about 1 on average over a year."""
    dates = days.astype("datetime64[D]")
    month = months_of(days) % 12
    in_month = (dates - dates.astype("datetime64[M]")).astype(np.int64)
    weight = MONTH_WEIGHTS[month]
    weight = np.where((month == 11) & (in_month > 23), weight * 0.55, weight)  # too late for Christmas
    return np.asarray(np.where((month == 10) & (in_month > 21) & (in_month < 29), weight * 1.5, weight))  # Black Friday


def busyness(days: Ints) -> Floats:
    """Weight of each day for orders: season, weekday and the company's growth."""
    weekday = (days + 3) % 7  # 1970-01-01 was a Thursday
    growth = GROWTH ** ((days - days[0]) / 365.25) if len(days) else np.ones(0)
    return np.asarray(season(days) * WEEKDAY_WEIGHTS[weekday] * growth)


def draw(rng: np.random.Generator, weights: Floats, size: int) -> Ints:
    """Positions drawn with the given weights, with replacement."""
    ladder = np.cumsum(weights)
    found = np.searchsorted(ladder, rng.random(size) * ladder[-1], side="right")
    return np.asarray(np.minimum(found, len(weights) - 1), dtype=np.int64)


def draw_days(rng: np.random.Generator, first: int, end: int, size: int) -> Ints:
    """Days of [first, end), busy ones more often."""
    days = np.arange(first, end, dtype=np.int64)
    return days[draw(rng, busyness(days), size)]


def moments(rng: np.random.Generator, days: Ints) -> Ints:
    """An instant of each local day, by the shop's usual hours."""
    hours = draw(rng, HOUR_WEIGHTS, len(days))
    return utc(days * DAY + hours * HOUR + rng.integers(0, HOUR, len(days)))


def utc(local: Ints) -> Ints:
    """Local instants of Paris as UTC; the offset is that of the day's noon."""
    days = local // DAY
    if not len(days):
        return local
    low = int(days.min())
    offsets = np.array([_offset(day) for day in range(low, int(days.max()) + 1)], dtype=np.int64)
    return np.asarray(local - offsets[days - low])


def _offset(day: int) -> int:
    noon = datetime.combine(to_date(day), datetime.min.time(), UTC) + timedelta(hours=12)
    shift = noon.astimezone(ZONE).utcoffset() or timedelta()
    return int(shift.total_seconds()) * SECOND
