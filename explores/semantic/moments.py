"""Whether a field means something else a moment later: then no compiled statement of it is kept for the day. PURE."""

from __future__ import annotations

from collections.abc import Iterable

from explores.expressions import Call, Node, walk
from explores.semantic.formulas.made import filters_in
from explores.semantic.model import Dimension, Explore, Field, Measure
from explores.semantic.resolve import filter_type
from explores.semantic.sources import Formula, Grouped, Source, Tiered


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
        case Formula(node=node, refs=refs):
            filtered = (refs[name] for name, _ in filters_in(node))
            return (
                _has_now(node) or any(map(_is_dated, filtered)) or any(_source(found.source) for found in refs.values())
            )
        case _:
            return False


def _has_now(node: Node) -> bool:
    return any(isinstance(part, Call) and part.name == "now" for part in walk(node))
