"""The sheet on which a visitor chooses in whose time a page is cut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from dashboards import filters, zones
from dashboards.asking import Asked
from dashboards.model import Dashboard
from dashboards.opening import asked_of

WORDS = {zones.TILE: "each tile's own, else {zone}", zones.VIEWER: "{zone} for all"}
LABELS = {zones.TILE: "Each tile's", zones.VIEWER: "The viewer's"}


@dataclass(frozen=True)
class Way:
    """One choice, and the page's address with it."""

    label: str
    words: str
    address: str
    here: bool


def named(mode: str) -> str:
    """What is in force, in words: "each tile's", or the name of a zone."""
    return LABELS.get(mode, mode).lower() if mode in LABELS else mode


@require_GET
@allowed_to(Act.SEE)
def zone(request: HttpRequest, slug: str) -> HttpResponse:
    """The choices; each keeps the filters as they stand."""
    asked = asked_of(request, slug)
    mode = zones.mode_of(asked.dashboard)
    context: dict[str, Any] = {
        "dashboard": asked.dashboard,
        "ways": [_way(asked, choice, mode, viewer_of(request).timezone) for choice in _choices(asked.dashboard)],
        "others": _others(asked),
        "one": "" if mode in LABELS else mode,
        "names": sorted(available_timezones()),
    }
    return render(request, "dashboards/actions/_zone.html", context)


def _choices(dashboard: Dashboard) -> list[str]:
    """Each tile's, the viewer's, and the one that the dashboard is set to."""
    return list(dict.fromkeys([zones.TILE, zones.VIEWER, dashboard.settings.timezone]))


def _way(asked: Asked, choice: str, mode: str, home: str) -> Way:
    usual = choice == asked.dashboard.settings.timezone
    params = [*_others(asked), *([] if usual else [(zones.ZONE, choice)])]
    page = reverse("dashboards:page", args=[asked.dashboard.slug])
    words = WORDS.get(choice, "for all").format(zone=home)
    label = LABELS.get(choice, choice)
    return Way(
        label, f"{words}{', as the dashboard is set' if usual else ''}", f"{page}?{urlencode(params)}", choice == mode
    )


def _others(asked: Asked) -> list[tuple[str, str]]:
    """The page's address but for its zone."""
    return filters.params_of(replace(asked.dashboard, zone=""), asked.values)
