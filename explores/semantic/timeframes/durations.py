"""How long between two moments, in SQL: periods of the calendar crossed, or whole units gone by. PURE.

Both take local DATE or TIMESTAMP expressions (``local_time``), so that a month or a day is one on the wall.
"""

from __future__ import annotations

from sqlglot import exp

from explores.semantic.timerange import Calendar

UNITS = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")


def periods_between(
    start: exp.Expression, end: exp.Expression, unit: str, *, week_start: str = "monday"
) -> exp.Expression:
    """How many starts of ``unit`` lie after ``start`` up to ``end``: 31 January to 1 February is one month.

    This is "months since the first order", by which cohorts are counted. Negative where ``end`` is earlier.
    """
    if unit == "week":  # DATE_DIFF counts days by sevens here, not Mondays
        first = Calendar(week_start).first_weekday
        days = _function("DATE_DIFF", "day", _week(start, first), _week(end, first))
        return exp.IntDiv(this=days, expression=exp.Literal.number(7))
    return _function("DATE_DIFF", unit, start, end)


def duration(start: exp.Expression, end: exp.Expression, unit: str) -> exp.Expression:
    """Whole units gone by, rounded towards zero: 31 January to 1 February is no month."""
    return _function("DATE_SUB", unit, start, end)


def _function(name: str, unit: str, start: exp.Expression, end: exp.Expression) -> exp.Expression:
    assert unit in UNITS
    # Anonymous, because the argument order is that of DuckDB, the reference dialect.
    return exp.Anonymous(this=name, expressions=[exp.Literal.string(unit), _timestamp(start), _timestamp(end)])


def _week(moment: exp.Expression, first_weekday: int) -> exp.Expression:
    """A day that differs by seven between two weeks, and not inside one."""
    step = exp.Interval(this=exp.Literal.string(str(first_weekday)), unit=exp.var("DAY"))
    return exp.TimestampTrunc(this=exp.Sub(this=_timestamp(moment), expression=step), unit=exp.var("WEEK"))


def _timestamp(moment: exp.Expression) -> exp.Expression:
    return exp.Cast(this=moment, to=exp.DataType(this=exp.DType.TIMESTAMP))
