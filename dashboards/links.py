"""From a tile to the explore page that asks the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from dashboards.model import Tile
from explores.semantic.query import Query
from explores.semantic.url import to_params

EXPLORE_VIS = {"cohorts": "table", "reach": "column"}  # kinds of tile that only dashboards have


def tile_address(tile: Tile, query: Query, chart: Sequence[tuple[str, str]] = ()) -> str:
    """The page on which the tile's question, asked here as ``query``, is asked with the same picture."""
    if tile.merge is None:
        return explore_address(query, tile.vis, chart)
    merge = replace(tile.merge, rest=(*tile.merge.rest, ("vis", tile.vis), *chart))
    return reverse("explores:merge") + merge.href()


def explore_address(query: Query, vis: str, chart: Sequence[tuple[str, str]] = ()) -> str:
    """The address of the same question on the explore page; empty where that page does not exist.

    ``chart``: parameters of the page beside the kind of chart.
    """
    try:
        page = reverse("explores:explore", args=[query.explore])
    except NoReverseMatch:
        return ""
    return f"{page}?{urlencode([*to_params(query), ('vis', EXPLORE_VIS.get(vis, vis)), *chart])}"
