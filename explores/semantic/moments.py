"""Whether a field means something else a moment later: then no compiled statement of it is kept for the day. PURE."""

from __future__ import annotations

from collections.abc import Iterable

from explores.semantic.model import Dimension, Explore, Field, Grouped, Measure, Source, Tiered
from explores.semantic.resolve import filter_type


def of_the_moment(explore: Explore, fields: Iterable[Field]) -> bool:
    """Whether one of the fields holds a filter on dates, which may be as short as "3 hours"."""
    return any(_moves(explore, field) for field in fields)


def _moves(explore: Explore, field: Field) -> bool:
    if isinstance(field, Measure):
        filtered = (explore.dimension(entry.field) for entry in field.filters)
        return any(_is_dated(found) for found in filtered) or (field.source is not None and _source(field.source))
    return _source(field.source)


def _is_dated(dimension: Dimension) -> bool:
    return filter_type(dimension) == "date" or _source(dimension.source)


def _source(source: Source) -> bool:
    match source:
        case Tiered(of=of):
            return _source(of)
        case Grouped(of=of):
            return _is_dated(of)
        case _:
            return False
