"""Writes a formula as SQL, part by part. PURE."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from explores.expressions import (
    FUNCTIONS,
    Binary,
    Call,
    Constant,
    Node,
    Number,
    Parameter,
    Ref,
    Text,
    Unary,
    walk,
)
from explores.semantic.formulas import dates, frames, kinds, numbers, texts
from explores.semantic.formulas.parts import Value, attempt, compare, literal, only_if, typed
from explores.semantic.model import MeasureFilter
from explores.semantic.sources import Formula
from explores.semantic.trees import case, is_null, is_there, operand
from explores.semantic.zones import zone_named

if TYPE_CHECKING:
    from explores.semantic.values import Values

_COMPARISONS: dict[str, type[exp.Binary]] = {
    "=": exp.EQ, "!=": exp.NEQ, "<": exp.LT, "<=": exp.LTE, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip
_OF_NULL = {"number": "INTEGER", "text": "VARCHAR", "date": "DATE"}
_FUNCTIONS = {**numbers.FUNCTIONS, **texts.FUNCTIONS, **dates.FUNCTIONS}


class Writer:
    """One formula in one statement."""

    def __init__(self, formula: Formula, values: Values) -> None:
        self.formula = formula
        self.values = values

    def whole(self) -> exp.Expression:
        """The formula's value: null where the engine would fail on it."""
        found = self.value(self.formula.node).sql
        if self.formula.kind == "number" and _may_overflow(self.formula.node):
            found = numbers.finite(found)
        return found if _is_random(self.formula.node) else attempt(found)

    def value(self, node: Node) -> Value:
        """One part."""
        if isinstance(node, Ref):
            return Value(self._field(node), self._kind(node))
        if isinstance(node, Unary):
            return self._unary(node)
        if isinstance(node, Binary):
            return self._binary(node)
        return self._call(node) if isinstance(node, Call) else self._written(node)

    def _written(self, node: Number | Text | Constant) -> Value:
        if isinstance(node, Number):
            return _number(node.value)
        if isinstance(node, Text):
            return Value(self.values.bind(node.value), "text")
        if node.value is None:
            return Value(exp.null(), kinds.NULL)
        return Value(exp.Boolean(this=node.value), "yesno")

    def _kind(self, node: Node) -> str:
        return kinds.kind_of(node, lambda ref: self.formula.kinds[ref.field])

    def _field(self, ref: Ref) -> exp.Expression:
        """A field's value as people see it; null where its row is missing."""
        dimension = self.formula.refs[ref.field]
        return self._guarded(ref)(self.values.as_seen(dimension))

    def _guarded(self, ref: Ref) -> Callable[[exp.Expression], exp.Expression]:
        key = self.formula.guards.get(ref.field)
        return (lambda value: value) if key is None else (lambda value: only_if(is_there(key), value))

    def _unary(self, node: Unary) -> Value:
        of = self.value(node.of)
        if node.op == "NOT":
            return Value(exp.Not(this=_bare(of.sql)), "yesno")
        whole = None if of.whole is None else -of.whole
        return Value(exp.Paren(this=exp.Neg(this=_bare(of.sql))), "number", whole, of.scale)

    def _binary(self, node: Binary) -> Value:
        left, right = self.value(node.left), self.value(node.right)
        if node.op in numbers.OPERATORS:
            return Value(exp.Paren(this=numbers.OPERATORS[node.op](left, right)), "number")
        if node.op in _COMPARISONS:
            return Value(exp.Paren(this=_compared(_COMPARISONS[node.op], left, right)), "yesno")
        join = exp.And if node.op == "AND" else exp.Or
        return Value(exp.Paren(this=join(this=_bare(left.sql), expression=_bare(right.sql))), "yesno")

    def _call(self, node: Call) -> Value:
        kind = self._kind(node)
        if node.name in _FUNCTIONS:
            parameter = FUNCTIONS[node.name].parameter
            arguments = [self._argument(part, parameter(place)) for place, part in enumerate(node.args)]
            return Value(_FUNCTIONS[node.name](*arguments), kind)
        return Value(_SPECIAL[node.name](self, node, kind), kind)

    def _argument(self, node: Node, parameter: Parameter) -> Value:
        """A null is of the type that is asked for: of itself the engine does not know which function is meant."""
        value = self.value(node)
        type_ = _OF_NULL.get(parameter.type) if value.kind == kinds.NULL else None
        return value if type_ is None else Value(typed(value.sql, type_), parameter.type)

    def matches(self, node: Call, kind: str) -> exp.Expression:
        """``matches_filter``: never null."""
        field, text = node.args
        assert isinstance(field, Ref) and isinstance(text, Text)
        dimension = self.formula.refs[field.field]
        entry = MeasureFilter(dimension.id, text.value, exact=False)
        return exp.Paren(this=self.values.passes(dimension, entry, self._guarded(field)))

    def concat(self, node: Call, kind: str) -> exp.Expression:
        """``concat``: dates as the time frame shows them."""
        return texts.concat([self._shown(part) for part in node.args])

    def _shown(self, node: Node) -> exp.Expression:
        value = self.value(node)
        dimension = self.formula.refs[node.field] if isinstance(node, Ref) else None
        frame = dimension.timeframe if dimension is not None else None
        offset = self.values.setting.fiscal_month_offset
        return frames.shown(frame, value, offset) if frame else texts.shown(value)

    def now(self, node: Call, kind: str) -> exp.Expression:
        """``now``: the clock of the query's zone, to the second."""
        setting = self.values.setting
        local = setting.now.astimezone(zone_named(setting.zone)).replace(tzinfo=None, microsecond=0)
        return exp.Cast(this=self.values.bind(local), to=exp.DataType(this=exp.DType.TIMESTAMP))

    def choice(self, node: Call, kind: str) -> exp.Expression:
        """``if`` and ``case``: a condition that is null holds for nothing."""
        parts = [node] if node.name == "if" else [part for part in node.args if _is_when(part)]
        pairs = [
            (self.value(part.args[0]).sql, self._as(part.args[1], kind)) for part in parts if isinstance(part, Call)
        ]
        rest = node.args[2] if node.name == "if" else None if _is_when(node.args[-1]) else node.args[-1]
        return case(pairs, None if rest is None else self._as(rest, kind))

    def coalesce(self, node: Call, kind: str) -> exp.Expression:
        """``coalesce``."""
        first, *more = (self._as(part, kind) for part in node.args)
        return exp.Coalesce(this=first, expressions=more)

    def null(self, node: Call, kind: str) -> exp.Expression:
        """``is_null``."""
        return exp.Paren(this=is_null(_bare(self.value(node.args[0]).sql)))

    def _as(self, node: Node, kind: str) -> exp.Expression:
        """A part as the kind that the whole is: a day beside moments is its midnight."""
        value = self.value(node)
        return dates.moment(value) if kind == kinds.MOMENT and value.kind == kinds.DATE else value.sql


_SPECIAL = {
    "matches_filter": Writer.matches, "concat": Writer.concat, "now": Writer.now, "if": Writer.choice,
    "case": Writer.choice, "coalesce": Writer.coalesce, "is_null": Writer.null,
}  # fmt: skip


def _is_when(node: Node) -> bool:
    return isinstance(node, Call) and node.name == "when"


def _is_random(node: Node) -> bool:
    return any(isinstance(part, Call) and part.name == "rand" for part in walk(node))


def _may_overflow(node: Node) -> bool:
    return any(isinstance(part, Binary) and part.op in "*/" for part in walk(node))


def _bare(value: exp.Expression) -> exp.Expression:
    return operand(value)


def _number(value: int | Decimal) -> Value:
    exact = Decimal(value)
    scale = max(0, -int(exact.as_tuple().exponent))
    text = f"{exact:f}"
    return Value(literal(text), "number", value if isinstance(value, int) else None, scale)


def _compared(sign: type[exp.Binary], left: Value, right: Value) -> exp.Expression:
    mixed = {left.kind, right.kind} == {kinds.DATE, kinds.MOMENT}
    sides = [dates.moment(side) if mixed else side.sql for side in (left, right)]
    return compare(sign, sides[0], sides[1])
