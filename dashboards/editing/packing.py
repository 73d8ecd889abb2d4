"""Tiles make room for one another: where each stands after one was moved, resized, added or taken away. PURE.

One tile is put where a person wants it. Those it lands on go into the room it left (above or beside it) where they fit,
else down; whatever stands in the way of these goes down too. No other tile moves, and none changes its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import ceil, floor

from dashboards.layout import FIFTHS, ROWS, TALLEST, overlap
from dashboards.model import COLUMNS, Box
from explores.keeping.refused import Refused

LEAST = 2  # columns and rows of a tile that somebody sizes
Boxes = Mapping[str, Box]
MORE = 0.001  # what tells two places apart: columns are split into fifths


def inside(x: float, y: float, width: float, height: float) -> Box:
    """The nearest place that is one: whole fifths of columns, whole rows, on the page."""
    wide = _fifths(min(max(width, LEAST), COLUMNS))
    high = round(min(max(height, LEAST), TALLEST))
    return Box(_fifths(min(max(x, 0), COLUMNS - wide)), round(min(max(y, 0), ROWS - 1)), wide, high)


def _fifths(columns: float) -> float:
    return round(columns * FIFTHS) / FIFTHS


def moved(boxes: Boxes, name: str, to: Box) -> dict[str, Box]:
    """Every place with ``name`` at ``to``. Raises Refused where somebody would fall off the end of the page."""
    start = dict(boxes) | {name: to}
    if (to.width, to.height) == (boxes[name].width, boxes[name].height):  # what grows only pushes
        for other in _in_order(boxes, name):
            if overlap(start[other], to):
                start[other] = _given_way(start, other, to, boxes[name])
    return _settled(start, name)


def _given_way(places: Boxes, name: str, to: Box, left: Box) -> Box:
    """Above or beside ``to``, into the room that was ``left``, where the tile fits there; else where it is."""
    box = places[name]
    ways = (
        replace(box, y=to.y - box.height),
        replace(box, x=_fifths(to.x - box.width)),
        replace(box, x=_fifths(to.x + to.width)),
    )
    others = [place for other, place in places.items() if other != name]
    fits = (way for way in ways if overlap(way, left) and way.y >= 0 <= way.x and way.x + way.width <= COLUMNS + MORE)
    return next((way for way in fits if not any(overlap(way, other) for other in others)), box)


def _settled(start: Boxes, first: str) -> dict[str, Box]:
    placed = {first: start[first]}
    for other in _in_order(start, first):
        placed[other] = _beneath(start[other], placed.values())
    if any(box.y >= ROWS for box in placed.values()):
        raise Refused(f"The page is full: it has {ROWS} rows. Make tiles smaller, or put some on another tab.", "at")
    return {name: placed[name] for name in start}


def _in_order(boxes: Boxes, besides: str) -> list[str]:
    return sorted((name for name in boxes if name != besides), key=lambda name: (boxes[name].y, boxes[name].x))


def _beneath(box: Box, placed: Iterable[Box]) -> Box:
    """The place itself, or the first one below it that is free."""
    taken = list(placed)
    while ends := [other.y + other.height for other in taken if overlap(box, other)]:
        box = replace(box, y=min(ends))
    return box


def stepped(boxes: Boxes, name: str, across: int, down: int) -> Box:
    """Where one arrow takes a tile: one column or row on, or past the neighbour that stands there."""
    box = boxes[name]
    x = box.x if not across else floor(box.x + MORE) + 1 if across > 0 else ceil(box.x - MORE) - 1
    to = inside(x, box.y + down, box.width, box.height)
    to = replace(to, width=box.width, height=box.height)  # what is smaller than LEAST stays so
    met = [other for key, other in boxes.items() if key != name and overlap(other, to)]
    if not met:
        return to
    if across:
        edge = max(other.x + other.width for other in met) - box.width if across > 0 else min(o.x for o in met)
        return replace(to, x=_fifths(min(max(edge, 0), COLUMNS - box.width)))
    edge = max(other.y + other.height for other in met) - box.height if down > 0 else min(o.y for o in met)
    return replace(to, y=round(min(max(edge, 0), ROWS - 1)))


def stretched(box: Box, across: int, down: int) -> Box:
    """One column wider or narrower, one row higher or lower."""
    return inside(box.x, box.y, min(box.width + across, COLUMNS - box.x), box.height + down)


def tidied(boxes: Boxes) -> dict[str, Box]:
    """Every tile as far up as it can go, in the order in which they stand."""
    placed: dict[str, Box] = {}
    for name in _in_order(boxes, ""):
        placed[name] = _beneath(replace(boxes[name], y=0), placed.values())
    return {name: placed[name] for name in boxes}


def closed(boxes: Boxes, gone: Box) -> dict[str, Box]:
    """What is left when a tile goes: rows that it alone held are closed."""
    rows = [
        y for y in range(gone.y, gone.y + gone.height) if not any(b.y <= y < b.y + b.height for b in boxes.values())
    ]
    return {name: replace(box, y=box.y - sum(y < box.y for y in rows)) for name, box in boxes.items()}
