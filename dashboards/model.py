"""A dashboard, its filters and tiles, as values. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from explores.merging.state import Merge
from explores.semantic.query import Query

COLUMNS = 24
ROWS = {"table", "record", "cohorts", "cohort_lines", "cohort_campaigns", "reach"}  # kinds as high as what they hold


@dataclass(frozen=True)
class Filter:
    """A question the whole page is narrowed by. ``field`` is the dimension it means where a tile names no other.

    Without a field it narrows nothing by itself; tiles that know it by name read it.
    """

    name: str  # in the address: ?order_date=…
    label: str
    type: str  # date, string, number, yesno: the language of its expression; parameter: one value
    field: str
    default: str = ""  # an expression; empty: any
    hidden: bool = False  # not shown on this page; it applies all the same
    control: str = "advanced"  # how it is set: one of ``reading.CONTROLS``
    options: tuple[str, ...] = ()  # the values offered; empty: those that the data holds
    least: float | None = None  # the ends of a slider; None: those of the data
    most: float | None = None
    required: bool = False  # nothing is asked while it has no value
    linked: tuple[str, ...] = ()  # filters that narrow the values offered here
    display: str = "inline"  # inline, popover, more
    explore: str = ""  # where its values come from; empty: the first tile that listens
    added: bool = False  # stands in the address only: a viewer narrows further without editing


@dataclass(frozen=True)
class Box:
    """A place on 24 columns and rows of 29 px, gaps included; a column may be split into fifths."""

    x: float
    y: int
    width: float
    height: int


@dataclass(frozen=True)
class Note:
    """What a person says about a tile. ``shown``: above, below, hover."""

    text: str
    shown: str = "hover"


@dataclass(frozen=True)
class Words:
    """What a tile shows that asks nothing: ``text`` and ``markdown`` have a body, ``button`` a label and a link."""

    kind: str
    body: str  # the text, the Markdown, or the button's label
    subtitle: str = ""
    link: str = ""
    description: str = ""
    new_tab: bool = False
    style: str = "filled"  # filled, outlined, transparent
    size: str = "medium"  # small, medium, large
    align: str = "left"  # left, center, right
    color: str = ""  # a name of the palette; empty: the accent


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
    look: int | None = None  # follows the Look of that number, in the place of ``query``
    words: Words | None = None  # asks nothing
    tab: str = ""  # the id of its tab; empty: the first
    note: Note | None = None
    timezone: str = ""  # IANA; empty: that of its dashboard
    refresh: int = 0  # seconds between two askings of its own; 0: that of its dashboard
    cross_filter: bool = True  # a click on a mark here narrows the other tiles, and one elsewhere this tile

    @property
    def shape(self) -> str:
        """What its place on a small screen goes by: words, a single value, rows (as high as they are), or a chart."""
        if self.words:
            return "words"
        if self.vis == "single":
            return "single"
        return "rows" if self.vis in ROWS else "chart"

    @property
    def asks(self) -> bool:
        """Whether there is a question behind it."""
        return self.words is None


@dataclass(frozen=True)
class Settings:
    """How the page behaves."""

    timezone: str = "tile"  # tile (each its own, else the account's), viewer, or an IANA name for all
    refresh: int = 0  # seconds; 0: only when told
    run_on_load: bool = True
    filter_bar: str = "top"  # top, right, collapsed
    cross_filter: bool = True
    alerts_follow: bool = False  # edits of its filters reach the alerts on its tiles


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
    guide: str = ""  # how to read it, as Markdown
    settings: Settings = Settings()
    tabs: Mapping[str, str] = field(default_factory=dict)  # id → label; empty: one page without tabs
    zone: str = ""  # the time zone that the address asks for in place of that of its settings. No part of its document
    shown: str = ""  # the tab that is looked at; empty: the first. No part of its document
    state: tuple[tuple[str, str], ...] = ()  # what in its address says that this is a draft, or an older version

    def tile(self, name: str) -> Tile | None:
        """The tile of that id."""
        return next((tile for tile in self.tiles if tile.id == name), None)

    def filter(self, name: str) -> Filter | None:
        """The filter of that name."""
        return next((each for each in self.filters if each.name == name), None)

    @property
    def here(self) -> tuple[Tile, ...]:
        """The tiles on the tab that is looked at."""
        first = next(iter(self.tabs), "")
        return tuple(tile for tile in self.tiles if (tile.tab or first) == (self.shown or first))

    @property
    def asking(self) -> tuple[Tile, ...]:
        """The tiles with a question."""
        return tuple(tile for tile in self.tiles if tile.asks)

    @property
    def period(self) -> Filter | None:
        """The filter that sets the period: the first date filter."""
        return next((each for each in self.filters if each.type == "date"), None)
