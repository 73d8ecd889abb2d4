"""Links of a field: where a value leads outside. PURE."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from explores.semantic.section import CatalogError, Section
from explores.semantic.ways_out import Link

VALUE = "value"
_PLACE = re.compile(r"\{([\w.]+)\}")
_FIXED = re.compile(r"https?://[\w.-]+(:\d+)?(?=[/?#]|$)")  # scheme and host: no value may change these


def read(section: Section) -> tuple[Link, ...]:
    """The entries of ``links``. Raises CatalogError for an address that is not http(s), or whose host is a value."""
    return tuple(_link(entry) for entry in section.listed("links"))


def _link(entry: Section) -> Link:
    found = Link(entry.text("label"), entry.text("url"))
    entry.finish()
    checked(found.url, "link", entry.place)
    return found


def checked(url: str, what: str, place: str) -> str:
    """The address, if no value can change scheme or host. Raises CatalogError."""
    if not _FIXED.match(url):
        raise CatalogError(f"the {what} {url!r} does not begin with http(s):// and a fixed host.", place)
    return url


def places(url: str) -> list[str]:
    """What stands in its braces."""
    return _PLACE.findall(url)


def address(link: Link, value: Any, row: Mapping[str, Any]) -> str:
    """The link for one value; empty where it needs a value that is missing here."""
    return filled(link.url, value, row)


def filled(url: str, value: Any, row: Mapping[str, Any]) -> str:
    """The address with its values in it; empty where one is missing."""
    known = {VALUE: value, **row}
    if any(known.get(name) is None for name in places(url)):
        return ""
    return _PLACE.sub(lambda found: quote(str(known[found[1]]), safe=""), url)
