"""Small trees that the functions of formulas are made of. PURE."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sqlglot import exp

from explores.semantic.trees import case, operand, word


class Value(NamedTuple):
    """A part of a formula in SQL. ``whole`` is its value where that is written and a whole number."""

    sql: exp.Expression
    kind: str
    whole: int | None = None
    scale: int | None = None  # decimals of a written number


def function(name: str, *arguments: exp.Expression) -> exp.Expression:
    """A function as the engine calls it."""
    return exp.Anonymous(this=name, expressions=list(arguments))


def attempt(value: exp.Expression) -> exp.Expression:
    """Null where the engine would fail."""
    return function("TRY", value)


def literal(value: int | str) -> exp.Expression:
    """A number as it is written."""
    if str(value).startswith("-"):
        return exp.Paren(this=exp.Neg(this=exp.Literal.number(str(value)[1:])))
    return exp.Literal.number(str(value))


def typed(value: exp.Expression, type_: str) -> exp.Expression:
    """CAST."""
    return exp.Cast(this=value, to=exp.DataType.build(type_))


def double(value: exp.Expression) -> exp.Expression:
    """As floating point."""
    return typed(value, "DOUBLE")


def whole(value: Value, type_: str = "BIGINT") -> exp.Expression:
    """Without what stands after the point."""
    if value.whole is not None:
        return literal(value.whole)
    return typed(function("TRUNC", double(value.sql)), type_)


def only_if(condition: exp.Expression, value: exp.Expression) -> exp.Expression:
    """Null unless the condition is true."""
    return case([(condition, value)])


def compare(of: Callable[..., Any], left: exp.Expression, right: exp.Expression) -> exp.Expression:
    """Two values with a sign between."""
    made: exp.Expression = of(this=operand(left), expression=operand(right))
    return made


def once(value: exp.Expression, name: str, make: Callable[[exp.Expression], exp.Expression]) -> exp.Expression:
    """``make`` of a value that it names several times, the value itself written but once.

    Written twice at each step, a formula of 40 steps would be longer than any statement; and the engine doubles what
    it knows as NULLIF by itself.
    """
    if is_simple(value):
        return make(value)
    inner = exp.Lambda(this=make(exp.Column(this=word(name))), expressions=[word(name)])
    listed = exp.Array(expressions=[value])
    return function("LIST_EXTRACT", function("LIST_TRANSFORM", listed, inner), literal(1))


def is_simple(value: exp.Expression) -> bool:
    """Whether a value costs nothing to be written again."""
    while isinstance(value, exp.Paren | exp.Cast | exp.Neg):
        value = value.this
    return isinstance(value, exp.Column | exp.Literal | exp.Placeholder | exp.Null | exp.Boolean)
