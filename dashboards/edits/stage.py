"""What the page of edit mode shows: the draft's tiles in their places, and the sheet about what is chosen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.viewer import Viewer
from dashboards import chips, filters, layout, notes, watchers
from dashboards.asking import Asked, pin_named
from dashboards.documents import Document
from dashboards.editing import operations, tiles
from dashboards.edits import choosing, drafts, sheets, states
from dashboards.explaining import explained
from dashboards.model import Tile
from dashboards.models import Dashboard as Row
from dashboards.models import DashboardDraft
from explores.formatting import formats
from explores.runner import catalog_for

SHEETS = ("settings", "look", "tabs", *choosing.SHEETS)


@dataclass(frozen=True)
class Looked:
    """What the person looks at: a tab, and the tile, filter or sheet that is open."""

    tab: str = ""
    tile: str = ""
    sheet: str = ""
    filter: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str], before: str = "") -> Looked:
        """From an address, or from what forms carry along (``before``: "at_")."""
        tab, tile, sheet, filter_ = (given.get(before + name, "") for name in ("tab", "tile", "sheet", "filter"))
        return cls(tab, tile, sheet if sheet in SHEETS else "", filter_)

    @property
    def address(self) -> str:
        """The same as part of an address."""
        pairs = {"tab": self.tab, "tile": self.tile, "sheet": self.sheet, "filter": self.filter}
        return "?" + urlencode({name: value for name, value in pairs.items() if value})


@dataclass(frozen=True)
class Cell:
    """One tile on the grid. ``mark`` changes with what it asks, not with where it stands."""

    tile: Tile
    place: str
    at: str  # column, row, width, height for the script that drags
    label: str
    mark: str


def context(request: HttpRequest, viewer: Viewer, row: Row, draft: DashboardDraft, looked: Looked) -> dict[str, Any]:
    """All that the templates in ``dashboards/edit`` use."""
    document: Document = draft.content
    dashboard = filters.on_tab(states.of_draft(viewer, row, document), looked.tab)
    now, pin = timezone.now(), pin_named("")
    values = filters.values_of(dashboard, {})
    asked = Asked(dashboard=dashboard, values=values, viewer=viewer, now=now, pin=pin)
    chosen = dashboard.tile(looked.tile)
    return {
        "row": row,
        "draft": draft,
        "kept": formats.clock(draft.changed_at, now, viewer.timezone),
        "changed": drafts.changed(draft),
        "foreseen": watchers.foreseen(viewer, row, document),
        "newer": row.versions.select_related("saved_by").first() if draft.base != row.version else None,
        "asked": asked,
        "dashboard": dashboard,
        "document": document,
        "looked": looked,
        "edit": reverse("dashboards:edit", args=[row.pk]),
        "tabs": notes.tabs(dashboard, values),
        "chips": [(chip, explained(chip.filter, chip.value, asked)) for chip in chips.chips(dashboard, values)],
        "cells": [_cell(tile, document) for tile in dashboard.here],
        "explores": list(catalog_for(viewer).explores.values()),
        "chosen": chosen,
        "sheet": choosing.context(viewer, dashboard, document, looked.sheet, looked.filter)
        if chosen is None and looked.sheet in choosing.SHEETS
        else sheets.context(viewer, dashboard, document, chosen, looked.sheet),
    }


def _cell(tile: Tile, document: Document) -> Cell:
    box = tile.box
    label = f"{operations.title_of(document, tile.id)}, {operations.place_of(document, tile.id)}"
    at = f"{box.x:g} {box.y} {box.width:g} {box.height}"
    return Cell(tile, layout.classes(box), at, label, _mark(tile, document))


def _mark(tile: Tile, document: Document) -> str:
    said = {key: value for key, value in tiles.found(document, tile.id).items() if key not in ("at", "tab")}
    whole = json.dumps([said, document.get("filters"), document.get("settings")], default=str)
    return hashlib.sha256(whole.encode()).hexdigest()[:12]
