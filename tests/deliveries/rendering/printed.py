"""Pages asked for as a person, and what is read back of a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import Destination

from accounts.access import viewer_for
from accounts.models import User
from dashboards import filters, zones
from dashboards.asking import Asked, pin_named
from dashboards.library import dashboards

NOW = datetime(2025, 12, 9, 8, 30, tzinfo=UTC)


def asked(user: User, slug: str = "revenue", **values: str) -> Asked:
    """A standard dashboard as this person sees it, of 2025."""
    dashboard, viewer = dashboards()[slug], viewer_for(user)
    given = filters.values_of(dashboard, {"order_date": "2025", **values})
    return Asked(dashboard, given, zones.seen_by(viewer, dashboard), NOW, pin_named(""))


def only(found: Asked, *names: str, **changes: Any) -> Asked:
    """The same page with these tiles alone; ``changes``: to each of them."""
    tiles = tuple(replace(tile, **changes) for tile in found.dashboard.tiles if tile.id in names)
    return replace(found, dashboard=replace(found.dashboard, tiles=tiles))


def text(pdf: bytes) -> str:
    """All words, blanks and line ends as one blank."""
    return squeezed(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages))


def squeezed(words: str) -> str:
    """Without any blanks, which PDF has only between what stands apart."""
    return re.sub(r"\s+", "", words)


def bookmarks(pdf: bytes) -> list[str]:
    """The titles of the outline, from top to bottom."""
    return list(_titles(PdfReader(BytesIO(pdf)).outline))


def _titles(outline: Iterable[Any]) -> Iterable[str]:
    for part in outline:
        if isinstance(part, Destination):
            yield str(part.title)
        else:
            yield from _titles(part)
