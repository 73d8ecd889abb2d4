"""From a value to the questions behind it: its rows, and the same figure by another dimension. PURE.

The rows behind a figure are those of the measure's own view that reach the cell's group, one line each (the view's
key is among the fields), with the measure beside them: their total is the figure again, by the same gateway.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from explores.semantic import where
from explores.semantic.cells import Cell, Filters, judged, narrowed, parted_where
from explores.semantic.drill_sets import key_dimension
from explores.semantic.errors import SemanticError
from explores.semantic.joins import tree
from explores.semantic.model import COMMON, CUSTOM, Dimension, Explore, Field, Measure, View
from explores.semantic.plan import base_measures
from explores.semantic.query import Query, Sort
from explores.semantic.resolve import filter_type
from explores.semantic.settings import Setting

FINER = {  # what a stretch of time is seen by, one and two steps finer
    "fiscal_year": ("fiscal_quarter", "month"), "year": ("quarter", "month"), "fiscal_quarter": ("month", "week"),
    "quarter": ("month", "week"), "month": ("week", "date"), "week": ("date",), "date": ("hour",),
    "hour": ("minute",),
}  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """The rows of one view behind a value."""

    view: View
    query: Query


def rows_behind(explore: Explore, query: Query, cell: Cell, setting: Setting) -> tuple[Rows, ...]:
    """One question for each view whose rows made the value. Raises SemanticError where there is no such question."""
    field = _drillable(explore, query, cell)
    if isinstance(field, Measure):
        base = base_measures(explore, [field])
        views = list(dict.fromkeys(measure.view for measure in base))
        shown = {view: [m for m in base if m.view == view] for view in views}
        if field.formula is not None and len(views) == 1:
            shown[views[0]].append(field)
    elif field.view == COMMON:
        views = list(dict.fromkeys(m.view for m in base_measures(explore, _measures(explore, query))))
        shown = {view: _counts(explore, view) for view in views or [explore.base]}
    else:
        shown = {field.view: _counts(explore, field.view)}
    asked = _Asked(explore, query, cell, setting)
    return tuple(_rows(asked, view, measures) for view, measures in shown.items())


def _drillable(explore: Explore, query: Query, cell: Cell) -> Field:
    field = explore.field(cell.field)
    if field.view == CUSTOM or cell.field in query.custom:
        said = f"{field.label} is a field made in this query; such fields cannot be drilled."
        raise SemanticError(said, code="cannot_drill", field=cell.field)
    if judged(explore, query, cell):
        said = "This total is over the groups that pass the filters on measures; open a value of one row instead."
        raise SemanticError(said, code="cannot_drill", field=cell.field)
    return field


def _measures(explore: Explore, query: Query) -> list[Measure]:
    return [found for name in query.fields if isinstance(found := explore.by_id.get(name), Measure)]


def _counts(explore: Explore, view: str) -> list[Measure]:
    """What counts the view's rows, so that the line below says how many."""
    return [m for m in explore.views[view].measures if m.aggregate == "count" and not m.filters][:1]


class _Asked(NamedTuple):
    explore: Explore
    query: Query
    cell: Cell
    setting: Setting


def _rows(asked: _Asked, view: str, measures: Sequence[Measure]) -> Rows:
    explore, query, cell, setting = asked
    found = explore.views[view]
    filters = narrowed(explore, query, cell, setting, view)
    filters += _of_the_measure(explore, measures, filters)
    names = tuple(name for name in found.drill if isinstance(explore.by_id.get(name), Dimension))
    key = key_dimension(found)
    if key is not None:
        names = (key.id, *(name for name in names if name != key.id))
        if _shows_base(explore, view, names) and key.id not in dict(filters):
            filters = (*filters, (key.id, "NOT NULL"))  # rows of this view alone
    fields = (*names, *(m.id for m in measures))
    made = Query(explore.name, fields, filters, totals=True, timezone=query.timezone)
    return Rows(found, _as_asked(made, explore, query))


def _shows_base(explore: Explore, view: str, names: Sequence[str]) -> bool:
    """Whether rows of the base view would show beside: one of these fields is its own."""
    single = tree(explore, explore.base).single
    return view != explore.base and any(explore.dimension(name).view in single for name in names)


def _of_the_measure(explore: Explore, measures: Sequence[Measure], there: Filters) -> Filters:
    """Only rows that count: the measure's own filters, where all figures shown have the same.

    Text filters of the catalog tell large letters from small and those of a query don't, so the measure's value is
    asked for as well.
    """
    plain = [m for m in measures if m.formula is None]
    if len({m.filters for m in plain}) != 1 or not plain[0].filters:
        return ()
    wanted = [(f.field, f.expression) for f in plain[0].filters if f.field not in dict(there)]
    exact = len(wanted) < len(plain[0].filters) or any(
        filter_type(explore.dimension(name)) == "string" for name, _ in wanted
    )
    counts = plain[0].aggregate in {"count", "count_distinct"}
    return (*wanted, *([(plain[0].id, ">0" if counts else "NOT NULL")] if exact else []))


def _as_asked(asked: Query, explore: Explore, query: Query) -> Query:
    """With the tree of filters that rows passed, and the custom fields, where any is named."""
    asked = replace(asked, where=parted_where(explore, query)[0])
    leaves = [part.field for part in where.conditions(where.read(asked.where)) if isinstance(part, where.Leaf)]
    used = {*leaves, *(name for name, _ in asked.filters)} & set(query.custom)
    return replace(asked, custom=query.custom) if used else asked


def itself(explore: Explore, query: Query, cell: Cell, setting: Setting) -> Query:
    """The cell's own row asked by itself: its dimensions, and its figure (or all figures, for a dimension's value).

    Raises SemanticError as above, and for a dimension that the cell holds no value of.
    """
    field = _drillable(explore, query, cell)
    if isinstance(field, Dimension) and cell.field not in cell.values:
        raise SemanticError(f"There is no value of {field.label} here.", code="cannot_drill", field=cell.field)
    measures = [field] if isinstance(field, Measure) else _measures(explore, query)
    fields = (*cell.values, *(m.id for m in measures if m.view != CUSTOM))
    filters = narrowed(explore, query, cell, setting)
    asked = _as_asked(Query(explore.name, fields, filters, fill=(), timezone=query.timezone), explore, query)
    return replace(asked, custom=query.custom) if set(fields) & set(query.custom) else asked


def split(explore: Explore, query: Query, cell: Cell, dimension: str, setting: Setting) -> Query:
    """The cell's figure by one more dimension; for a dimension's value, the query's measures are. Raises as above."""
    field = _drillable(explore, query, cell)
    measures = [field] if isinstance(field, Measure) else _measures(explore, query)
    if isinstance(field, Dimension) and not measures:
        measures = _counts(explore, explore.base if field.view == COMMON else field.view)
    by = explore.dimension(dimension)
    sorts = () if by.timeframe is None else (Sort(dimension),)
    asked = Query(
        explore.name,
        fields=(dimension, *(m.id for m in measures)),
        filters=narrowed(explore, query, cell, setting),
        sorts=sorts,
        totals=bool(measures),
        fill=() if query.pivots else None,
        timezone=query.timezone,
    )
    return _as_asked(asked, explore, query)


def finer(explore: Explore, cell: Cell) -> Iterator[Dimension]:
    """The finer time frames of the cell's dates."""
    for name in cell.values:
        found = explore.dimension(name)
        for frame in FINER.get(found.timeframe or "", ()):
            other = explore.by_id.get(f"{found.view}.{found.group}_{frame}")
            if isinstance(other, Dimension) and not other.hidden:
                yield other
