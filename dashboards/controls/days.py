"""Controls of dates: a day, a range of days with both ends in it, time frames. PURE."""

from __future__ import annotations

from datetime import date, timedelta

from dashboards.controls.forms import Form, Parts, one
from explores.filtering import operators
from explores.filtering.operators import operator
from explores.semantic.errors import FilterError

_DAY = timedelta(days=1)


def write_day(grammar: str, parts: Parts) -> str:
    """That day. Raises FilterError for what is none."""
    text = one(parts, "value")
    return operator("date", "on").write([text]) if text else ""


def read_day(grammar: str, expression: str) -> Form | None:
    """The day, where the expression is one."""
    found, boxes = operators.read("date", expression)
    return Form(low=boxes[0]) if found.key == "on" else None


def write_days(grammar: str, parts: Parts) -> str:
    """From the first day to the last one, both meant; the expression ends before the day after. Raises FilterError."""
    first, last = one(parts, "from"), one(parts, "to")
    after = _after(last) if last else ""
    if first and after:
        if operator("date", "on").write([first]) >= after:
            raise FilterError(f"{last} is before {first}; the earlier day comes first.")
        return operator("date", "range").write([first, after])
    return operator("date", "after" if first else "before").write([first or after]) if first or after else ""


def _after(day: str) -> str:
    operator("date", "on").write([day])
    try:
        return (date.fromisoformat(day) + _DAY).isoformat()
    except OverflowError:
        raise FilterError(f"After {day} there is no day.") from None


def read_days(grammar: str, expression: str) -> Form | None:
    """The first and the last day, where the expression has them."""
    found, boxes = operators.read("date", expression)
    try:
        match found.key:
            case "on":
                return Form(low=boxes[0], high=boxes[0])
            case "after":
                return Form(low=boxes[0])
            case "before":
                return Form(high=_before(boxes[0]))
            case "range" if boxes[0] < boxes[1]:
                return Form(low=boxes[0], high=_before(boxes[1]))
    except (ValueError, OverflowError):
        return None  # no such day
    return None


def _before(day: str) -> str:
    return (date.fromisoformat(day) - _DAY).isoformat()


def write_period(grammar: str, parts: Parts) -> str:
    """A count of units, a range of days, or a period of the list. Raises FilterError."""
    if count := one(parts, "count"):
        return operator("date", "complete" if "complete" in parts else "last").write(
            [count, one(parts, "unit") or "day"]
        )
    return one(parts, "value") or write_days(grammar, parts)


def read_period(grammar: str, expression: str) -> Form | None:
    """A period of the list, a count of units or a range of days."""
    found, boxes = operators.read("date", expression)
    text = expression.strip()
    if found.key in ("last", "complete"):
        return Form(period=text, count=boxes[0], unit=boxes[1].lower(), complete=found.key == "complete")
    return Form(period=text) if found.key in ("period", "month", "year") else read_days(grammar, expression)


def filled(grammar: str, parts: Parts) -> Form:
    """As far as it is filled in."""
    return Form(
        low=one(parts, "from") or one(parts, "value"),
        high=one(parts, "to"),
        period=one(parts, "value"),
        count=one(parts, "count"),
        unit=one(parts, "unit") or "day",
        complete="complete" in parts,
    )
