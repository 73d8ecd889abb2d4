"""Filters of a document: added, changed, put in another order, taken away; which tiles listen to them. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards import documents
from dashboards.controls.kinds import kinds_for
from dashboards.documents import Document
from dashboards.editing import given as read
from dashboards.editing.given import Given
from explores.keeping import refused
from explores.keeping.refused import Refused
from explores.semantic.filters.words import LONGEST

MOST = 50  # filters of a dashboard
DISPLAYS = ("inline", "popover", "more")
Part = dict[str, Any]


def found(document: Document, name: str) -> Part:
    """The filter of that name, as the document has it. Raises Refused."""
    each = (document.get("filters") or {}).get(name)
    if not isinstance(each, dict):
        raise Refused("That filter is not there any more. Undo brings it back, if it was deleted here.", "filter")
    return each


def added(document: Document, given: Given) -> tuple[Document, str]:
    """One more filter, last, on a field ``given`` with its explore, type and label; and its name. Raises Refused."""
    filters = document.get("filters") or {}
    field = read.line(given, "field")
    if not field:
        raise Refused("Choose the field that the filter narrows.", "of")
    there = next((each.get("label") for each in filters.values() if each.get("field") == field), None)
    if there is not None:
        raise Refused(f"The filter {there} is on that field already; a field takes one.", "of")
    if len(filters) >= MOST:
        raise Refused(f"A dashboard has at most {MOST} filters.", "of")
    name = documents.free_id(field.rpartition(".")[2] or "filter", {*filters, *(document.get("tiles") or {})})
    made = {"label": read.line(given, "label"), "type": read.line(given, "type"), "field": field}
    made |= {"explore": explore} if (explore := read.line(given, "explore")) else {}
    return {**document, "filters": {**filters, name: made}}, name


def changed(document: Document, name: str, given: Given) -> Document:
    """All that the sheet of a filter says, the tiles that listen too. Raises Refused."""
    old = found(document, name)
    others = [other for other in document["filters"] if other != name]
    said = {
        "label": refused.name(given.get("label", ""), "label"),
        "default": refused.plain(given.get("default", ""), "default", LONGEST),
        "control": _control(old, given),
        "options": _options(given),
        "min": _number(given, "min"),
        "max": _number(given, "max"),
        "required": read.flag(given, "required") or None,
        "linked": [other for other in others if read.flag(given, f"linked.{other}")],
        "display": None if (display := read.one_of(given, "display", DISPLAYS)) == DISPLAYS[0] else display,
        "hidden": read.flag(given, "hidden") or None,
    }
    kept = {key: value for key, value in {**old, **said}.items() if value not in ("", None, [])}
    after = {**document, "filters": {**document["filters"], name: kept}}
    return _heard(after, name, given)


def _control(old: Mapping[str, Any], given: Given) -> str | None:
    choices = tuple(kind.name for kind in kinds_for(str(old.get("type"))))
    found = read.one_of(given, "control", ("advanced", *choices)) if given.get("control") else "advanced"
    return None if found == "advanced" else found


def _options(given: Given) -> list[str]:
    lines = read.words(given, "options").split("\n")
    return list(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _number(given: Given, name: str) -> float | None:
    text = read.line(given, name)
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = float("nan")
    if not abs(number) < 1e15:
        raise Refused(f"{name.title()} takes a number, not {text[:20]!r}.", name)
    return int(number) if number == int(number) else number


def _heard(document: Document, name: str, given: Given) -> Document:
    """Which tiles listen, and by which field, for those that the form names (``tile.revenue``)."""
    own = document["filters"][name]["field"]
    tiles = {}
    for tile, part in (document.get("tiles") or {}).items():
        field = (read.line(given, f"field.{tile}") or own) if read.flag(given, f"hears.{tile}") else "no"
        tiles[tile] = _listening(document, part, name, field, own) if f"tile.{tile}" in given else part
    return {**document, "tiles": tiles}


def _listening(document: Document, tile: Part, name: str, field: str, own: str) -> Part:
    before = dict(tile.get("listens") or {})
    listens = {**before, name: field}
    if field == own:
        del listens[name]
    if field != "no" and before.get(name, own) != field:
        _check_alone(document, tile, name, field)
    return {key: value for key, value in {**tile, "listens": listens}.items() if key != "listens" or listens}


def _check_alone(document: Document, tile: Part, name: str, field: str) -> None:
    """A tile is narrowed on a field by one filter."""
    listens = tile.get("listens") or {}
    for other, each in document["filters"].items():
        if other != name and listens.get(other, each.get("field")) == field:
            label, title = each.get("label", other), tile.get("title", "this tile")
            raise Refused(f"{label} narrows that field in {title} already. Choose another field there.", "field")


def shifted(document: Document, name: str, by: int) -> Document:
    """One place to the left or right."""
    found(document, name)
    names = list(document["filters"])
    place = names.index(name)
    to = max(0, min(len(names) - 1, place + by))
    names.insert(to, names.pop(place))
    return {**document, "filters": {each: document["filters"][each] for each in names}}


def removed(document: Document, name: str) -> Document:
    """Without the filter, and without what others said about it."""
    found(document, name)
    filters = {other: _unlinked(each, name) for other, each in document["filters"].items() if other != name}
    tiles = {tile: _unheard(part, name) for tile, part in (document.get("tiles") or {}).items()}
    return {**document, "filters": filters, "tiles": tiles}


def _unlinked(each: Part, name: str) -> Part:
    linked = [other for other in each.get("linked") or [] if other != name]
    return {key: value for key, value in {**each, "linked": linked}.items() if key != "linked" or linked}


def _unheard(tile: Part, name: str) -> Part:
    listens = {other: field for other, field in (tile.get("listens") or {}).items() if other != name}
    return {key: value for key, value in {**tile, "listens": listens}.items() if key != "listens" or listens}
