"""What a table shows of a time frame, as a text: 2026-01 of a month. PURE."""

from __future__ import annotations

from sqlglot import exp

from explores.semantic.formulas import texts
from explores.semantic.formulas.parts import Value
from explores.semantic.trees import as_date

_FORMS = {
    "month": "%Y-%m", "hour": "%Y-%m-%d %H", "minute": "%Y-%m-%d %H:%M", "week": "%Y-%m-%d", "date": "%Y-%m-%d",
}  # fmt: skip
_MILLISECONDS = "%Y-%m-%d %H:%M:%S.%g"
_STRETCH = "%Y-%m-%d %H:%M"  # of several hours or minutes


def shown(frame: str, value: Value, fiscal_month_offset: int) -> exp.Expression:
    """The value of a dimension of that frame."""
    unit = frame.rstrip("0123456789")
    if unit != frame and unit in {"hour", "minute"}:
        return _formed(value.sql, _STRETCH)
    if form := _MILLISECONDS if unit == "millisecond" else _FORMS.get(frame):
        return _formed(value.sql, form)
    match frame:
        case "quarter":
            return _quarter(value.sql, "")
        case "fiscal_quarter":
            return _quarter(_months_back(value.sql, fiscal_month_offset), "FY")
        case "fiscal_year":
            return exp.DPipe(this=exp.Literal.string("FY"), expression=texts.shown(value))
    return texts.shown(value)


def _formed(value: exp.Expression, form: str) -> exp.Expression:
    return exp.TimeToStr(this=value, format=exp.Literal.string(form))


def _quarter(day: exp.Expression, before: str) -> exp.Expression:
    year = exp.DPipe(this=exp.Literal.string(before), expression=_formed(day, "%Y-Q"))
    number = exp.Extract(this=exp.var("QUARTER"), expression=day)
    return exp.DPipe(this=year, expression=texts.shown(Value(number, "number")))


def _months_back(day: exp.Expression, months: int) -> exp.Expression:
    if not months:
        return day
    step = exp.Interval(this=exp.Literal.string(str(months)), unit=exp.var("MONTH"))
    return as_date(exp.Sub(this=day, expression=step))
