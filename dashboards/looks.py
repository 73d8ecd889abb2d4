"""Tiles that follow a Look: what they ask is what the Look asks, whoever changes it."""

from __future__ import annotations

from dataclasses import replace

from accounts.viewer import Viewer
from dashboards import reading, vis
from dashboards.model import Dashboard, Tile
from explores.keeping import looks
from explores.keeping.model_code import question
from explores.merging.kept import is_merge
from explores.models import Look
from explores.semantic import query_json
from explores.semantic.errors import SemanticError
from explores.semantic.section import Section

GONE = (
    "The Look that this tile follows was deleted, or lies in a folder you may not open. "
    "Edit the tile to choose another."
)


def followed(dashboard: Dashboard, viewer: Viewer) -> Dashboard:
    """The dashboard with each Look's question in its tile's place; a Look that is gone is its tile's own trouble."""
    wanted = {tile.look for tile in dashboard.tiles if tile.look is not None}
    if not wanted:
        return dashboard
    known = {look.pk: look for look in looks.seen(viewer).filter(pk__in=wanted)}
    return replace(dashboard, tiles=tuple(_followed(tile, known) for tile in dashboard.tiles))


def _followed(tile: Tile, known: dict[int, Look]) -> Tile:
    if tile.look is None:
        return tile
    look = known.get(tile.look)
    if look is None:
        return replace(tile, fault=GONE)
    try:
        return _asking(tile, look)
    except SemanticError as error:
        return replace(tile, fault=str(error))


def _asking(tile: Tile, look: Look) -> Tile:
    kind, chart = vis.read(vis.tidy(look.settings), look.name)
    kind, chart = (tile.vis, dict(tile.chart)) if tile.vis else (kind, chart)
    asked = look.query if is_merge(look.query) else question(query_json.from_json(look.query), kind)
    section = Section({"query": asked, "vis": kind}, look.name)
    return replace(tile, vis=kind, chart=chart, **reading.asked(section, kind))
