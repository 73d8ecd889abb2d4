"""Units of the calendar: where one begins, and how far it is to the next. PURE.

All times here are local wall clock times without a zone; ``zones`` turns them into instants.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
UNITS = (
    "second", "minute", "hour", "day", "week", "month", "quarter", "year", "fiscal quarter", "fiscal year",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1000, 9998  # beyond, times can't be shifted between zones any more

_FIXED = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "fiscal quarter": 3, "fiscal year": 12}
_BELOW = {
    "second": {"microsecond": 0},
    "minute": {"second": 0, "microsecond": 0},
    "hour": {"minute": 0, "second": 0, "microsecond": 0},
    "day": {"hour": 0, "minute": 0, "second": 0, "microsecond": 0},
}


@dataclass(frozen=True)
class Calendar:
    """How an account counts weeks and fiscal years: ``fiscal_month_offset`` 3 starts the year in April."""

    week_start: str = "monday"
    fiscal_month_offset: int = 0

    @property
    def first_weekday(self) -> int:
        """The day a week starts on, 0 for Monday."""
        return WEEKDAYS.index(self.week_start)


def floor(moment: datetime, unit: str, calendar_: Calendar) -> datetime:
    """The start of the ``unit`` that holds ``moment``."""
    if unit in _BELOW:
        return moment.replace(**_BELOW[unit])  # type: ignore[arg-type]
    day = moment.replace(**_BELOW["day"])  # type: ignore[arg-type]
    if unit == "week":
        return day - timedelta(days=(day.weekday() - calendar_.first_weekday) % 7)
    offset = calendar_.fiscal_month_offset if unit.startswith("fiscal") else 0
    months = day.year * 12 + day.month - 1 - offset
    return _month(months - months % _MONTHS[unit] + offset)


def shift(moment: datetime, count: int, unit: str) -> datetime:
    """``moment`` moved by ``count`` units; in units of months the day of month is kept as far as there is one.

    Raises OverflowError outside the years 1000 to 9998.
    """
    if unit in _FIXED:
        moved = moment + count * _FIXED[unit]
    else:
        start = _month(moment.year * 12 + moment.month - 1 + count * _MONTHS[unit])
        last = calendar.monthrange(start.year, start.month)[1]
        moved = moment.replace(year=start.year, month=start.month, day=min(moment.day, last))
    _within_reach(moved.year)
    return moved


def _month(months: int) -> datetime:
    """The first moment of the month with this number, counted from year 0."""
    _within_reach(months // 12)
    return datetime(months // 12, months % 12 + 1, 1)  # noqa: DTZ001 - wall clock time


def _within_reach(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OverflowError(f"year {year}")
