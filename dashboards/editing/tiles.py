"""Tiles of a document: placed, added, doubled, taken away, put on another tab. PURE."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboards import documents, layout
from dashboards.documents import Document
from dashboards.editing import packing
from dashboards.layout import SIZES, TALLEST
from dashboards.model import COLUMNS, Box
from explores.keeping.refused import Refused

MOST = 100  # tiles of a dashboard
WORDS = {"text": (8, 6), "markdown": (8, 8), "button": (6, 3)}  # columns and rows of a new one
FIRST, NEXT = (24, 11), (8, 11)  # of a new picture: the whole width, then a third


def found(document: Document, name: str) -> dict[str, Any]:
    """The tile of that id, as the document has it. Raises Refused."""
    tile = (document.get("tiles") or {}).get(name)
    if not isinstance(tile, dict):
        raise Refused("That tile is not there any more. Undo brings it back, if it was deleted here.", "tile")
    return tile


def tab_of(document: Document, tile: Mapping[str, Any]) -> str:
    """The tab a tile is on; empty where there are none."""
    return str(tile.get("tab") or next(iter(document.get("tabs") or {}), ""))


def boxes(document: Document, tab: str) -> dict[str, Box]:
    """Where the tiles of a tab stand, by id."""
    tiles = (document.get("tiles") or {}).items()
    return {name: Box(*tile["at"]) for name, tile in tiles if tab_of(document, tile) == tab}


def neighbours(document: Document, name: str) -> dict[str, Box]:
    """The same of the tab that a tile is on."""
    return boxes(document, tab_of(document, found(document, name)))


def arranged(document: Document, places: Mapping[str, Box]) -> Document:
    """The document with tiles at these places."""
    tiles = {
        name: {**tile, "at": documents.at(places[name])} if name in places else tile
        for name, tile in (document.get("tiles") or {}).items()
    }
    return {**document, "tiles": tiles}


def placed(document: Document, name: str, box: Box) -> Document:
    """One tile put somewhere; others make room."""
    return arranged(document, packing.moved(neighbours(document, name), name, box))


def changed(document: Document, name: str, tile: Mapping[str, Any]) -> Document:
    """Another content in the place of a tile's."""
    found(document, name)
    return {**document, "tiles": {**document["tiles"], name: dict(tile)}}


def added(document: Document, tile: Mapping[str, Any], kind: str, tab: str = "") -> tuple[Document, str]:
    """One more tile, under the others or beside the last of them, and its id."""
    tiles = document.get("tiles") or {}
    if len(tiles) >= MOST:
        raise Refused(f"A dashboard holds at most {MOST} tiles. Put more on another one.", "tile")
    home = tab if tab in (document.get("tabs") or {}) else next(iter(document.get("tabs") or {}), "")
    box = _room(list(boxes(document, home).values()), kind)
    if fault := layout.faults(box):
        raise Refused(f"The page is full ({fault}). Make tiles smaller, or add a tab.", "at")
    whole = {**tile, "at": documents.at(box)} | ({"tab": home} if home else {})
    name = documents.free_id(str(tile.get("title") or kind), tiles)
    return documents.with_tile(document, whole, name)


def _room(taken: list[Box], kind: str) -> Box:
    """Beside the last ones where there is room, else under all."""
    width, height = WORDS.get(kind) or (SIZES["single"] if kind == "single" else NEXT if taken else FIRST)
    bottom = max((box.y + box.height for box in taken), default=0)
    for y in sorted({box.y for box in taken if box.y + box.height == bottom}):
        for x in range(COLUMNS - width + 1):
            beside = Box(x, y, width, height)
            if not any(layout.overlap(beside, box) for box in taken) and y + height <= bottom:
                return beside
    return Box(0, bottom, width, min(height, TALLEST))


def doubled(document: Document, name: str) -> tuple[Document, str]:
    """The same tile once more, under the first; and its id."""
    tile = copy.deepcopy(found(document, name))
    tiles = document["tiles"]
    if len(tiles) >= MOST:
        raise Refused(f"A dashboard holds at most {MOST} tiles. Put more on another one.", "tile")
    double = documents.free_id(str(tile.get("title") or name), tiles)
    at = Box(*tile["at"])
    wanted = replace(at, y=at.y + at.height)
    more, _ = documents.with_tile(document, tile, double)
    around = boxes(document, tab_of(document, tile)) | {double: wanted}
    return arranged(more, packing.moved(around, double, wanted)), double


def removed(document: Document, name: str) -> Document:
    """Without a tile; rows that it alone held are closed."""
    gone = found(document, name)
    around = neighbours(document, name)
    around.pop(name)
    left = {**document, "tiles": {key: tile for key, tile in document["tiles"].items() if key != name}}
    return arranged(left, packing.closed(around, Box(*gone["at"])))


def on_tab(document: Document, name: str, tab: str) -> Document:
    """A tile on another tab, under the tiles there; where it stood, rows that it alone held are closed."""
    tile = found(document, name)
    if tab not in (document.get("tabs") or {}):
        raise Refused("That tab is not there any more.", "tab")
    if tab == tab_of(document, tile):
        return document
    left = removed(document, name)
    at = Box(*tile["at"])
    bottom = max((box.y + box.height for box in boxes(left, tab).values()), default=0)
    there = {**tile, "tab": tab, "at": documents.at(replace(at, y=bottom))}
    if fault := layout.faults(Box(*there["at"])):
        raise Refused(f"That tab is full ({fault}).", "tab")
    order = {key: there if key == name else left["tiles"][key] for key in document["tiles"]}
    return {**document, "tiles": order}
