"""Which dimensions of a query are filled in, by wish or by themselves, and why others are not. PURE."""

from __future__ import annotations

from dataclasses import dataclass

from explores.filling.grids import fixed_values, step
from explores.semantic import where
from explores.semantic.model import Dimension, Explore, Measure
from explores.semantic.query import Query
from explores.semantic.resolve import Filter, Filters
from explores.semantic.settings import Setting


@dataclass(frozen=True)
class Wanted:
    """The names of the dimensions to fill. ``by_hand``: somebody asked for it, and is told where it is refused."""

    names: tuple[str, ...]
    by_hand: bool
    refused: tuple[str, ...] = ()


def wanted(explore: Explore, query: Query, setting: Setting) -> Wanted:
    """What ``query`` (with its dimensions first) has filled: what it names, else what is filled by itself.

    By itself: at most one dimension and at most one pivot, something measured, and no filter on a measure.
    """
    if query.fill is not None:
        reasons = {name: barred(explore, query, name, setting) for name in query.fill}
        open_ = tuple(name for name, reason in reasons.items() if not reason)
        return Wanted(open_, True, tuple(reason for reason in reasons.values() if reason))
    fields = {name: explore.by_id.get(name) for name in query.fields}
    dimensions = [name for name, field in fields.items() if isinstance(field, Dimension)]
    rows = [name for name in dimensions if name not in query.pivots]
    measured = any(isinstance(field, Measure) for field in fields.values())
    filtered = any(isinstance(explore.by_id.get(name), Measure) for name in _filtered(query))
    if len(rows) > 1 or len(query.pivots) > 1 or not measured or filtered:
        return Wanted((), False)
    return Wanted(tuple(name for name in dimensions if not barred(explore, query, name, setting)), False)


def barred(explore: Explore, query: Query, name: str, setting: Setting) -> str:
    """Why a dimension cannot be filled in; nothing where it can."""
    field = explore.by_id.get(name)
    if not isinstance(field, Dimension):
        return "Only dimensions are filled in."
    is_fixed = fixed_values(field, setting) is not None
    if not is_fixed and step(field) is None:
        return f"{explore.labels.get(name, field.label)} has no set of values to fill in."
    if is_fixed and name in _filtered(query):
        return f"{explore.labels.get(name, field.label)} is filtered: its other values are left out on purpose."
    return ""


def _filtered(query: Query) -> set[str]:
    """The fields that rows or groups are filtered by."""
    flat = {name for name, text in query.filters if text.strip()}
    leaves = where.conditions(where.read(query.where))
    return flat | {leaf.field for leaf in leaves if isinstance(leaf, where.Leaf)}


def group_filters(dimension: Dimension, filters: Filters) -> list[object]:
    """The conditions on the date that the dimension is a period of."""
    return [
        entry.condition
        for entry in filters.rows
        if isinstance(entry, Filter)
        and (entry.field.view, entry.field.group) == (dimension.view, dimension.group)
        and dimension.group is not None
    ]
