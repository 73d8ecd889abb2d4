"""The forms about one tile and about the whole page: what is filled in becomes part of the document. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.documents import Document
from dashboards.editing import given as read
from dashboards.editing import packing, tiles
from dashboards.editing.given import Given
from dashboards.layout import ROWS, TALLEST
from dashboards.model import COLUMNS
from dashboards.words import COLORS
from explores.keeping import refused
from explores.keeping.refused import Refused

SHOWN = ("hover", "above", "below")
STYLES, SIZES, ALIGNS = ("filled", "outlined", "transparent"), ("medium", "small", "large"), ("left", "center", "right")
NEW: dict[str, dict[str, Any]] = {
    "text": {"text": "Write here."},
    "markdown": {"title": "Reading this page", "markdown": "Write here."},
    "button": {"button": {"label": "Open", "link": "/explore/"}},
}
Part = dict[str, Any]


def kept(part: Mapping[str, Any], **said: Any) -> Part:
    """A part of a document with these keys, those without a value left out: the order of the others stays."""
    return {key: value for key, value in {**part, **said}.items() if value not in ("", None, {})}


def tile(document: Document, name: str, given: Given) -> Document:
    """All that the sheet of a tile says, its place too. Raises Refused."""
    old = tiles.found(document, name)
    asks = not _kind(old)
    title = refused.name(given.get("title", ""), "title") if asks else read.line(given, "title")
    new = kept(old, title=title, note=_note(given), **(_asking(given) if asks else _said(_kind(old), given)))
    if asks:
        new = kept(new, listens=_listens(document, old, given))
    return _put(tiles.changed(document, name, new), name, given)


def _kind(tile: Mapping[str, Any]) -> str:
    return next((kind for kind in NEW if kind in tile), "")


def _note(given: Given) -> Part | None:
    text = read.words(given, "note", refused.LONGEST_TEXT)
    return {"text": text, "shown": read.one_of(given, "shown", SHOWN)} if text else None


def _asking(given: Given) -> Part:
    return {
        "subtitle": read.line(given, "subtitle"),
        "timezone": read.line(given, "timezone"),
        "refresh": _refresh(given),
        "cross_filter": None if read.flag(given, "cross_filter") else False,
    }


def _refresh(given: Given) -> str:
    """How often; the reader of documents says what is wrong with it."""
    return read.line(given, "refresh")


def _said(kind: str, given: Given) -> Part:
    if kind == "button":
        return {"button": _button(given)}
    body = read.words(given, "body")
    if not body:
        raise Refused("Write something, or delete the tile.", "body")
    under = read.line(given, "subtitle") if kind == "markdown" else ""
    return {kind: {"subtitle": under, "body": body} if under else body}


def _button(given: Given) -> Part:
    return kept(
        {
            "label": refused.name(given.get("label", ""), "label"),
            "link": read.line(given, "link"),
            "description": read.line(given, "description"),
            "new_tab": read.flag(given, "new_tab") or None,
            "style": read.one_of(given, "style", STYLES),
            "size": read.one_of(given, "size", SIZES),
            "align": read.one_of(given, "align", ALIGNS),
            "color": read.one_of(given, "color", ("", *COLORS)),
        }
    )


def _listens(document: Document, old: Mapping[str, Any], given: Given) -> Part:
    """Which filters narrow the tile, and on which field; a filter's own field is not named."""
    found: Part = {}
    for name, each in (document.get("filters") or {}).items():
        field = read.line(given, f"field.{name}")
        if not read.flag(given, f"listens.{name}"):
            found[name] = "no"
        elif field and field != each.get("field"):
            found[name] = field
    return found


def _put(document: Document, name: str, given: Given) -> Document:
    """Where the form says, if it says another place than the tile has."""
    x, y, width, height = tiles.found(document, name)["at"]
    asked = [read.within(given, "column", x + 1, 1, COLUMNS) - 1, read.within(given, "row", y + 1, 1, ROWS) - 1,
             read.within(given, "width", width, packing.LEAST, COLUMNS),
             read.within(given, "height", height, packing.LEAST, TALLEST)]  # fmt: skip
    if asked == [x, y, width, height]:
        return document
    return tiles.placed(document, name, packing.inside(*asked))


def page(document: Document, given: Given) -> Document:
    """Title, description, guide and settings. Raises Refused."""
    settings = kept(
        {},
        timezone=read.line(given, "timezone") or "tile",
        refresh=_refresh(given),
        run_on_load=None if read.flag(given, "run_on_load") else False,
        filter_bar=read.one_of(given, "filter_bar", ("top", "right", "collapsed")),
        cross_filter=None if read.flag(given, "cross_filter") else False,
        alerts_follow=read.flag(given, "alerts_follow") or None,
    )
    plain = {"timezone": "tile", "filter_bar": "top"}  # as it is without being said
    settings = {key: value for key, value in settings.items() if plain.get(key) != value}
    about = {
        "title": refused.name(given.get("title", ""), "title"),
        "description": read.words(given, "description", refused.LONGEST_TEXT),
        "guide": read.words(given, "guide"),
    }
    return kept(document, **about, settings=settings) | {"tiles": document.get("tiles") or {}}
