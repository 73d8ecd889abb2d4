"""Documents of dashboards, changed: each function gives a new document and leaves the old one as it is. PURE."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Any

from dashboards import layout
from dashboards.model import Box

Document = dict[str, Any]
LONGEST_ID = 40


def blank(title: str, description: str = "") -> Document:
    """A dashboard without tiles."""
    return {"title": title, "description": description, "tiles": {}}


def alike(one: Document, other: Document) -> bool:
    """Whether both say the same in the same order: that of filters and tabs is what people arranged."""
    return json.dumps(one) == json.dumps(other)


def with_tile(document: Document, tile: Mapping[str, Any], name: str = "") -> tuple[Document, str]:
    """One more tile, last, and the id it got: ``name``, or one made of its title."""
    tiles = document.get("tiles") or {}
    name = name or free_id(str(tile.get("title", "")), tiles)
    return {**document, "tiles": {**tiles, name: dict(tile)}}, name


def free_id(title: str, taken: Collection[str]) -> str:
    """An id that says what it is of: letters, digits and underscores of the title; numbered where it is taken."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    start = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST_ID] or "tile"
    found, number = start, 1
    while found in taken:
        number += 1
        found = f"{start}_{number}"
    return found


def at(box: Box) -> list[float]:
    """A place as documents say it: whole numbers where they are whole."""
    x, width = (int(value) if value == int(value) else value for value in (box.x, box.width))
    return [x, box.y, width, box.height]


def boxes(document: Document, tab: str = "") -> list[Box]:
    """Where the tiles of a tab stand."""
    found = (document.get("tiles") or {}).values()
    return [Box(*tile["at"]) for tile in found if tile.get("tab", "") == tab]


def appended(document: Document, kind: str, tab: str = "") -> Box:
    """Where one more tile of that kind goes."""
    return layout.appended(boxes(document, tab), kind)
