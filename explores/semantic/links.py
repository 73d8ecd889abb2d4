"""Links of a field: where a value leads outside. PURE."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from explores.semantic.model import Link
from explores.semantic.section import CatalogError, Section

VALUE = "value"
_PLACE = re.compile(r"\{([\w.]+)\}")
_FIXED = re.compile(r"https?://[\w.-]+(:\d+)?(?=[/?#]|$)")  # scheme and host: no value may change these


def read(section: Section) -> tuple[Link, ...]:
    """The entries of ``links``. Raises CatalogError for an address that is not http(s), or whose host is a value."""
    return tuple(_link(entry) for entry in section.listed("links"))


def _link(entry: Section) -> Link:
    found = Link(entry.text("label"), entry.text("url"))
    entry.finish()
    if not _FIXED.match(found.url):
        raise CatalogError(f"the link {found.url!r} does not begin with http(s):// and a fixed host.", entry.place)
    return found


def address(link: Link, value: Any, row: Mapping[str, Any]) -> str:
    """The link for one value; empty where it needs a value that is missing here."""
    known = {VALUE: value, **row}
    if any(known.get(name) is None for name in _PLACE.findall(link.url)):
        return ""
    return _PLACE.sub(lambda found: quote(str(known[found[1]]), safe=""), link.url)
