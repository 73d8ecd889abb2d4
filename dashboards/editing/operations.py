"""Everything that a form of edit mode can do to a document, by name. A new form adds its function here. PURE."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from dashboards import reading
from dashboards.documents import Document
from dashboards.editing import filters, forms, packing, tabs, tiles
from dashboards.editing import given as read
from dashboards.editing.given import Given
from explores.keeping.refused import Refused


@dataclass(frozen=True)
class Change:
    """``said`` tells what was done; ``tile``, ``tab`` and ``filter`` are looked at afterwards (None: as before)."""

    document: Document
    said: str
    tile: str | None = None
    tab: str | None = None
    filter: str | None = None
    lost: bool = False  # something was taken away: the page offers to undo it
    told: Mapping[str, str] = field(
        default_factory=dict
    )  # of a form's fields: why each was left as it was; empty: fits


Operation = Callable[[Document, Given], Change]


def done(document: Document, what: str, given: Given) -> Change:
    """The change that ``what`` makes. Raises Refused, CatalogError: then nothing is changed."""
    if what not in OPERATIONS:
        raise Refused(f"There is nothing called {what[:40]!r} to do here.", "what")
    change = OPERATIONS[what](document, given)
    check(document, change.document)
    return change


def check(before: Document, after: Document) -> None:
    """A change may not bring a fault into a tile that had none. Raises Refused, CatalogError."""
    known = {tile.id: tile.fault for tile in reading.read("", before, "dashboard", standard=False).tiles}
    for tile in reading.read("", after, "dashboard", standard=False).tiles:
        if tile.fault and tile.fault != known.get(tile.id):
            raise Refused(tile.fault.partition(": ")[2], "tile")


def _place(document: Document, given: Given) -> Change:
    name = given.get("tile", "")
    x, y, width, height = tiles.found(document, name)["at"]
    to = packing.inside(read.number(given, "x", x), read.number(given, "y", y),
                        read.number(given, "width", width), read.number(given, "height", height))  # fmt: skip
    return _moved(tiles.placed(document, name, to), name)


def _step(document: Document, given: Given) -> Change:
    name = given.get("tile", "")
    around = tiles.neighbours(document, name)
    across, down = (max(-1, min(1, read.whole(given, side))) for side in ("across", "down"))
    to = (
        packing.stretched(around[name], across, down)
        if read.flag(given, "stretch")
        else packing.stepped(around, name, across, down)
    )
    return _moved(tiles.placed(document, name, to), name)


def _moved(document: Document, name: str) -> Change:
    return Change(document, f"{title_of(document, name)}: {place_of(document, name)}")


def title_of(document: Document, name: str) -> str:
    """What people call a tile."""
    tile = tiles.found(document, name)
    return str(tile.get("title") or next((kind.title() for kind in forms.NEW if kind in tile), name))


def place_of(document: Document, name: str) -> str:
    """Where a tile stands, in words."""
    x, y, width, height = tiles.found(document, name)["at"]
    return f"column {x + 1:g}, row {y + 1:g}, {width:g} wide, {height:g} high"


def _tile(document: Document, given: Given) -> Change:
    name = given.get("tile", "")
    after = forms.tile(document, name, given)
    if (tab := given.get("on_tab", "")) and document.get("tabs"):
        after = tiles.on_tab(after, name, tab)
    return Change(after, f"{title_of(after, name)} is changed.", tab=tab or None)


def _add(document: Document, given: Given) -> Change:
    kind = read.one_of(given, "kind", tuple(forms.NEW))
    return added(document, forms.NEW[kind], kind, given)


def added(document: Document, tile: Document, kind: str, given: Given) -> Change:
    """One more tile on the tab that is looked at."""
    after, name = tiles.added(document, tile, kind, given.get("at_tab", ""))
    return Change(after, f"{title_of(after, name)} is added: {place_of(after, name)}", tile=name)


def _duplicate(document: Document, given: Given) -> Change:
    after, name = tiles.doubled(document, given.get("tile", ""))
    return Change(after, f"A second {title_of(after, name)} stands below the first.", tile=name)


def _remove(document: Document, given: Given) -> Change:
    name = given.get("tile", "")
    words = f"{title_of(document, name)} is deleted."
    return Change(tiles.removed(document, name), words, tile="", lost=True)


def _tidy(document: Document, given: Given) -> Change:
    for tab in document.get("tabs") or {"": ""}:
        document = tiles.arranged(document, packing.tidied(tiles.boxes(document, tab)))
    return Change(document, "Every tile stands as far up as it can.")


def _page(document: Document, given: Given) -> Change:
    return Change(forms.page(document, given), "The settings are changed.")


def _tab_add(document: Document, given: Given) -> Change:
    after, name = tabs.added(document, given.get("label", ""))
    return Change(after, f"The tab {after['tabs'][name]} is added.", tile="", tab=name)


def _tab_rename(document: Document, given: Given) -> Change:
    after = tabs.renamed(document, given.get("tab", ""), given.get("label", ""))
    return Change(after, "The tab is renamed.")


def _tab_move(document: Document, given: Given) -> Change:
    by = -1 if read.one_of(given, "by", ("1", "-1")) == "-1" else 1
    return Change(tabs.shifted(document, given.get("tab", ""), by), "The tabs stand in another order.")


def _tab_remove(document: Document, given: Given) -> Change:
    gone = read.one_of(given, "tiles", ("keep", "delete")) == "delete"
    after = tabs.removed(document, given.get("tab", ""), with_tiles=gone)
    return Change(after, "The tab is deleted.", tile="", tab="", lost=True)


def _filter_add(document: Document, given: Given) -> Change:
    after, name = filters.added(document, given)
    return Change(after, f"The filter {_label(after, name)} is added.", tile="", filter=name)


def _filter(document: Document, given: Given) -> Change:
    name = given.get("filter", "")
    after = filters.changed(document, name, given)
    return Change(after, f"The filter {_label(after, name)} is changed.")


def _filter_move(document: Document, given: Given) -> Change:
    by = -1 if read.one_of(given, "by", ("1", "-1")) == "-1" else 1
    return Change(filters.shifted(document, given.get("filter", ""), by), "The filters stand in another order.")


def _filter_remove(document: Document, given: Given) -> Change:
    name = given.get("filter", "")
    words = f"The filter {_label(document, name)} is deleted."
    return Change(filters.removed(document, name), words, tile="", filter="", lost=True)


def _label(document: Document, name: str) -> str:
    return str(filters.found(document, name).get("label", name))


OPERATIONS: dict[str, Operation] = {
    "place": _place,
    "step": _step,
    "tile": _tile,
    "add": _add,
    "duplicate": _duplicate,
    "remove": _remove,
    "tidy": _tidy,
    "page": _page,
    "tab-add": _tab_add,
    "tab-rename": _tab_rename,
    "tab-move": _tab_move,
    "tab-remove": _tab_remove,
    "filter-add": _filter_add,
    "filter": _filter,
    "filter-move": _filter_move,
    "filter-remove": _filter_remove,
}
