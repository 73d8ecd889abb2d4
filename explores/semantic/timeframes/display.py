"""What people and JSON see of a key, and the filter that selects its group. PURE."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from explores.semantic.errors import SemanticError
from explores.semantic.timeframes.fiscal import FiscalDay
from explores.semantic.timeframes.frames import HOURS, MILLISECONDS, MINUTES, timeframe
from explores.semantic.timeframes.names import named_values
from explores.semantic.timerange import Calendar, shift

_PATTERNS = {
    "raw": "%Y-%m-%d %H:%M:%S",
    "time": "%Y-%m-%d %H:%M:%S",
    "second": "%Y-%m-%d %H:%M:%S",
    "minute": "%Y-%m-%d %H:%M",
    "hour": "%Y-%m-%d %H",
    "date": "%Y-%m-%d",
    "week": "%Y-%m-%d",
    "month": "%Y-%m",
    **{f"millisecond{size}": "%Y-%m-%d %H:%M:%S.%f" for size in MILLISECONDS},
    **{f"hour{size}": "%Y-%m-%d %H:%M" for size in HOURS},
    **{f"minute{size}": "%Y-%m-%d %H:%M" for size in MINUTES},
}


_LONGEST = len("2014-09-03 17:15:42.125")  # thousandths, though the pattern has millionths


def display(name: str, key: Any, *, week_start: str = "monday", fiscal_month_offset: int = 0) -> Any:
    """The documented form of a key: '2014-09', '2017-Q3', 'Wednesday', 17; None stays None."""
    if key is None or isinstance(key, bool):
        return key
    calendar = Calendar(week_start, fiscal_month_offset)
    if pattern := _PATTERNS.get(name):
        return f"{key:{pattern}}"[:_LONGEST]
    if names := named_values(name, calendar):
        return names[int(key)]
    if name == "fiscal_quarter":
        offset = key.offset if isinstance(key, FiscalDay) else fiscal_month_offset
        return "FY" + _quarter(shift(_midnight(key), -offset, "month"))
    if name == "quarter":
        return _quarter(key)
    number = int(key) if timeframe(name).type == "number" else key
    return f"FY{number}" if name == "fiscal_year" else number


def length(name: str) -> int | None:
    """How much of ``2014-09-03 17:15:42.125`` the frame shows of a moment; None where it shows something else."""
    return len(timeframe(name).sample) if name in _PATTERNS else None


def _quarter(day: date) -> str:
    return f"{day:%Y}-Q{(day.month + 2) // 3}"


def filter_for(name: str, key: Any, *, week_start: str = "monday", fiscal_month_offset: int = 0) -> str:
    """The filter expression, in the frame's own grammar, that selects exactly the rows of one group.

    Drilling and cross-filtering are made of it.
    """
    if key is None:
        return "NULL"
    if isinstance(key, bool):
        return "yes" if key else "no"
    shown = str(display(name, key, week_start=week_start, fiscal_month_offset=fiscal_month_offset))
    if name == "week":
        return f"{shown} for 7 days"
    unit = name.rstrip("0123456789")
    if unit == "millisecond":
        raise SemanticError("Filters on times go by whole seconds; take a coarser time frame.", code="cannot_drill")
    return f"{shown} for {name[len(unit) :]} {unit}s" if unit != name else shown


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a local day
