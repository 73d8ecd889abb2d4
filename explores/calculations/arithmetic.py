"""Arithmetic that never fails: null where a value is missing or none comes out; whole and decimal numbers stay exact.

PURE.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from explores.calculations.cellwise import Compared, Mixed, Strict


def divided(left: Any, right: Any) -> Any:
    """A whole number where one comes out, else a float."""
    if isinstance(left, int) and isinstance(right, int):
        return left // right if left % right == 0 else left / right
    return float(left) / float(right)


negative = Strict(operator.neg)


def rounded(value: Any, decimals: Any = 0) -> Any:
    """To so many decimals, halves away from zero; below 0 to tens, hundreds …"""
    places = max(-30, min(30, int(decimals)))
    if isinstance(value, float) and 0 <= places <= 6 and abs(value) < 1e8 and not repr(value).endswith("5"):
        return round(value, places or None)  # no half, so both ways of rounding agree
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    exponent = exact.as_tuple().exponent
    if places < 0 or (isinstance(exponent, int) and -exponent > places):
        exact = exact.quantize(_unit(places), rounding=ROUND_HALF_UP)
    if places <= 0 or isinstance(value, int):
        return int(exact)
    return float(exact) if isinstance(value, float) else exact


@cache
def _unit(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


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


add, times, over = Mixed(operator.add), Mixed(operator.mul), Mixed(divided)
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": add,
    "-": Mixed(operator.sub),
    "*": times,
    "/": over,
    "=": Compared(operator.eq),
    "!=": Compared(operator.ne),
    "<": Compared(operator.lt),
    "<=": Compared(operator.le),
    ">": Compared(operator.gt),
    ">=": Compared(operator.ge),
    "AND": both,
    "OR": either,
}
