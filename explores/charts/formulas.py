"""A figure made of what a series comes to: ``${mean} * 1.1``, in the language of calculations. PURE.

Only numbers, the summaries, + − * / and parentheses; there are no rows here that a function could be of.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Mapping, Sequence

from explores.expressions import Binary, ExpressionError, Node, Number, Ref, Unary, parse
from explores.semantic.errors import nearest

SUMMARIES: Mapping[str, Callable[[Sequence[float]], float]] = {
    "mean": statistics.fmean,
    "median": statistics.median,
    "min": min,
    "max": max,
    "sum": math.fsum,
    "deviation": statistics.stdev,
}
LARGEST = 1e18


class BadFormula(ValueError):
    """Why a formula has no figure; the end of a sentence."""


def computed(text: str, figures: Sequence[float]) -> float:
    """What the formula comes to over the figures. Raises BadFormula."""
    try:
        found = _value(parse(text), figures)
    except ExpressionError as error:
        raise BadFormula(str(error).rstrip(".")) from error
    except (ZeroDivisionError, OverflowError) as error:
        raise BadFormula("its formula divides by zero or grows too large") from error
    if not abs(found) <= LARGEST:
        raise BadFormula("its formula grows too large")
    return found


def _value(node: Node, figures: Sequence[float]) -> float:
    match node:
        case Number(value=value):
            return float(value)
        case Ref(field=name, total=""):
            return _summary(name, figures)
        case Unary(op="-", of=inner):
            return -_value(inner, figures)
        case Binary(op="+" | "-" | "*" | "/" as op, left=left, right=right):
            return _joined(op, _value(left, figures), _value(right, figures))
    raise BadFormula("its formula may hold numbers, ${mean} and the like, + − * / and parentheses")


def _joined(op: str, left: float, right: float) -> float:
    if op == "+":
        return left + right
    if op == "-":
        return left - right
    return left * right if op == "*" else left / right


def _summary(name: str, figures: Sequence[float]) -> float:
    if name not in SUMMARIES:
        near = nearest(name, SUMMARIES)
        raise BadFormula(f"there is no ${{{name}}}" + (f"; try ${{{near}}}" if near else ""))
    if name == "deviation" and len(figures) < 2:
        raise BadFormula("a deviation takes two figures at least")
    return float(SUMMARIES[name](figures))
