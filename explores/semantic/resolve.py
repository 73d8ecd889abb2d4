"""Filters of a query, read once with the moment and the zone of the question. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Generic, TypeVar

from explores.expressions import Binary, ExpressionError, Node, write
from explores.expressions import parse as parse_formula
from explores.semantic import where
from explores.semantic.errors import FilterError, SemanticError
from explores.semantic.filters import parse
from explores.semantic.filters.booleans import BooleanCondition
from explores.semantic.filters.condition import Condition
from explores.semantic.formulas.made import as_dimension, of_node
from explores.semantic.model import Dimension, Explore, Field, Measure, Parameter, is_parameter
from explores.semantic.parameters import sentence
from explores.semantic.personal import filled
from explores.semantic.query import Query
from explores.semantic.settings import Setting
from explores.semantic.sources import Place, Tiered
from explores.semantic.timeframes import TIMEFRAMES

_TYPES = {"text": "string", "number": "number", "yesno": "boolean", "date": "date", "timestamp": "date"}


F = TypeVar("F", Dimension, Measure)


@dataclass(frozen=True)
class Filter(Generic[F]):
    """A condition on one field."""

    field: F
    condition: Condition

    @property
    def accepts_null(self) -> bool:
        """Whether a row of nothing passes."""
        return self.condition.accepts_null


@dataclass(frozen=True)
class Tree:
    """Conditions of which all must hold, or ``any`` one."""

    any: bool
    parts: tuple[Entry, ...]

    @property
    def accepts_null(self) -> bool:
        """Whether a row of nothing passes."""
        return (any if self.any else all)(part.accepts_null for part in self.parts)


Entry = Filter[Any] | Tree


def leaves(entries: Iterable[Entry]) -> Iterator[Filter[Any]]:
    """The single conditions in trees of them, in order."""
    for entry in entries:
        if isinstance(entry, Tree):
            yield from leaves(entry.parts)
        else:
            yield entry


@dataclass(frozen=True)
class Filters:
    """Those on rows, before they are added up, and those on groups, after. All of them apply."""

    rows: tuple[Entry, ...] = ()
    groups: tuple[Entry, ...] = ()

    @property
    def dimensions(self) -> list[Dimension]:
        """What rows are filtered by."""
        return [leaf.field for leaf in leaves(self.rows)]

    @property
    def measures(self) -> list[Measure]:
        """What groups are judged by."""
        return [leaf.field for leaf in leaves(self.groups) if isinstance(leaf.field, Measure)]


def resolve(explore: Explore, query: Query, setting: Setting) -> Filters:
    """The query's filters. Raises FilterError naming the field, SemanticError for a tree that cannot be judged."""
    entries: list[Entry] = [
        Filter(field, read(field, text, setting))
        for name, text in query.filters
        if name not in explore.parameters
        for field in (explore.field(name),)
    ]  # fmt: skip
    entries += _conjuncts(_entry(explore, where.read(query.where), setting))
    rows = tuple(entry for entry in entries if not _measured(entry))
    groups = tuple(entry for entry in entries if _measured(entry))
    for entry in groups:
        _check_mixed(entry, query)
    return Filters(rows, groups)


def _entry(explore: Explore, node: where.Node | None, setting: Setting) -> Entry | None:
    match node:
        case where.Leaf(field=name, expression=expression):
            field = _judging(explore, name)
            return Filter(field, read(field, expression, setting))
        case where.Said(text=text):
            return _said(explore, text)
        case where.Group(any=any_, parts=parts):
            found = (_entry(explore, part, setting) for part in parts)
            return Tree(any_, tuple(part for part in found if part is not None))
    return None


def _judging(explore: Explore, name: str) -> Field:
    """A field by which rows or groups are judged."""
    if name in explore.parameters:
        raise is_parameter(name)
    return explore.field(name)


