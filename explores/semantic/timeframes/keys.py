"""Time frames in SQL: short keys that group fast and sort right; ``display`` turns the few left into texts. PURE.

Keys: a TIMESTAMP (local) for frames with a clock, the first DATE of a week, month, quarter or fiscal quarter, an
integer for years and for whatever counts or names inside a longer period.
"""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from sqlglot import exp

from explores.semantic.spans import Span
from explores.semantic.timeframes.frames import timeframe
from explores.semantic.timeframes.local import local_time
from explores.semantic.timeframes.names import named_values
from explores.semantic.timerange import Calendar
from explores.semantic.trees import as_date, is_there

_Build = Callable[[exp.Expression, Calendar], exp.Expression]


def timeframe_sql(
    name: str,
    column: exp.Expression,
    *,
    kind: str,
    zone: str | ZoneInfo,
    week_start: str = "monday",
    fiscal_month_offset: int = 0,
    span: Span | None = None,
    named: bool = False,
) -> exp.Expression:
    """The key of frame ``name`` of a ``timestamp`` (naive UTC) or ``date`` column; a DATE is never shifted.

    ``span``: between which instants the rows lie, for a short expression (see ``local_time``). ``named``: names
    such as Monday or Q3 in place of their numbers, which is what a filter on such a frame compares.
    """
    frame = timeframe(name, kind)
    calendar = Calendar(week_start, fiscal_month_offset)
    if name == "raw":
        return column
    if name == "yesno":
        return is_there(column)
    local = column if kind == "date" else local_time(column, zone, span)
    key = _of_clock(name, local) if frame.clock else _OF_DAY[name](_day(local, kind), calendar)
    return _names(key, named_values(name, calendar)) if named and frame.named else key


def names_of_keys(name: str, key: exp.Expression, week_start: str) -> exp.Expression:
    """The names behind the keys of a named frame."""
    return _names(key, named_values(name, Calendar(week_start)))


def _names(key: exp.Expression, names: dict[int, str]) -> exp.Expression:
    ifs = [exp.If(this=exp.Literal.number(number), true=exp.Literal.string(text)) for number, text in names.items()]
    return exp.Case(this=key, ifs=ifs)


def _day(local: exp.Expression, kind: str) -> exp.Expression:
    return local if kind == "date" else as_date(local)


def _of_clock(name: str, local: exp.Expression) -> exp.Expression:
    match name:
        case "time" | "second":
            return _cut("SECOND", local)
        case "hour" | "minute":
            return _cut(name.upper(), local)
        case "hour_of_day":
            return _part("HOUR", local)
        case "time_of_day":
            return exp.TimeToStr(this=local, format=exp.Literal.string("%H:%M"))
    unit = name.rstrip("0123456789").upper()
    size = exp.Literal.number(name[len(unit) :])
    over = exp.Paren(this=exp.Mod(this=_part(unit, local), expression=size))
    step = exp.Interval(this=exp.Literal.string("1"), unit=exp.var(unit))
    return exp.Sub(this=_cut(unit, local), expression=exp.Mul(this=over, expression=step))


def _cut(unit: str, local: exp.Expression) -> exp.Expression:
    return exp.TimestampTrunc(this=local, unit=exp.var(unit))


def _part(unit: str, of: exp.Expression) -> exp.Expression:
    return exp.Extract(this=exp.var(unit), expression=of)


def _first_day(unit: str, day: exp.Expression) -> exp.Expression:
    return as_date(exp.TimestampTrunc(this=day, unit=exp.var(unit)))


def _days_later(day: exp.Expression, days: int) -> exp.Expression:
    if not days:
        return day
    moved = (exp.Add if days > 0 else exp.Sub)(this=day, expression=exp.Literal.number(abs(days)))
    return exp.Paren(this=moved)


def _months_later(day: exp.Expression, months: int) -> exp.Expression:
    if not months:
        return day
    step = exp.Interval(this=exp.Literal.string(str(abs(months))), unit=exp.var("MONTH"))
    return as_date((exp.Add if months > 0 else exp.Sub)(this=day, expression=step))


def _week(day: exp.Expression, calendar: Calendar) -> exp.Expression:
    first = calendar.first_weekday
    return _days_later(_first_day("WEEK", _days_later(day, -first)), first)


def _weekday(day: exp.Expression, calendar: Calendar) -> exp.Expression:
    """0 for the first day of the account's week."""
    moved = exp.Paren(this=exp.Add(this=_part("ISODOW", day), expression=_integer(6 - calendar.first_weekday)))
    return exp.Mod(this=moved, expression=_integer(7))


def _week_of_year(day: exp.Expression, calendar: Calendar) -> exp.Expression:
    """A week belongs to the year of its fourth day; for weeks from Monday these are the ISO weeks."""
    fourth = exp.Paren(this=_days_later(_week(day, calendar), 3))
    before = exp.Paren(this=exp.Sub(this=_part("DOY", fourth), expression=_integer(1)))
    return exp.Add(this=exp.IntDiv(this=before, expression=_integer(7)), expression=_integer(1))


def _fiscal(day: exp.Expression, calendar: Calendar) -> exp.Expression:
    """The day moved back so that the fiscal year it is in becomes a calendar year."""
    return _months_later(day, -calendar.fiscal_month_offset)


def _integer(value: int) -> exp.Expression:
    return exp.Literal.number(value)


_OF_DAY: dict[str, _Build] = {
    "date": lambda day, _: day,
    "week": _week,
    "day_of_week": _weekday,
    "day_of_week_index": _weekday,
    "month": lambda day, _: _first_day("MONTH", day),
    "month_num": lambda day, _: _part("MONTH", day),
    "month_name": lambda day, _: _part("MONTH", day),
    "day_of_month": lambda day, _: _part("DAY", day),
    "quarter": lambda day, _: _first_day("QUARTER", day),
    "quarter_of_year": lambda day, _: _part("QUARTER", day),
    "year": lambda day, _: _part("YEAR", day),
    "week_of_year": _week_of_year,
    "day_of_year": lambda day, _: _part("DOY", day),
    "fiscal_month_num": lambda day, calendar: _part("MONTH", _fiscal(day, calendar)),
    "fiscal_quarter": lambda day, calendar: _months_later(
        _first_day("QUARTER", _fiscal(day, calendar)), calendar.fiscal_month_offset
    ),
    "fiscal_quarter_of_year": lambda day, calendar: _part("QUARTER", _fiscal(day, calendar)),
    "fiscal_year": lambda day, calendar: _part("YEAR", _fiscal(day, calendar)),
}
