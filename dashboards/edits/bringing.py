"""From edit mode to an explore page and back: a new question as a new tile, or a tile's question as it was changed.

The explore page carries ``tile=12`` (a new tile for dashboard 12) or ``tile=12:revenue`` (for its tile of that id).
"""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404
from django.urls import reverse

from accounts.access import Act, may_on
from accounts.viewer import Viewer
from dashboards import filters, own, vis
from dashboards.documents import Document
from dashboards.editing import operations, tiles
from dashboards.editing.given import Given
from dashboards.editing.operations import Change
from dashboards.edits import drafts
from dashboards.links import EXPLORE_VIS, tile_address
from dashboards.model import Dashboard, Tile
from explores.keeping import looks, refused
from explores.keeping.content import Content
from explores.keeping.refused import Refused
from explores.keeping.targets import Waiting
from explores.merging.kept import is_merge
from explores.page import Asked

_NAMED = re.compile(r"(\d{1,18})(?::([A-Za-z0-9_-]{1,60}))?")
OPEN, MONTHLY = "*", "month"  # an open time frame is asked by month on the explore page


def question(dashboard: Dashboard, tile: Tile) -> str:
    """The explore page (or that of merged results) with the tile's own question, which can be brought back.

    Empty where there is none.
    """
    if not tile.asks or tile.fault or tile.look is not None:
        return ""
    address = tile_address(tile, filters.fitted(tile.query, MONTHLY), vis.address(tile.chart))
    return f"{address}&tile={dashboard.slug}:{tile.id}" if address else ""


def waiting(asked: Asked) -> Waiting | None:
    """The draft that an explore page works for, by its address."""
    named = _NAMED.fullmatch(asked.wish.one("tile"))
    if named is None:
        return None
    try:
        row = own.find(asked.viewer, named[1])
    except Http404:
        return None
    draft = drafts.find(asked.viewer, row) if may_on(asked.viewer, Act.SAVE, row.folder) else None
    if draft is None:
        return None
    there = named[2] in (draft.content.get("tiles") or {})
    label = "Save to tile" if there else f"Add to {row.title}"
    back = reverse("dashboards:edit", args=[row.pk])
    return Waiting(label, reverse("dashboards:edit_bring", args=[row.pk]), back, named[2] if there else "")


def brought(document: Document, given: Given, content: Content, kind: str) -> Change:
    """The question of an explore page as a tile: a new one, or in the place of what ``tile`` asked. Raises Refused."""
    name = given.get("tile", "")
    if not name:
        title = refused.name(given.get("title") or "New tile", "title")
        return operations.added(document, own.tile_of(title, content, kind), kind, given)
    old = tiles.found(document, name)
    made = own.tile_of(str(old.get("title", name)), content, kind)
    new = {key: value for key, value in old.items() if key not in ("look", "merge", "query", "vis")}
    change = {"vis": _picture(old, made), "query": _asked(old, made, kind)}
    return Change(tiles.changed(document, name, {**new, **change}), f"{made['title']} asks anew.", tile=name)


def _picture(old: Document, made: Document) -> Any:
    """The picture as it was drawn; cohorts and reach, which explores have not, stay what they are."""
    kept = old.get("vis")
    return kept if isinstance(kept, str) and EXPLORE_VIS.get(kept) == _kind(made["vis"]) else made["vis"]


def _kind(picture: Any) -> str:
    return str(picture if isinstance(picture, str) else picture.get("type"))


def _asked(old: Document, made: Document, kind: str) -> Document:
    """The question with what the explore page cannot say: open time frames, and the totals of a single value."""
    before, query = old.get("query") or {}, dict(made["query"])
    if is_merge(query):
        return query
    was = {name.removesuffix(OPEN) + MONTHLY: name for name in before.get("fields", ()) if name.endswith(f"_{OPEN}")}
    query["fields"] = [was.get(name, name) for name in query.get("fields", ())]
    if "sorts" in query and was:
        query["sorts"] = [_renamed(sort, was) for sort in query["sorts"]]
    if kind == "single" and before.get("totals"):
        query["totals"] = True
    return query


def _renamed(sort: Any, was: dict[str, str]) -> Any:
    if isinstance(sort, str):
        field, _, rest = sort.partition(" ")
        return " ".join(filter(None, [was.get(field, field), rest]))
    return {**sort, "field": was.get(sort.get("field"), sort.get("field"))}


def from_look(viewer: Viewer, document: Document, given: Given) -> Change:
    """A tile that follows a Look, or one that asks what it asks now. Raises Refused."""
    try:
        look = looks.find(viewer, given.get("look", ""))
    except Http404 as gone:
        raise Refused("Choose a Look that you may open; that one is not there any more.", "look") from gone
    kind = str(look.settings.get("vis") or "table")
    if given.get("how") == "copied":
        return operations.added(document, own.tile_of(look.name, Content(look.query, look.settings), kind), kind, given)
    return operations.added(document, {"title": look.name, "look": look.pk}, kind, given)
