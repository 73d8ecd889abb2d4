"""Dates on an axis: reading them, filling what is missing, and naming them briefly. PURE."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from explores.formatting import formats
from explores.formatting.formats import Style
from explores.semantic.timeframes import FiscalDay, FiscalYear

MOST_PERIODS = 2000

_MONTH = re.compile(r"(\d{4})-(\d\d)")
_QUARTER = re.compile(r"(?:FY)?(\d{4})-Q([1-4])")
_FISCAL_YEAR = re.compile(r"FY(?!0000)(\d{4})")
_STEPS = {"date": 1, "week": 7}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "fiscal_quarter": 3, "fiscal_year": 12}
_NAMES = {"date": "Today", "week": "This week", "quarter": "This quarter", "year": "This year",
          "fiscal_quarter": "This quarter", "fiscal_year": "This fiscal year"}  # fmt: skip


def as_period(value: Any, timeframe: str | None) -> date | None:
    """The start of the period that a cell names, or None where it names none."""
    if isinstance(value, date):
        return value
    if isinstance(value, FiscalYear):
        return value.first
    if timeframe in {"year", "fiscal_year"} and isinstance(value, int | str) and str(value).isdigit():
        return date(int(value), 1, 1) if 1 <= int(value) <= 9999 else None
    return _read(value, timeframe) if isinstance(value, str) else None


def _read(text: str, timeframe: str | None) -> date | None:
    if found := _FISCAL_YEAR.fullmatch(text):  # out of a file, which does not say when its years begin
        return FiscalDay.of(date(int(found[1]), 1, 1), 0)
    if found := _QUARTER.fullmatch(text):
        return date(int(found[1]), int(found[2]) * 3 - 2, 1)
    if (found := _MONTH.fullmatch(text)) and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1)
    if timeframe == "hour" and len(text) == 13:
        text += ":00"
    if len(text) < 10:
        return None
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        return None


def instant(when: date) -> datetime:
    """A moment to order by, for dates and times alike."""
    return when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)  # noqa: DTZ001


def following(when: date, timeframe: str | None) -> date | None:
    """The start of the next period; None where the time frame has no fixed step."""
    if timeframe in _STEPS:
        return when + timedelta(days=_STEPS[timeframe])
    if timeframe in _MONTHS:
        months = when.year * 12 + when.month - 1 + _MONTHS[timeframe]
        after = when.replace(year=months // 12, month=months % 12 + 1, day=1)
        return FiscalDay.of(after, when.offset) if isinstance(when, FiscalDay) else after
    return None


def unit(timeframe: str | None) -> str:
    """What the periods of a time frame with a fixed step are counted in: months."""
    return {"date": "days"}.get(timeframe or "", f"{(timeframe or '').removeprefix('fiscal_')}s")


def fill(periods: list[date], timeframe: str | None) -> list[date]:
    """Every period from the first to the last, where that is not too many."""
    every = [periods[0]]
    while every[-1] < periods[-1]:
        after = following(every[-1], timeframe)
        if after is None or len(every) > MOST_PERIODS:
            return periods
        every.append(after)
    return every if set(periods) <= set(every) else periods


def in_progress(periods: list[date], timeframe: str | None, today: date | None) -> int | None:
    """The place of the period that ``today`` is in: it is not over, so it is not compared."""
    if today is None:
        return None
    for place in range(len(periods) - 1, -1, -1):
        start, after = _day(periods[place]), following(_day(periods[place]), timeframe)
        if after is not None and start <= today < after:
            return place
    return None


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


def progress_name(when: date, timeframe: str | None, style: Style) -> str:
    """What to call it: Nov in progress."""
    name = formats.month_name(when.month, style) if timeframe == "month" else _NAMES.get(timeframe or "", "Period")
    return f"{name} in progress"


def tick(when: date, timeframe: str | None, style: Style) -> tuple[str, str]:
    """The short name of a period, and the one with its year: (Dec, Dec 25)."""
    month, year = formats.month_name(when.month, style), f"{when.year % 100:02d}"
    if timeframe in {"fiscal_year", "fiscal_quarter"}:
        number, of_year = (when if isinstance(when, FiscalDay) else FiscalDay.of(when, 0)).counted
        return (
            (f"FY{number}",) * 2 if timeframe == "fiscal_year" else (f"Q{of_year}", f"Q{of_year} FY{number % 100:02d}")
        )
    if timeframe == "year":
        return str(when.year), str(when.year)
    if timeframe == "quarter":
        quarter = f"Q{(when.month + 2) // 3}"
        return quarter, f"{quarter} {year}"
    if timeframe == "month":
        return month, f"{month} {year}"
    if isinstance(when, datetime) and timeframe not in _STEPS:
        return f"{when.day} {month} {when:%H:%M}", f"{when.day} {month} {year} {when:%H:%M}"
    return f"{when.day} {month}", f"{when.day} {month} {year}"
