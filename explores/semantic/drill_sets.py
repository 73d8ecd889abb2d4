"""Which fields show the rows of a view one by one: its ``drill`` list, checked at start. PURE."""

from __future__ import annotations

from dataclasses import replace

from explores.semantic.errors import nearest
from explores.semantic.joins import tree
from explores.semantic.model import Dimension, Explore, View
from explores.semantic.section import CatalogError
from explores.semantic.sources import Plain
from explores.semantic.trees import own

MOST = 8  # fields of a view that names none


def checked(explore: Explore, place: str) -> Explore:
    """The explore, each view's drill set resolved.

    Fields of views that are not joined here are left out. Raises CatalogError for one that is no dimension, or of
    which a row of the view may have many.
    """
    views = {name: replace(view, drill=_resolved(explore, view, place)) for name, view in explore.views.items()}
    return replace(explore, views=views)


def _resolved(explore: Explore, view: View, place: str) -> tuple[str, ...]:
    if not view.drill:
        return _usual(view)
    single = tree(explore, view.name).single
    kept = []
    for name in view.drill:
        owner = name.partition(".")[0]
        if owner not in explore.views:
            continue
        found = explore.by_id.get(name)
        if not isinstance(found, Dimension):
            dimensions = [i for i, f in explore.by_id.items() if isinstance(f, Dimension)]
            raise CatalogError(f"drill of {view.name!r}: {name!r} is no dimension.", place, nearest(name, dimensions))
        if owner not in single:
            raise CatalogError(f"drill of {view.name!r}: a row has many of {owner!r}.", place)
        kept.append(name)
    return tuple(kept)


def _usual(view: View) -> tuple[str, ...]:
    """Its key, then what else it shows: of each date the day alone."""
    shown = [d for d in view.dimensions if not d.hidden and d.timeframe in {None, "date"}]
    key = key_dimension(view)
    first = [key.id] if key else []
    return tuple([*first, *(d.id for d in shown if d.id not in first)][:MOST])


def key_dimension(view: View) -> Dimension | None:
    """The dimension that is the view's key column; None where the catalog names none."""
    key = own(view.key, view.name)
    return next((d for d in view.dimensions if isinstance(d.source, Plain) and d.source.sql == key), None)
