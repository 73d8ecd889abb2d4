"""The side sheets of edit mode: what is filled in already, and what can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.viewer import Viewer
from dashboards import filters, hearing
from dashboards.documents import Document
from dashboards.editing import forms, tiles
from dashboards.editing.given import REFRESHES
from dashboards.edits import bringing, choosing
from dashboards.model import Dashboard, Filter, Tile
from dashboards.words import COLORS
from explores.keeping import looks
from explores.runner import catalog_for
from explores.semantic.model import Explore

ZONES = (
    "UTC", "Europe/London", "Europe/Paris", "Europe/Berlin", "Europe/Madrid", "Europe/Rome", "Europe/Warsaw",
    "Europe/Athens", "Europe/Istanbul", "Africa/Casablanca", "America/New_York", "America/Chicago", "America/Denver",
    "America/Los_Angeles", "America/Sao_Paulo", "America/Mexico_City", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore",
    "Asia/Tokyo", "Australia/Sydney",
)  # fmt: skip  # offered; any other may be typed


@dataclass(frozen=True)
class Listening:
    """Whether and on which field a filter narrows the chosen tile."""

    filter: Filter
    on: bool
    field: str
    fields: list[tuple[str, str]]  # id and label of those that it could


def context(viewer: Viewer, dashboard: Dashboard, document: Document, chosen: Tile | None, name: str) -> dict[str, Any]:
    """What the open sheet needs; which one it is stands under ``name``."""
    base: dict[str, Any] = {"zones": ZONES, "refreshes": REFRESHES, "colors": COLORS}
    if chosen is not None:
        return {**base, "name": "tile", **_tile(viewer, dashboard, document, chosen)}
    if name == "look":
        return {**base, "name": name, "looks": looks.seen(viewer).order_by("name")}
    if name == "settings":
        return {**base, "name": name, "settings": document.get("settings") or {}}
    return {**base, "name": name}


def _tile(viewer: Viewer, dashboard: Dashboard, document: Document, chosen: Tile) -> dict[str, Any]:
    explores = hearing.explores_of(chosen, catalog_for(viewer)) if chosen.asks else []
    written = tiles.found(document, chosen.id)
    return {
        "written": written,
        "kind": chosen.words.kind if chosen.words else "",
        "column": f"{chosen.box.x + 1:g}",
        "row": chosen.box.y + 1,
        "width": f"{chosen.box.width:g}",
        "tab": tiles.tab_of(document, written),
        "listening": [_listening(each, chosen, explores) for each in dashboard.filters] if chosen.asks else [],
        "question": bringing.question(dashboard, chosen),
        "shown": forms.SHOWN,
        "styles": forms.STYLES,
        "sizes": forms.SIZES,
        "aligns": forms.ALIGNS,
    }


def _listening(each: Filter, tile: Tile, explores: list[Explore]) -> Listening:
    on = filters.listening(tile, each)
    fields = choosing.fitting(each, explores)
    current = on or each.field
    if current not in dict(fields):
        fields = [(current, current), *fields]
    return Listening(each, on is not None, current, fields)
