"""A dashboard held against the catalog: every field it names is there, and is what the tile takes it for. PURE."""

from __future__ import annotations

from collections.abc import Iterator

from dashboards import filters, hearing
from dashboards.controls.kinds import ADVANCED, kind_for, kinds_for
from dashboards.model import Dashboard, Filter, Tile
from explores.semantic.calculated import take_apart
from explores.semantic.choosing import explore_for
from explores.semantic.errors import SemanticError
from explores.semantic.model import Catalog, Dimension, Explore

LEAST_FIELDS = {
    "cohorts": ("dimension", "dimension", "measure"),
    "reach": ("dimension", "measure"),
    "cohort_lines": ("dimension", "dimension", "measure"),
    "cohort_campaigns": ("dimension", "dimension", "measure"),
}
MORE = ("cohorts", "cohort_lines")  # each further measure is one more face


def faults(dashboard: Dashboard, catalog: Catalog) -> list[str]:
    """What does not fit, in words with its place; empty where all does."""
    controls = [f"{dashboard.slug}.yaml: {fault}" for fault in _controls(dashboard, catalog)]
    return controls + [
        f"{dashboard.slug}.yaml: tile {tile.id}: {fault}"
        for tile in dashboard.asking
        for fault in _tile(tile, dashboard, catalog)
    ]


def _controls(dashboard: Dashboard, catalog: Catalog) -> Iterator[str]:
    for each in dashboard.filters:
        grammar = hearing.grammar(each, hearing.home(each, dashboard, catalog))
        if each.control != ADVANCED.name and kind_for(each.control, grammar).name != each.control:
            fitting = ", ".join(kind.name for kind in kinds_for(grammar))
            yield f"the filter {each.name!r} is of type {each.type}; {each.control} cannot set it: take {fitting}."


def _tile(tile: Tile, dashboard: Dashboard, catalog: Catalog) -> Iterator[str]:
    query = filters.fitted(tile.query, "month")
    try:
        explore = catalog.explore(query.explore)
        own = explore_for(explore, query)
        take_apart(own, query)
    except SemanticError as error:
        yield str(error)
        return
    names = [*query.fields, *(name for name, _ in query.filters), *(sort.field for sort in query.sorts)]
    missing = [fault for name in dict.fromkeys(names) for fault in _missing(name, own)]
    yield from missing or _shape(tile, own)
    yield from _page_filters(tile, dashboard, explore)


def _page_filters(tile: Tile, dashboard: Dashboard, explore: Explore) -> Iterator[str]:
    """A page's filter means a field of the explore: what one tile made for itself is nothing to the others."""
    for each in dashboard.filters:
        field = filters.listening(tile, each)
        if field in tile.query.custom:
            yield f"the filter {each.name!r} is on {field!r}, a custom field of this tile; name a field of the explore."
        elif field:
            yield from [*_missing(field, explore)] or _unlike(each, field, explore)


def _unlike(each: Filter, field: str, explore: Explore) -> Iterator[str]:
    if (each.type == "parameter") != (field in explore.parameters):
        what = "a parameter" if field in explore.parameters else "no parameter"
        yield f"the filter {each.name!r} is of type {each.type}, and {field!r} is {what}."


def _missing(name: str, explore: Explore) -> Iterator[str]:
    if name in explore.calculations:
        return
    try:
        explore.field(name)
    except SemanticError as error:
        yield str(error)


def _shape(tile: Tile, explore: Explore) -> Iterator[str]:
    kinds = {info.id: info.kind for info in explore.fields()}
    found = tuple(kinds.get(name, "dimension") for name in filters.fitted(tile.query, "month").fields)
    wanted = LEAST_FIELDS.get(tile.vis)
    if wanted and (found[: len(wanted)] if tile.vis in MORE else found) != wanted:
        yield f"{tile.vis} takes {', '.join(wanted)}; it has {', '.join(found)}."
    if tile.vis == "single" and found.count("measure") != 1 and not tile.chart.get("settings"):
        yield f"a single value takes one measure; it has {found.count('measure')}."
    if tile.compares and not _comparable(tile, explore):
        yield "a single value can compare, and a table without dates; leave out 'compares'."


def _comparable(tile: Tile, explore: Explore) -> bool:
    """Whether what it shows can be found again in the period before: no month of this one can."""
    fields = [explore.by_id.get(name) for name in filters.fitted(tile.query, "month").fields]
    dated = any(isinstance(field, Dimension) and field.timeframe for field in fields)
    return tile.vis == "single" or (tile.vis == "table" and not dated)
