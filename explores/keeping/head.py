"""What the head of an explore page needs: the Look it is about, and what the menu leads to."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse

from explores.keeping.opened import opened
from explores.keeping.targets import TARGETS
from explores.page import Asked

NOWHERE = "Embed address copied. No other site may show it yet: the operator names those in SEXTANT_EMBED_ORIGINS."


def head(asked: Asked) -> dict[str, Any]:
    """The names that ``_state.html`` and ``_more.html`` use."""
    origins = ", ".join(settings.EMBED_ORIGINS)
    return {
        "opened": opened(asked),
        "save_targets": TARGETS,
        "embed_address": reverse("explores:embed", args=[asked.explore.name]) + shared(asked),
        "embed_words": f"Embed address copied. It shows in pages of {origins}, to people signed in here."
        if origins
        else NOWHERE,
    }


def shared(asked: Asked) -> str:
    """The page's query string without what is of this visit alone."""
    return asked.wish.having(look=None, merge=None, toggle=None, run=None).href()