def _said(explore: Explore, text: str) -> Entry:
    """A formula that is yes or no. What its AND and OR join may stand in places that no row has one of each."""
    try:
        return explore.said.once(text, lambda: _joined(explore, parse_formula(text)))
    except ExpressionError as error:
        raise error if error.field is not None else error.within("where", text) from error


def _joined(explore: Explore, node: Node) -> Entry:
    if isinstance(node, Binary) and node.op in {"AND", "OR"}:
        any_ = node.op == "OR"
        found = (_joined(explore, part) for part in (node.left, node.right))
        parts = (p.parts if isinstance(p, Tree) and p.any == any_ else (p,) for p in found)
        return Tree(any_, tuple(part for group in parts for part in group))
    made = of_node(explore, write(node), node, lambda name: _judging(explore, name))
    if made.type != "yesno":
        raise ExpressionError(f"A filter is yes or no; this is a {made.type}.", node.start, node.end)
    return Filter(as_dimension(made, f"#{made.source.text}", made.source.text, "yesno"), BooleanCondition(_YES))


_YES = frozenset({True})


def _conjuncts(entry: Entry | None) -> tuple[Entry, ...]:
    if isinstance(entry, Tree) and not entry.any:
        return entry.parts
    return () if entry is None else (entry,)


def _measured(entry: Entry) -> bool:
    return any(isinstance(leaf.field, Measure) for leaf in leaves([entry]))


def _check_mixed(entry: Entry, query: Query) -> None:
    """A dimension in one OR with a measure is judged on groups: it must be what they are grouped by."""
    found = list(leaves([entry]))
    measure = next(leaf.field.id for leaf in found if isinstance(leaf.field, Measure))
    for leaf in found:
        name = leaf.field.id
        if isinstance(leaf.field, Dimension) and name not in query.fields:
            raise SemanticError(
                f"{name} stands in one OR with the measure {measure}, which is judged for each group: choose {name} "
                "among the fields, or keep the two in groups of filters that are joined by AND.",
                code="invalid_where", field=name,
            )  # fmt: skip


def filter_type(field: Field) -> str:
    """By which grammar the field is filtered."""
    if isinstance(field, Parameter):
        return "parameter"
    timeframe = field.timeframe if isinstance(field, Dimension) else None
    if isinstance(field, Dimension) and isinstance(field.source, Tiered | Place):
        return "tier" if isinstance(field.source, Tiered) else "location"
    return TIMEFRAMES[timeframe].filter_type if timeframe else _TYPES[field.type]


def read(field: Field, expression: str, setting: Setting, *, case_sensitive: bool = False) -> Condition:
    """The condition that ``expression`` means for ``field``. Raises FilterError naming the field."""
    if isinstance(field, Parameter):
        return sentence(field, expression)
    type_ = filter_type(field)
    case_sensitive = case_sensitive or (isinstance(field, Dimension) and field.exact)
    if type_ != "date":
        # The moment matters to dates only; without it the same expression is read once.
        setting = replace(setting, now=_ANY_MOMENT, scope=())
    try:
        return read_as(type_, expression, setting, case_sensitive=case_sensitive)
    except FilterError as error:
        raise FilterError(
            f"The filter {expression!r} on {field.id}: {error.message}",
            error.position,
            suggestion=error.suggestion,
            field=field.id,
        ) from error


def read_as(type_: str, expression: str, setting: Setting, *, case_sensitive: bool = False) -> Condition:
    """The condition that ``expression`` means in the grammar of that type. Raises FilterError."""
    return _read(type_, expression, setting, case_sensitive)


_ANY_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=4096)
def _read(type_: str, expression: str, setting: Setting, case_sensitive: bool) -> Condition:
    return parse(
        type_,
        filled(type_, expression, setting.attributes),
        now=setting.now,
        timezone=setting.zone,
        week_start=setting.week_start,
        fiscal_month_offset=setting.fiscal_month_offset,
        case_sensitive=case_sensitive,
    )
