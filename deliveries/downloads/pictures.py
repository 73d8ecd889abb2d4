"""Of which pages there are pictures, and where each is had."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.urls import reverse

TILE = re.compile(r"/dashboards/([-\w]+)/tiles/([-\w]+)/", re.ASCII)
EXPLORE = re.compile(r"/explore/([-\w]+)/", re.ASCII)
MERGE = "merge"  # several questions put together: no one drawing


def address(page: str, params: list[tuple[str, str]], name: str) -> str:
    """Where the picture of a tile or explore is had; empty where it has none."""
    explored = EXPLORE.fullmatch(page)
    if not TILE.fullmatch(page) and (explored is None or explored[1] == MERGE):
        return ""
    told = urlencode({"of": page, "query": urlencode(params), "name": name})
    return f"{reverse('downloads:picture')}?{told}"
