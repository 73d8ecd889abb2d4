"""What every page's shell needs: the theme this browser chose and the places it can go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ui import shell
from ui.tokens import THEMES

THEME_COOKIE = "theme"


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor; ``theme`` is "light", "dark", or "" for the system's own."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "theme": theme if theme in THEMES else "",
        "places": SimpleLazyObject(lambda: shell.links(request.path, request)),
    }
