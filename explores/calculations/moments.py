"""Functions of dates, one place at a time. A date is a day or a moment on the clocks of the query's zone. PURE."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from explores.calculations.cellwise import Strict, moment

_SECONDS = {"days": 86_400, "hours": 3_600, "minutes": 60, "seconds": 1}
_WRITTEN = re.compile(
    r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T](\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?)?)?)?)?", re.ASCII
)


def _add(unit: str) -> Callable[[Any, date], date]:
    """A day stays a day when days are added, and becomes a moment with hours."""

    def add(number: Any, when: date) -> date:
        if unit == "days":
            return when + timedelta(days=int(number))
        found: datetime = moment(when) + timedelta(seconds=_SECONDS[unit] * float(number))
        return found

    return add


def add_months(number: Any, when: date) -> date:
    """The same day of another month, or its last day where it is shorter."""
    months = when.year * 12 + when.month - 1 + int(number)
    year, month = divmod(months, 12)
    return when.replace(year=year, month=month + 1, day=min(when.day, calendar.monthrange(year, month + 1)[1]))


def _difference(unit: str) -> Callable[[date, date], int]:
    def difference(start: date, end: date) -> int:
        elapsed: timedelta = moment(end) - moment(start)
        seconds = (elapsed.days * 86_400 + elapsed.seconds) if elapsed >= timedelta() else -_whole_seconds(-elapsed)
        size = _SECONDS[unit]
        return seconds // size if seconds >= 0 else -(-seconds // size)

    return difference


def _whole_seconds(elapsed: timedelta) -> int:
    return elapsed.days * 86_400 + elapsed.seconds


def _months(start: date, end: date) -> int:
    """How often a month fits between them; backwards as many, below 0."""
    start, end = moment(start), moment(end)
    if end < start:
        return -_months(end, start)
    found = (end.year - start.year) * 12 + end.month - start.month
    return found if add_months(found, start) <= end else found - 1


def _years(start: date, end: date) -> int:
    months = _months(start, end)
    return months // 12 if months >= 0 else -(-months // 12)


def _part(name: str) -> Callable[[date], int]:
    return lambda when: getattr(moment(when), name)


def _cut(**parts: int) -> Callable[[date], date]:
    def cut(when: date) -> date:
        found: datetime = moment(when).replace(microsecond=0, **parts)
        return found if "hour" not in parts else found.date()

    return cut


def _date(year: Any, month: Any, day: Any) -> date:
    return date(int(year), int(month), int(day))


def _date_time(*parts: Any) -> datetime:
    return datetime(*(int(part) for part in parts))  # type: ignore[arg-type]  # noqa: DTZ001 - of the query's zone


def _read(text: str) -> date | None:
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (None if part is None else int(part) for part in match.groups())
    if hour is None:
        return date(year or 0, 1 if month is None else month, 1 if day is None else day)
    return datetime(year or 0, month or 0, day or 0, hour, minute or 0, second or 0)  # noqa: DTZ001 - see above


_CLOCK = {"hour": 0, "minute": 0, "second": 0}
MOMENTS: dict[str, Callable[..., Any]] = {
    **{f"add_{unit}": Strict(_add(unit)) for unit in _SECONDS},
    "add_months": Strict(add_months),
    "add_years": Strict(lambda number, when: add_months(12 * int(number), when)),
    "date": Strict(_date),
    "date_time": Strict(_date_time),
    **{f"diff_{unit}": Strict(_difference(unit)) for unit in _SECONDS},
    "diff_months": Strict(_months),
    "diff_years": Strict(_years),
    **{f"extract_{name}s": Strict(_part(name)) for name in ("year", "month", "day", "hour", "minute", "second")},
    "trunc_days": Strict(_cut(**_CLOCK)),
    "trunc_hours": Strict(_cut(minute=0, second=0)),
    "trunc_minutes": Strict(_cut(second=0)),
    "trunc_months": Strict(_cut(day=1, **_CLOCK)),
    "trunc_years": Strict(_cut(month=1, day=1, **_CLOCK)),
    "to_date": Strict(_read),
}
