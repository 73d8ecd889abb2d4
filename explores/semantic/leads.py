"""Where a figure leads by one click: another question about the rows behind it, that the catalog names. PURE."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from explores.semantic.cells import Cell, Filters, narrowed
from explores.semantic.errors import SemanticError, nearest
from explores.semantic.lead import Lead
from explores.semantic.model import Explore, Field, Measure, View
from explores.semantic.query import Query, Sort
from explores.semantic.section import CatalogError
from explores.semantic.settings import Setting


@dataclass(frozen=True)
class Led:
    """A question that a figure leads to, and how it is called."""

    label: str
    query: Query


def checked(explore: Explore, place: str) -> Explore:
    """The explore, each lead with the fields that are joined. Raises CatalogError for a name that is no field."""
    views = {name: replace(view, leads=tuple(_joined(explore, view, place))) for name, view in explore.views.items()}
    return replace(explore, views=views)


def _joined(explore: Explore, view: View, place: str) -> Iterator[Lead]:
    for lead in view.leads:
        fields = tuple(name for name in lead.fields if name.partition(".")[0] in explore.views)
        for name in (*lead.of, *fields, *lead.sorts):
            if name not in explore.by_id:
                raise CatalogError(f"leads of {view.name!r}: no field {name!r}.", place, nearest(name, explore.by_id))
        yield replace(lead, fields=fields)


def of(explore: Explore, field: Field | None) -> tuple[Lead, ...]:
    """Where the figures of a field lead."""
    if not isinstance(field, Measure) or field.view not in explore.views:
        return ()
    return tuple(lead for lead in explore.views[field.view].leads if field.id in lead.of)


def questions(explore: Explore, query: Query, cell: Cell, setting: Setting) -> tuple[Led, ...]:
    """The questions that a figure leads to, about its own rows; none where no row can be behind it."""
    field = explore.by_id.get(cell.field)
    found = of(explore, field)
    try:
        filters = narrowed(explore, query, cell, setting, field.view if field else None) if found else ()
    except SemanticError:
        return ()
    return tuple(Led(lead.label, _query(explore, lead, filters, query)) for lead in found)


def _query(explore: Explore, lead: Lead, filters: Filters, query: Query) -> Query:
    sorts = tuple(Sort(name, descending=isinstance(explore.by_id[name], Measure)) for name in lead.sorts)
    return Query(explore.name, lead.fields, filters, sorts=sorts, totals=True, timezone=query.timezone)
