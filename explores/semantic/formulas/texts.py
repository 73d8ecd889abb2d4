"""Functions of texts. A computed text has at most ``LONGEST`` characters; what is longer is null. PURE."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sqlglot import exp

from explores.semantic.formulas.parts import Value, compare, double, function, literal, once, only_if, typed
from explores.semantic.trees import as_text, case, is_null, operand

LONGEST = 10_000
_FAR = 1_000_000_000

Write = Callable[..., exp.Expression]


def shown(value: Value) -> exp.Expression:
    """A value as a text: no zeros after the point, ISO dates, Yes and No."""
    match value.kind:
        case "text":
            return value.sql
        case "yesno":
            words = [exp.If(this=exp.true(), true=_said("Yes")), exp.If(this=exp.false(), true=_said("No"))]
            return exp.Case(this=operand(value.sql), ifs=words)
        case "timestamp":
            return exp.TimeToStr(this=value.sql, format=_said("%Y-%m-%d %H:%M:%S"))
        case "number":
            return once(as_text(value.sql), "t", _without_zeros)
    return as_text(value.sql)


def _said(words: str) -> exp.Expression:
    return exp.Literal.string(words)


def _without_zeros(text: exp.Expression) -> exp.Expression:
    bare = function("RTRIM", function("RTRIM", text, _said("0")), _said("."))
    return case([(function("REGEXP_MATCHES", text, _said("^-?[0-9]+[.][0-9]+$")), bare)], text)


def concat(values: Sequence[exp.Expression]) -> exp.Expression:
    """One after another; a null adds nothing."""
    return once(function("CONCAT", *values), "t", _short)


def _short(text: exp.Expression) -> exp.Expression:
    return only_if(compare(exp.LTE, _length(text), literal(LONGEST)), text)


def _length(text: exp.Expression) -> exp.Expression:
    return function("LENGTH", text)


def _replace(text: Value, old: Value, new: Value) -> exp.Expression:
    """Not made where it would be too long: a text that doubles at each step has no end."""

    def made(t: exp.Expression, o: exp.Expression, n: exp.Expression) -> exp.Expression:
        gone = function("REPLACE", t, o, _said(""))
        times = exp.Div(this=double(compare(exp.Sub, _length(t), _length(gone))), expression=double(_length(o)))
        longer = exp.Mul(this=times, expression=exp.Paren(this=compare(exp.Sub, _length(n), _length(o))))
        fits = compare(exp.LTE, exp.Add(this=_length(t), expression=longer), literal(LONGEST))
        nothing = compare(exp.EQ, o, _said(""))
        return case([(nothing, only_if(exp.Not(this=is_null(operand(n))), t)), (fits, function("REPLACE", t, o, n))])

    return once(text.sql, "t", lambda t: once(old.sql, "o", lambda o: once(new.sql, "n", lambda n: made(t, o, n))))


def _substring(text: Value, start: Value, length: Value | None = None) -> exp.Expression:
    """What lies before the first character or after the last is not there."""

    def made(first: exp.Expression, size: exp.Expression | None) -> exp.Expression:
        begin = case([(compare(exp.GT, first, literal(1)), first), (exp.Not(this=is_null(first)), literal(1))])
        if size is None:
            return function("SUBSTRING", text.sql, begin)
        end = compare(exp.Add, first, size)
        kept = exp.Sub(this=operand(end), expression=begin)
        return case([(compare(exp.GT, end, begin), function("SUBSTRING", text.sql, begin, kept))], _nothing(kept))

    def _nothing(kept: exp.Expression) -> exp.Expression:
        return only_if(exp.Not(this=is_null(operand(kept))), only_if(exp.Not(this=is_null(text.sql)), _said("")))

    if length is None:
        return once(_place(start), "i", lambda first: made(first, None))
    return once(_place(start), "i", lambda first: once(_place(length), "n", lambda size: made(first, size)))


def _place(value: Value) -> exp.Expression:
    """The whole number; far outside of any text, ``_FAR``: the engine counts no further."""
    if value.whole is not None:
        return literal(max(-_FAR, min(_FAR, value.whole)))

    def bounded(n: exp.Expression) -> exp.Expression:
        far = [(compare(exp.GT, n, literal(_FAR)), literal(_FAR)), (compare(exp.LT, n, literal(-_FAR)), literal(-_FAR))]
        return typed(function("TRUNC", case(far, n)), "BIGINT")

    return once(double(value.sql), "p", bounded)


FUNCTIONS: Mapping[str, Write] = {
    "contains": lambda text, part: function("CONTAINS", text.sql, part.sql),
    "length": lambda text: _length(text.sql),
    "lower": lambda text: exp.Lower(this=text.sql),
    "position": lambda text, part: function("STRPOS", text.sql, part.sql),
    "replace": _replace,
    "substring": _substring,
    "upper": lambda text: exp.Upper(this=text.sql),
}
