"""In whose time days and hours are cut: each tile's own, the viewer's, or one zone for all. PURE.

``settings.timezone`` says it for good, ``?tz=`` for this visit. A tile's own zone is its ``timezone`` or its query's,
else the account's, which is the viewer's.
"""

from __future__ import annotations

from dataclasses import replace

from accounts.viewer import Viewer
from dashboards.model import Dashboard, Tile
from explores.merging.state import Merge, Source
from explores.semantic.errors import SemanticError
from explores.semantic.zones import zone_named

ZONE = "tz"  # in the address
TILE, VIEWER = "tile", "viewer"


def fault(wanted: str) -> str:
    """What is wrong with a zone of an address, in words; empty where it is fine."""
    try:
        if wanted and wanted not in {TILE, VIEWER}:
            zone_named(wanted)
    except SemanticError as error:
        return str(error)
    return ""


def in_zone(dashboard: Dashboard, wanted: str) -> Dashboard:
    """The same page as the address wants its time cut; what is no zone changes nothing."""
    asked = "" if fault(wanted) or wanted == dashboard.settings.timezone else wanted
    mode = asked or dashboard.settings.timezone
    return replace(dashboard, zone=asked, tiles=tuple(_cut(tile, mode) for tile in dashboard.tiles))


def mode_of(dashboard: Dashboard) -> str:
    """In force on the page: ``tile``, ``viewer`` or the name of a zone."""
    return dashboard.zone or dashboard.settings.timezone


def seen_by(viewer: Viewer, dashboard: Dashboard) -> Viewer:
    """The viewer with the page's one zone as theirs, so that filters, clocks and tiles all mean the same days."""
    mode = mode_of(dashboard)
    return viewer if mode in {TILE, VIEWER} else replace(viewer, timezone=mode)


def _cut(tile: Tile, mode: str) -> Tile:
    if mode == TILE and not tile.timezone:
        return tile  # as its query says
    zone = tile.timezone if mode == TILE else None
    merge = tile.merge and _merged(tile.merge, zone)
    return replace(tile, query=replace(tile.query, timezone=zone), merge=merge)


def _merged(merge: Merge, zone: str | None) -> Merge:
    return replace(merge, sources=tuple(_source(source, zone) for source in merge.sources))


def _source(source: Source, zone: str | None) -> Source:
    return replace(source, query=source.wish.having(tz=zone).href().removeprefix("?"))
