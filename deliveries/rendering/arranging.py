"""Where tiles stand on paper: the grid of the screen cut into bands, none of which a page need cut. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dashboards import layout
from dashboards.model import COLUMNS, Box, Tile


@dataclass(frozen=True)
class Placed:
    """A tile and its place in its band."""

    tile: Tile
    box: Box

    @property
    def classes(self) -> str:
        """Its place as the grid's style sheet names it."""
        return layout.classes(self.box)


@dataclass(frozen=True)
class Band:
    """Tiles beside one another, rows from 0. ``long``: one table that goes on over pages."""

    tiles: tuple[Placed, ...]
    long: bool = False


def bands(tiles: Iterable[Tile], *, single_column: bool = False, alone: frozenset[str] = frozenset()) -> list[Band]:
    """The tiles from top to bottom, cut wherever no tile stands across.

    Those ``alone`` (by id) take the whole width, behind the band that they stood in; with ``single_column`` all do.
    """
    made: list[Band] = []
    for group in _groups(sorted(tiles, key=lambda tile: (tile.box.y, tile.box.x))):
        inside = [tile for tile in group if not (single_column or tile.id in alone)]
        if inside:
            made.append(_band(inside, spread=len(inside) < len(group)))
        made += [_whole(tile, long=tile.id in alone) for tile in group if tile not in inside]
    return made


def _whole(tile: Tile, *, long: bool) -> Band:
    return Band((Placed(tile, replace(tile.box, x=0, y=0, width=COLUMNS)),), long)


def _groups(tiles: Sequence[Tile]) -> Iterable[list[Tile]]:
    group: list[Tile] = []
    bottom = 0
    for tile in tiles:
        if group and tile.box.y >= bottom:
            yield group
            group = []
        group.append(tile)
        bottom = max(bottom, tile.box.y + tile.box.height)
    if group:
        yield group


def _band(tiles: Sequence[Tile], *, spread: bool) -> Band:
    """From the first row on; one row of tiles, some of which left it, is spread over the whole width again."""
    top = min(tile.box.y for tile in tiles)
    boxes = [replace(tile.box, y=tile.box.y - top) for tile in tiles]
    return Band(tuple(Placed(tile, box) for tile, box in zip(tiles, _spread(boxes) if spread else boxes, strict=True)))


def _spread(boxes: Sequence[Box]) -> Sequence[Box]:
    taken = sum(box.width for box in boxes)
    if taken >= COLUMNS or len({(box.y, box.height) for box in boxes}) > 1:
        return boxes
    made, at = [], 0.0
    for box in boxes:
        width = round(box.width * COLUMNS / taken * layout.FIFTHS) / layout.FIFTHS
        made.append(replace(box, x=at, width=min(width, COLUMNS - at)))
        at += made[-1].width
    return made
