"""The order of rows: as asked, or by the default rule; ties broken, so that it is always the same. PURE."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from explores.semantic.model import Dimension, Explore, Measure
from explores.semantic.query import Query, Sort
from explores.semantic.sources import Tiered
from explores.semantic.timeframes import is_chronological
from explores.semantic.trees import case, column


def default_sorts(explore: Explore, query: Query) -> tuple[Sort, ...]:
    """First date dimension descending; else first measure descending; else first dimension ascending."""
    fields = [explore.field(name) for name in query.fields if name not in {*query.pivots, *explore.calculations}]
    for field in fields:
        if isinstance(field, Dimension) and is_date(field):
            return (Sort(field.id, descending=True),)
    measure = next((field for field in fields if isinstance(field, Measure)), None)
    if measure is not None:
        return (Sort(measure.id, descending=True),)
    return (Sort(fields[0].id),) if fields else ()


def is_date(dimension: Dimension) -> bool:
    """Whether the dimension runs along time: a month or a year, not the name of a month."""
    if dimension.timeframe is None:
        return dimension.type in {"date", "timestamp"}  # made by a formula
    return is_chronological(dimension.timeframe)


def ranked(dimension: Dimension, value: exp.Expression) -> exp.Expression:
    """What stands in ORDER BY for a dimension: bands by their place, not their letters."""
    words = order_of_words(dimension)
    if not words:
        return value
    cases: list[tuple[exp.Expression, exp.Expression]] = [
        (exp.EQ(this=value, expression=exp.Literal.string(word)), exp.Literal.number(place))
        for place, word in enumerate(words)
    ]
    return case(cases)


def order_of_words(dimension: Dimension) -> tuple[str, ...]:
    """The values of a dimension whose order is not that of its letters; empty where it is."""
    source = dimension.source
    if not isinstance(source, Tiered):
        return ()
    return source.labels if source.undefined is None else (*source.labels, source.undefined)


def ordered(value: exp.Expression, *, descending: bool) -> exp.Ordered:
    """One sort key; nulls stand last either way."""
    return exp.Ordered(this=value, desc=descending, nulls_first=False)


def row_order(
    sorts: Sequence[Sort], dimensions: Sequence[Dimension], keys: dict[str, exp.Expression]
) -> list[exp.Expression]:
    """ORDER BY for ``sorts``, ties broken by every other dimension. ``keys`` hold the value of each sort by field."""
    by_id = {dimension.id: dimension for dimension in dimensions}
    found: list[exp.Expression] = []
    for sort in sorts:
        value = keys[sort.field]
        if sort.field in by_id:
            value = ranked(by_id[sort.field], value)
        found.append(ordered(value, descending=sort.descending))
    sorted_by = {sort.field for sort in sorts}
    rest = [dimension for dimension in dimensions if dimension.id not in sorted_by]
    return found + [ordered(ranked(d, column(d.id)), descending=False) for d in rest]
