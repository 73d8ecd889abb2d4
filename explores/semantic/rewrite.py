"""Small steps that bring a query into one form before it is compiled. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from explores.semantic.model import Dimension, Explore, Measure
from explores.semantic.ordering import default_sorts
from explores.semantic.query import Query

Pass = Callable[[Explore, Query], Query]


def once_each(explore: Explore, query: Query) -> Query:
    """A field chosen twice is chosen once."""
    fields, pivots = tuple(dict.fromkeys(query.fields)), tuple(dict.fromkeys(query.pivots))
    return replace(query, fields=fields, pivots=pivots)


def dimensions_first(explore: Explore, query: Query) -> Query:
    """Dimensions before measures, each in the order chosen."""
    dimensions = [name for name in query.fields if isinstance(explore.field(name), Dimension)]
    measures = [name for name in query.fields if isinstance(explore.field(name), Measure)]
    return replace(query, fields=(*dimensions, *measures))


def without_empty_filters(explore: Explore, query: Query) -> Query:
    """A filter without expression lets everything pass: it is none."""
    return replace(query, filters=tuple((name, text) for name, text in query.filters if text.strip()))


def with_default_sort(explore: Explore, query: Query) -> Query:
    """No sort given: the default."""
    return query if query.sorts else replace(query, sorts=default_sorts(explore, query))


def totals_of_something(explore: Explore, query: Query) -> Query:
    """Without a measure there is nothing to total."""
    if any(isinstance(explore.field(name), Measure) for name in query.fields):
        return query
    return replace(query, totals=False, row_totals=False, subtotals=False)


PASSES: tuple[Pass, ...] = (
    once_each,
    dimensions_first,
    without_empty_filters,
    totals_of_something,
    with_default_sort,
)


def rewrite(explore: Explore, query: Query) -> Query:
    """The query after every pass, in order."""
    for step in PASSES:
        query = step(explore, query)
    return query
