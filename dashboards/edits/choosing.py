"""What the sheets about filters offer: fields to filter by; for one filter its controls, and the tiles that listen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.viewer import Viewer
from dashboards import added, hearing
from dashboards.controls.kinds import kinds_for
from dashboards.documents import Document
from dashboards.editing import filters
from dashboards.editing.given import Given
from dashboards.filters import listening
from dashboards.model import Dashboard, Filter, Tile
from explores.keeping.refused import Refused
from explores.runner import catalog_for
from explores.semantic.model import Catalog, Explore

FITTING = {"date": ("date", "timestamp"), "string": ("text",), "number": ("number",), "yesno": ("yesno",)}


@dataclass(frozen=True)
class Heard:
    """A tile and whether, and on which field, the filter narrows it."""

    tile: Tile
    on: bool
    field: str
    fields: list[tuple[str, str]]  # id and label of those that it could narrow


SHEETS = ("filters", "filters-all", "filter")


def completed(viewer: Viewer, given: Given) -> Given:
    """With what the catalog knows of the field that a form chose as ``explore:field``. Raises Refused."""
    if not given.get("of"):
        return given
    name, _, field = given["of"].partition(":")
    explore = catalog_for(viewer).explores.get(name)
    info = next((info for info in explore.fields() if info.id == field), None) if explore else None
    if explore is None or info is None:
        raise Refused("There is no such field. Choose one of the list.", "of")
    kind = added.type_of(explore.by_id[field])
    return {**given, "field": field, "explore": name, "type": kind, "label": info.short_label}


def context(viewer: Viewer, dashboard: Dashboard, document: Document, sheet: str, name: str) -> dict[str, Any]:
    """What the sheet of filters needs, or that of one filter."""
    catalog = catalog_for(viewer)
    each = dashboard.filter(name)
    if sheet != "filter" or each is None:
        every = sheet == "filters-all" or not hearing.homes(dashboard, catalog)
        explores = list(catalog.explores.values()) if every else hearing.homes(dashboard, catalog)
        return {"name": "filters", "groups": [(explore, _fields_of(explore)) for explore in explores], "every": every}
    heard = [_heard(tile, each, dashboard, catalog) for tile in dashboard.asking]
    written = filters.found(document, name)
    return {
        "name": "filter",
        "each": each,
        "written": written,
        "kinds": kinds_for(hearing.grammar(each, hearing.home(each, dashboard, catalog))),
        "displays": filters.DISPLAYS,
        "others": [other for other in dashboard.filters if other.name != name],
        "heard": heard,
        "gone": hearing.home(each, dashboard, catalog) is None,
        "options": "\n".join(each.options),
    }


def _fields_of(explore: Explore) -> list[tuple[str, str]]:
    found = (info for info in explore.fields() if info.kind in ("dimension", "parameter"))
    return [(f"{explore.name}:{info.id}", info.label) for info in found]


def _heard(tile: Tile, each: Filter, dashboard: Dashboard, catalog: Catalog) -> Heard:
    explores = hearing.explores_of(tile, catalog)
    field = listening(tile, each) or ""
    on = bool(field) and (each.name in tile.listens or not explores or any(field in one.by_id for one in explores))
    fields = fitting(each, explores)
    current = field or each.field
    if on and current not in dict(fields):
        fields = [(current, current), *fields]
    return Heard(tile, on, current, fields)


def fitting(each: Filter, explores: Iterable[Explore]) -> list[tuple[str, str]]:
    """The dimensions of the tile's explores that a filter of that type can narrow."""
    return list({field: label for explore in explores for field, label in _fitting(each, explore)}.items())


def _fitting(each: Filter, explore: Explore) -> list[tuple[str, str]]:
    if each.type == "parameter":
        return [(info.id, info.label) for info in explore.fields() if info.kind == "parameter"]
    found = (info for info in explore.fields() if info.kind == "dimension" and info.type in FITTING[each.type])
    known = [(info.id, info.label) for info in found]
    return [pair for pair in known if pair[0].endswith("_date")] or known if each.type == "date" else known
