"""What the head of an explore page needs: the Look it is about, and what the menu leads to."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.urls import reverse

from explores.keeping.opened import opened
from explores.keeping.targets import TARGETS, waiting
from explores.merging.state import Merge, Source
from explores.page import Asked
from explores.semantic.errors import SemanticError
from explores.wish import Wish

NOWHERE = "Embed address copied. No other site may show it yet: the operator names those in SEXTANT_EMBED_ORIGINS."


def head(asked: Asked) -> dict[str, Any]:
    """The names that ``_state.html`` and ``_more.html`` use."""
    origins = ", ".join(settings.EMBED_ORIGINS)
    return {
        "opened": opened(asked),
        "waiting_for": waiting(asked) if asked.wish.one("tile") else None,
        "save_targets": TARGETS,
        "merge_address": reverse("explores:merge") + Merge((Source(asked.explore.name, shared(asked)[1:]),)).href(),
        "merging": _merging(asked),
        "asked_for": shared(asked).removeprefix("?"),
        "cleared": Wish(tuple(pair for pair in asked.wish.params if pair[0] in {"look", "merge", "tile"})).href(),
        "embed_address": reverse("explores:embed", args=[asked.explore.name]) + shared(asked),
        "embed_words": f"Embed address copied. It shows in pages of {origins}, to people signed in here."
        if origins
        else NOWHERE,
    }


def _merging(asked: Asked) -> str:
    """The merge that waits for this query (``merge=1?source=…``: as its second), with it; empty where none does."""
    place, _, rest = asked.wish.one("merge").partition("?")
    if not place.isdecimal() or len(place) > 2 or asked.wish.empty:
        return ""
    try:
        state = Merge.of(parse_qsl(rest, keep_blank_values=True))
    except SemanticError:
        return ""
    there = state.sources[int(place)].pairs if int(place) < len(state.sources) else ()
    source = Source(asked.explore.name, shared(asked)[1:], there)
    return reverse("explores:merge") + state.put(int(place), source).href()


def shared(asked: Asked) -> str:
    """The page's query string without what is of this visit alone."""
    return asked.wish.having(look=None, merge=None, tile=None, toggle=None, run=None).href()
