"""A form with a fault in it: what fits is kept, and what does not is told at its field. PURE."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboards.documents import Document
from dashboards.editing import filters, operations, tiles
from dashboards.editing.given import Given
from dashboards.editing.operations import Change
from explores.semantic.errors import SemanticError

TOLD = {  # the fields of each form that people can fill in so that they do not fit
    "tile": ("title", "body", "label", "link", "timezone", "width", "height", "column", "row"),
    "page": ("title", "timezone"),
    "filter": ("label", "min", "max"),
}
_KEY = re.compile(r"'(\w+)'(: )?")  # as the reader of documents names what is at fault


def done(document: Document, what: str, given: Given) -> Change:
    """The change a form makes; a field that does not fit stays as it was, and ``told`` says why.

    Raises Refused, CatalogError where no field of it is at fault: then nothing is changed.
    """
    faults: dict[str, str] = {}
    while True:
        try:
            change = operations.done(document, what, given)
        except SemanticError as error:
            field, words = _fault(what, given, error)
            if not field or field in faults:
                raise
            faults[field] = words
            given = {**given, field: _before(document, what, given).get(field, "")}
        else:
            told = {field: faults.get(field, "") for field in TOLD.get(what, ()) if field in given}
            return replace(change, told=told, said=" ".join(faults.values()) or change.said)


def _fault(what: str, given: Given, error: SemanticError) -> tuple[str, str]:
    """Which field of the form it is about, and what to say there."""
    known = [field for field in TOLD.get(what, ()) if field in given]
    if error.field in known:
        return error.field, error.message
    named = next((found for found in _KEY.finditer(error.message) if found[1] in known), None)
    if named is None:
        return "", ""
    rest = error.message[named.end() :]
    return named[1], rest if named[2] else f"{named[1].title()}{rest}"


def _before(document: Document, what: str, given: Given) -> dict[str, str]:
    """What the fields say when nothing is filled in; a number that is left out stays as it is by itself."""
    if what == "page":
        part: Mapping[str, Any] = {**document, **(document.get("settings") or {})}
    elif what == "filter":
        part = filters.found(document, given.get("filter", ""))
    else:
        tile = tiles.found(document, given.get("tile", ""))
        words = tile.get("text") or tile.get("markdown") or ""
        part = {**tile, **(tile.get("button") or {}), "body": words["body"] if isinstance(words, dict) else words}
    return {field: str(part.get(field, "")) for field in TOLD[what]}
