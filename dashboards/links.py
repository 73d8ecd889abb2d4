"""From a tile to the explore page that asks the same."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from explores.semantic.query import Query
from explores.semantic.url import to_params

EXPLORE_VIS = {"cohorts": "table", "reach": "column"}  # kinds of tile that only dashboards have


def explore_address(query: Query, vis: str, chart: Sequence[tuple[str, str]] = ()) -> str:
    """The address of the same question on the explore page; empty where that page does not exist.

    ``chart``: parameters of the page beside the kind of chart.
    """
    try:
        page = reverse("explores:explore", args=[query.explore])
    except NoReverseMatch:
        return ""
    return f"{page}?{urlencode([*to_params(query), ('vis', EXPLORE_VIS.get(vis, vis)), *chart])}"
