"""A dashboard, its filters and tiles, as values. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from explores.merging.state import Merge
from explores.semantic.query import Query

COLUMNS = 24


@dataclass(frozen=True)
class Filter:
    """A question the whole page is narrowed by. ``field`` is the dimension it means where a tile names no other."""

    name: str  # in the address: ?order_date=…
    label: str
    type: str  # date, string, number, yesno: the language of its expression; parameter: one value
    field: str
    default: str = ""  # an expression; empty: any
    hidden: bool = False  # not shown on this page; it applies all the same


@dataclass(frozen=True)
class Box:
    """A place on 24 columns and rows of 29 px, gaps included; a column may be split into fifths."""

    x: float
    y: int
    width: float
    height: int


@dataclass(frozen=True)
class Tile:
    """One answer on the page. ``listens`` says which dimension a filter narrows here; None: it does not listen."""

    id: str
    title: str
    vis: str
    query: Query
    box: Box
    subtitle: str = ""
    listens: Mapping[str, str | None] = field(default_factory=dict)
    compares: bool = False  # beside the previous period of the same length
    better: str = ""  # up, down, or empty: a change is neither good nor bad
    needs: str = ""  # what would fill it, for the empty tile
    chart: Mapping[str, Any] = field(default_factory=dict)  # beside the kind: stack, trend, settings
    fault: str = ""  # why its question cannot be read any more
    merge: Merge | None = None  # a merged result, in the place of ``query``


@dataclass(frozen=True)
class Dashboard:
    """A page of tiles. ``needs`` says in few words what data it is about."""

    slug: str
    title: str
    description: str
    needs: str
    filters: tuple[Filter, ...]
    tiles: tuple[Tile, ...]
    standard: bool = True  # comes with the product; else people made it

    def tile(self, name: str) -> Tile | None:
        """The tile of that id."""
        return next((tile for tile in self.tiles if tile.id == name), None)

    def filter(self, name: str) -> Filter | None:
        """The filter of that name."""
        return next((each for each in self.filters if each.name == name), None)

    @property
    def period(self) -> Filter | None:
        """The filter that sets the period: the first date filter."""
        return next((each for each in self.filters if each.type == "date"), None)
