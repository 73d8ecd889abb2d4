"""A chart read as a table for this visit: its rows hold by keys and by ear what its marks hold by pointer. PURE."""

from __future__ import annotations

from dataclasses import replace

from dashboards.model import Tile
from explores.charts.kinds import BY_NAME

SHOW = "show"  # in the address of a tile: which of its faces
TABLE = "table"
READ = {TABLE, "single", "record"}  # kinds that are words already


def turns(tile: Tile) -> bool:
    """Whether it is a chart, whose marks need a pointer."""
    return tile.vis in BY_NAME and tile.vis not in READ


def turned(tile: Tile, show: str) -> Tile:
    """The tile as ``show`` asks for it: a chart as a table of all that it draws."""
    if show != TABLE or not turns(tile):
        return tile
    return replace(tile, vis=TABLE, chart={}, compares=False)
