"""Arithmetic that never fails: null where a value is missing or none comes out; whole and decimal numbers stay exact.

PURE.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, DecimalException
from typing import Any

LARGEST = 10**28  # whole numbers beyond it become floats, as decimals are exact to 28 digits
FARTHEST = 56  # digits before or after the point of a decimal
FAILURES = (ArithmeticError, ValueError, TypeError, AttributeError, DecimalException)


def tidy(value: Any) -> Any:
    """The number in the form the answer keeps; None for what is none, such as infinity."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        return _float(value)
    if isinstance(value, Decimal):
        return _decimal(value)
    return value


def _decimal(value: Decimal) -> Decimal | float | None:
    """A decimal far from 1 has lost its last digits anyway, and written out would fill pages: it becomes a float."""
    if not value.is_finite():
        return None
    return value if -FARTHEST <= value.adjusted() <= FARTHEST else _float(value)


def _float(value: int | Decimal) -> float | None:
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def strict(apply: Callable[..., Any]) -> Callable[..., Any]:
    """``apply``, null where an argument is null or the result is no number."""

    def guarded(*values: Any) -> Any:
        if None in values:
            return None
        try:
            return tidy(apply(*values))
        except FAILURES:
            return None

    return guarded


def _mixed(apply: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Two numbers, null or not; a decimal beside a float counts as one."""

    def compute(left: Any, right: Any) -> Any:
        if left is None or right is None:
            return None
        try:
            return tidy(apply(left, right))
        except TypeError:
            return strict(apply)(_real(left), _real(right))
        except FAILURES:
            return None

    return compute


def _real(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float | Decimal) else None


def divided(left: Any, right: Any) -> Any:
    """A whole number where one comes out, else a float."""
    if isinstance(left, int) and isinstance(right, int):
        return left // right if left % right == 0 else left / right
    return float(left) / float(right)


negative = strict(operator.neg)


def rounded(value: Any, decimals: Any = 0) -> Any:
    """To so many decimals, halves away from zero; below 0 to tens, hundreds …"""
    places = max(-30, min(30, int(decimals)))
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    exponent = exact.as_tuple().exponent
    if places < 0 or (isinstance(exponent, int) and -exponent > places):
        exact = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if places <= 0 or isinstance(value, int):
        return int(exact)
    return float(exact) if isinstance(value, float) else exact


def compared(apply: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool | None]:
    """Two values of one type; a day beside a moment is its midnight."""

    def compare(left: Any, right: Any) -> bool | None:
        if left is None or right is None:
            return None
        try:
            if isinstance(left, datetime) is not isinstance(right, datetime):
                left, right = moment(left), moment(right)
            return apply(left, right)
        except FAILURES:
            return None

    return compare


def moment(value: Any) -> Any:
    """A day as its midnight; other values are left alone."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - on the clocks of the query's zone
    return value


def both(left: bool | None, right: bool | None) -> bool | None:
    """AND: no where one is no, else null where one is null."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left: bool | None, right: bool | None) -> bool | None:
    """OR: yes where one is yes, else null where one is null."""
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def opposite(value: bool | None) -> bool | None:
    """NOT: null stays null."""
    return None if value is None else not value


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": _mixed(operator.add),
    "-": _mixed(operator.sub),
    "*": _mixed(operator.mul),
    "/": _mixed(divided),
    "=": compared(operator.eq),
    "!=": compared(operator.ne),
    "<": compared(operator.lt),
    "<=": compared(operator.le),
    ">": compared(operator.gt),
    ">=": compared(operator.ge),
    "AND": both,
    "OR": either,
}
add, times, over = OPERATORS["+"], OPERATORS["*"], OPERATORS["/"]
