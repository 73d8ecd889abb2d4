"""Tabs of a document: added, renamed, put in another order, taken away with or without their tiles. PURE."""

from __future__ import annotations

from dashboards import documents
from dashboards.documents import Document
from dashboards.editing import tiles
from explores.keeping import refused
from explores.keeping.refused import Refused

MOST = 20
LONGEST = 60  # characters of a label


def label(text: str) -> str:
    """A label that can be kept. Raises Refused."""
    found = refused.name(text, "label")
    if len(found) > LONGEST:
        raise Refused(f"A tab's name has at most {LONGEST} characters; this one has {len(found)}.", "label")
    return found


def added(document: Document, text: str) -> tuple[Document, str]:
    """One more tab, last, and its id. The first one made brings a tab for the tiles that are there."""
    named, held = label(text), dict(document.get("tabs") or {})
    if len(held) >= MOST:
        raise Refused(f"A dashboard has at most {MOST} tabs.", "label")
    if not held:
        held = {"overview": "Overview"}
    name = documents.free_id(named, held)
    return {**_explicit(document, next(iter(held))), "tabs": {**held, name: named}}, name


def renamed(document: Document, name: str, text: str) -> Document:
    """Another label."""
    held = _held(document, name)
    return {**document, "tabs": {**held, name: label(text)}}


def shifted(document: Document, name: str, by: int) -> Document:
    """One place further (1) or back (-1); at the end it stays."""
    held = _held(document, name)
    order = list(held)
    place = order.index(name)
    to = min(max(place + by, 0), len(order) - 1)
    order.insert(to, order.pop(place))
    # What names no tab is on the first one: it is named now, or it would go with the order.
    return {**_explicit(document, next(iter(held))), "tabs": {each: held[each] for each in order}}


def removed(document: Document, name: str, *, with_tiles: bool) -> Document:
    """Without a tab. Its tiles go too, or stand under those of the first tab that stays."""
    held = dict(_held(document, name))
    whole = _explicit(document, next(iter(held)))
    held.pop(name)
    gone = [key for key, tile in whole["tiles"].items() if tile.get("tab") == name]
    if with_tiles:
        whole = {**whole, "tiles": {key: tile for key, tile in whole["tiles"].items() if key not in gone}}
    elif held:
        whole = {**whole, "tabs": held | {name: ""}}
        for key in sorted(gone, key=lambda key: (whole["tiles"][key]["at"][1], whole["tiles"][key]["at"][0])):
            whole = tiles.on_tab(whole, key, next(iter(held)))
    return {**whole, "tabs": held} if held else _without_tabs(whole)


def _held(document: Document, name: str) -> dict[str, str]:
    held: dict[str, str] = document.get("tabs") or {}
    if name not in held:
        raise Refused("That tab is not there any more.", "tab")
    return held


def _explicit(document: Document, first: str) -> Document:
    given = (document.get("tiles") or {}).items()
    return {**document, "tiles": {key: {**tile, "tab": tile.get("tab") or first} for key, tile in given}}


def _without_tabs(document: Document) -> Document:
    bare = {key: {k: v for k, v in tile.items() if k != "tab"} for key, tile in document["tiles"].items()}
    return {**{key: value for key, value in document.items() if key != "tabs"}, "tiles": bare}
