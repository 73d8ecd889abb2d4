"""Functions and operators of numbers. PURE."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlglot import exp

from explores.semantic.formulas.parts import Value, compare, double, function, literal, once, only_if, typed
from explores.semantic.trees import case, is_null, operand

_DECIMALS = 10  # that rounding is exact to
_EXACT = 10**15  # whole numbers below it are exact in floating point
_MOST_SCALE = 12  # decimals that written factors may add

Write = Callable[..., exp.Expression]


def plus(left: Value, right: Value) -> exp.Expression:
    """Exact for whole and decimal numbers."""
    return compare(exp.Add, left.sql, right.sql)


def minus(left: Value, right: Value) -> exp.Expression:
    """Exact for whole and decimal numbers."""
    return compare(exp.Sub, left.sql, right.sql)


def times(left: Value, right: Value) -> exp.Expression:
    """Exact by a written number; two columns give floating point, for decimals of decimals have no end."""
    scales = [value.scale for value in (left, right) if value.scale is not None]
    if scales and sum(scales) <= _MOST_SCALE:
        return compare(exp.Mul, left.sql, right.sql)
    return compare(exp.Mul, double(left.sql), double(right.sql))


def divided(left: Value, right: Value) -> exp.Expression:
    """Null by 0."""
    return exp.Div(this=double(left.sql), expression=double(_unless_zero(right.sql)))


def _unless_zero(value: exp.Expression) -> exp.Expression:
    return once(value, "n", lambda n: only_if(compare(exp.NEQ, n, literal(0)), n))


def finite(value: exp.Expression) -> exp.Expression:
    """Null for what is no number any more."""
    return once(value, "n", lambda n: only_if(function("ISFINITE", n), n))


def rounded(value: Value, decimals: Value | None = None) -> exp.Expression:
    """Halves away from zero, of what is written and not of its nearest binary fraction."""
    places = Value(literal(0), "number", 0) if decimals is None else decimals
    if places.whole is not None and -_DECIMALS <= places.whole <= _DECIMALS:
        return function("ROUND", typed(value.sql, f"DECIMAL(38, {_DECIMALS})"), literal(places.whole))
    at = function("TRUNC", double(places.sql))
    bounded = function("LEAST", function("GREATEST", at, literal(-30)), literal(30))
    found = once(double(value.sql), "v", lambda v: once(typed(bounded, "INTEGER"), "p", lambda p: _rounded_to(v, p)))
    return exp.Case(this=is_null(operand(places.sql)), ifs=[exp.If(this=exp.false(), true=found)])


def _rounded_to(value: exp.Expression, places: exp.Expression) -> exp.Expression:
    """The value itself, where it has no digits as far down as that: the engine would add some."""
    digits = exp.Mul(this=function("ABS", value), expression=function("POW", literal(10), places))
    return case([(compare(exp.LT, digits, literal(_EXACT)), function("ROUND", value, places))], value)


def _above(name: str, sign: type[exp.Binary]) -> Write:
    def write(value: Value) -> exp.Expression:
        fitting = once(value.sql, "n", lambda n: only_if(compare(sign, n, literal(0)), n))
        return function(name, double(fitting))

    return write


def _mod(value: Value, divisor: Value) -> exp.Expression:
    return function("MOD", value.sql, _unless_zero(divisor.sql))


FUNCTIONS: Mapping[str, Write] = {
    "abs": lambda value: function("ABS", value.sql),
    "ceiling": lambda value: function("CEIL", value.sql),
    "exp": lambda value: finite(function("EXP", double(value.sql))),
    "floor": lambda value: function("FLOOR", value.sql),
    "ln": _above("LN", exp.GT),
    "log": _above("LOG10", exp.GT),
    "mod": _mod,
    "power": lambda base, exponent: finite(function("POW", double(base.sql), double(exponent.sql))),
    "rand": lambda: function("RANDOM"),
    "round": rounded,
    "sqrt": _above("SQRT", exp.GTE),
}
OPERATORS: Mapping[str, Write] = {"+": plus, "-": minus, "*": times, "/": divided}
