"""A number filter on values and columns: a set of stretches of the number line. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import isnan
from typing import Any

from sqlglot import exp

from explores.semantic.filters.condition import Bind, Explanation, all_of, any_of, explanation, none_of, null_safe
from explores.semantic.spans import ALL, Span, Spans, complement


@dataclass(frozen=True)
class NumberCondition:
    """Numbers inside ``spans``, whose bounds are cuts: ``(value, 0)`` before, ``(value, 1)`` after the value."""

    spans: Spans
    accepts_null: bool

    def matches(self, value: Any) -> bool:
        """Whether a number passes; a float is compared as floats are, NaN above all else, as in the engine."""
        if value is None:
            return self.accepts_null
        if isinstance(value, float) and isnan(value):
            return any(high is None for _, high in self.spans)
        return any(_inside(value, span) for span in self.spans)

    def sql(self, column: exp.Expression, bind: Bind, *, column_kind: str = "timestamp") -> exp.Expression:
        """Comparisons with bound numbers; lists of values as IN."""
        return null_safe(column, self._numbers(column, bind), self.accepts_null)

    def _numbers(self, column: exp.Expression, bind: Bind) -> exp.Expression:
        if self.spans == ALL:
            return exp.true()
        left_out = complement(self.spans)
        if self.spans and all(map(_is_point, left_out)):
            return none_of(_in(column, left_out, bind))
        points = [span for span in self.spans if _is_point(span)]
        parts = [_between(column, span, bind) for span in self.spans if not _is_point(span)]
        return any_of(*([_in(column, points, bind)] if points else []), *parts)

    def explain(self) -> Explanation:
        """Bounds as numbers; whether they are included says the sentence."""
        single = len(self.spans) == 1 and not self.accepts_null
        if not self.spans and self.accepts_null:
            return explanation("null")
        return explanation("interval" if single else "union", [(_plain(low), _plain(high)) for low, high in self.spans])

    @property
    def sentence(self) -> str:
        """ "3 to 10, or more than 20, or no value"."""
        left_out = complement(self.spans)
        if self.spans and all(map(_is_point, left_out)):
            said = ["any number" + (" but " + _listed(left_out) if left_out else "")]
        else:
            said = [_said(span) for span in self.spans]
        return ", or ".join(said + ["no value"] * self.accepts_null)


def _is_point(span: Span) -> bool:
    low, high = span
    return low is not None and high is not None and bool(low[0] == high[0])


def _inside(value: Any, span: Span) -> bool:
    low, high = span
    return (low is None or _above(value, low)) and (high is None or not _above(value, high))


def _above(value: Any, cut: tuple[Decimal, int]) -> bool:
    bound = float(cut[0]) if isinstance(value, float) else cut[0]
    return bool(value > bound if cut[1] else value >= bound)


def _in(column: exp.Expression, points: Iterable[Span], bind: Bind) -> exp.Expression:
    return exp.In(this=column, expressions=[bind(_bindable(low[0])) for low, _ in points])


def _between(column: exp.Expression, span: Span, bind: Bind) -> exp.Expression:
    low, high = span
    bounds: list[exp.Expression] = []
    if low is not None:
        bounds.append((exp.GT if low[1] else exp.GTE)(this=column, expression=bind(_bindable(low[0]))))
    if high is not None:
        bounds.append((exp.LTE if high[1] else exp.LT)(this=column, expression=bind(_bindable(high[0]))))
    return all_of(*bounds)


def _bindable(value: Decimal) -> int | Decimal:
    """Whole numbers as integers; no decimal in a form with an exponent."""
    return int(value) if value == value.to_integral_value() else value


def _plain(cut: tuple[Decimal, int] | None) -> int | float | None:
    if cut is None:
        return None
    value = _bindable(cut[0])
    return value if isinstance(value, int) else float(value)


def _listed(points: Iterable[Span]) -> str:
    return ", ".join(f"{_bindable(low[0])}" for low, _ in points)


def _said(span: Span) -> str:
    low, high = span
    if _is_point(span):
        return _listed([span])
    if low is not None and high is not None and (low[1], high[1]) == (0, 1):
        return f"{_bindable(low[0])} to {_bindable(high[0])}"
    said = []
    if low is not None:
        said.append(f"{'more than' if low[1] else 'at least'} {_bindable(low[0])}")
    if high is not None:
        said.append(f"{'at most' if high[1] else 'less than'} {_bindable(high[0])}")
    return " and ".join(said)
