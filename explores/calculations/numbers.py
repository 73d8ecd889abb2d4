"""Functions of numbers, one place at a time. PURE."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from explores.calculations.arithmetic import rounded
from explores.calculations.cellwise import LARGEST, Strict

_MOST_WAYS = 10_000  # beyond so many, ways to choose are computed by logarithms


def whole(value: Any) -> int:
    """The number without what stands after the point."""
    return int(value)


def _power(base: Any, exponent: Any) -> Any:
    if isinstance(base, int | Decimal) and exponent == int(exponent) and 0 <= exponent <= 100:
        found = base ** int(exponent)
        return found if -LARGEST <= found <= LARGEST else float(found)
    found = float(base) ** float(exponent)
    return found if isinstance(found, float) else None


def _mod(value: Any, divisor: Any) -> Any:
    if isinstance(value, float) or isinstance(divisor, float):
        return math.fmod(value, divisor)
    left = abs(value) % abs(divisor)
    return -left if value < 0 else left


def factorial(value: Any) -> int | None:
    """Of the whole part; beyond 170 it is larger than any float."""
    number = whole(value)
    return math.factorial(number) if 0 <= number <= 170 else None


def _combin(size: Any, chosen: Any) -> Any:
    n, k = whole(size), whole(chosen)
    if k < 0 or n < 0:
        return None
    if n <= _MOST_WAYS or k > n:
        return math.comb(n, k)
    return math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1))


def _multinomial(*values: Any) -> Any:
    numbers = [whole(value) for value in values]
    if min(numbers) < 0 or sum(numbers) > _MOST_WAYS:
        return None
    found = math.factorial(sum(numbers))
    for number in numbers:
        found //= math.factorial(number)
    return found


def _number(text: str) -> Any:
    """What the text writes; an exact number where it is short enough to be one."""
    text = text.strip()
    if len(text) > 400 or "_" in text or not text.isascii() or not any(sign.isdigit() for sign in text):
        return None
    if text.lstrip("+-").isdigit() and len(text) <= 28:
        return int(text)
    found = Decimal(text)
    return found if len(found.as_tuple().digits) <= 28 and abs(found.adjusted()) <= 28 else float(found)


NUMBERS: dict[str, Callable[..., Any]] = {
    "abs": Strict(abs),
    "ceiling": Strict(math.ceil),
    "exp": Strict(math.exp),
    "floor": Strict(math.floor),
    "ln": Strict(math.log),
    "log": Strict(math.log10),
    "mod": Strict(_mod),
    "power": Strict(_power),
    "rand": random.random,
    "round": Strict(rounded),
    "sqrt": Strict(math.sqrt),
    "acos": Strict(math.acos),
    "asin": Strict(math.asin),
    "atan": Strict(math.atan),
    "cos": Strict(math.cos),
    "degrees": Strict(math.degrees),
    "pi": lambda: math.pi,
    "radians": Strict(math.radians),
    "sin": Strict(math.sin),
    "tan": Strict(math.tan),
    "fact": Strict(factorial),
    "combin": Strict(_combin),
    "multinomial": Strict(_multinomial),
    "to_number": Strict(_number),
}
