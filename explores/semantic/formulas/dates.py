"""Functions of dates: days, and moments on the clocks of the query's zone. PURE."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlglot import exp

from explores.semantic.formulas.parts import (
    Value,
    attempt,
    compare,
    double,
    function,
    is_simple,
    literal,
    once,
    only_if,
    typed,
    whole,
)
from explores.semantic.timeframes import duration
from explores.semantic.trees import as_date

_MICROSECONDS = {"hours": 3_600_000_000, "minutes": 60_000_000, "seconds": 1_000_000}

Write = Callable[..., exp.Expression]


def moment(value: Value) -> exp.Expression:
    """A day as its midnight."""
    return value.sql if value.kind == "timestamp" else typed(value.sql, "TIMESTAMP")


def _later(date: Value, number: Value, step: exp.Expression) -> exp.Expression:
    """A day stays a day."""
    made = compare(exp.Add, date.sql, step)
    return _counted(made if date.kind == "timestamp" else as_date(made), date, number)


def _counted(made: exp.Expression, *of: Value) -> exp.Expression:
    """Null beyond the years 1 to 9999, of which the engine knows more than anybody who reads its answers.

    Written twice where what it is made ``of`` is short: that is three times as fast. Each time it is attempted by
    itself: the engine computes what is written twice beforehand, outside of any attempt around it.
    """
    tried = attempt(made)
    if all(is_simple(part.sql) for part in of):
        return only_if(_in_years(tried), tried)
    return once(tried, "d", lambda d: only_if(_in_years(d), d))


def _in_years(date: exp.Expression) -> exp.Expression:
    return exp.Between(this=function("YEAR", date), low=literal(1), high=literal(9999))


def _add_days(number: Value, date: Value) -> exp.Expression:
    return _later(date, number, function("TO_DAYS", whole(number, "INTEGER")))


def _add_months(size: int) -> Write:
    def write(number: Value, date: Value) -> exp.Expression:
        months = whole(number, "INTEGER")
        months = compare(exp.Mul, literal(size), months) if size > 1 else months
        return _later(date, number, function("TO_MONTHS", months))

    return write


def _add_clock(unit: str) -> Write:
    def write(number: Value, date: Value) -> exp.Expression:
        steps = compare(exp.Mul, double(number.sql), literal(_MICROSECONDS[unit]))
        interval = function("TO_MICROSECONDS", typed(function("ROUND", steps), "BIGINT"))
        return _counted(compare(exp.Add, moment(date), interval), date, number)

    return write


def _date(year: Value, month: Value, day: Value) -> exp.Expression:
    return _counted(function("MAKE_DATE", whole(year), whole(month), whole(day)), year, month, day)


def _date_time(*parts: Value) -> exp.Expression:
    *most, seconds = (whole(part) for part in parts)
    return _counted(function("MAKE_TIMESTAMP", *most, double(seconds)), *parts)


def _difference(unit: str) -> Write:
    return lambda start, end: duration(start.sql, end.sql, unit)


def _part(unit: str) -> Write:
    return lambda date: exp.Extract(this=exp.var(unit), expression=moment(date))


def _cut(unit: str, *, to_day: bool) -> Write:
    def write(date: Value) -> exp.Expression:
        found = exp.TimestampTrunc(this=moment(date), unit=exp.var(unit))
        return as_date(found) if to_day else found

    return write


FUNCTIONS: Mapping[str, Write] = {
    "add_days": _add_days,
    "add_months": _add_months(1),
    "add_years": _add_months(12),
    **{f"add_{unit}": _add_clock(unit) for unit in _MICROSECONDS},
    "date": _date,
    "date_time": _date_time,
    **{f"diff_{unit}s": _difference(unit) for unit in ("second", "minute", "hour", "day", "month", "year")},
    **{f"extract_{unit}s": _part(unit.upper()) for unit in ("second", "minute", "hour", "day", "month", "year")},
    "trunc_minutes": _cut("MINUTE", to_day=False),
    "trunc_hours": _cut("HOUR", to_day=False),
    "trunc_days": _cut("DAY", to_day=True),
    "trunc_months": _cut("MONTH", to_day=True),
    "trunc_years": _cut("YEAR", to_day=True),
}
