"""The places of a page's tiles, and when each asks. PURE."""

from __future__ import annotations

from typing import NamedTuple

from dashboards import layout
from dashboards.model import Dashboard, Tile

FIRST_SCREEN = 25  # rows of the grid that are seen without scrolling; their tiles ask first


class Cell(NamedTuple):
    """A tile, the classes of its place, and what makes it ask."""

    tile: Tile
    place: str
    trigger: str


def cells(dashboard: Dashboard) -> list[Cell]:
    """Those of the tab that is looked at. All ask once more when the page hears of a newer state (``tiles``)."""
    return [
        Cell(tile, layout.classes(tile.box), f"{_start(tile, dashboard)}, tiles from:body, crossed")
        for tile in dashboard.here
    ]


def _start(tile: Tile, dashboard: Dashboard) -> str:
    if not dashboard.settings.run_on_load:
        return "click from:#load-tiles once"
    return "load" if tile.box.y < FIRST_SCREEN else "load delay:300ms"
