"""One campaign, ad set or ad: beside the list, or at an address of its own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from accounts.rows import number_of
from accounts.viewer import Viewer
from alerts.acting import log
from alerts.models.ads import Health
from alerts.screen import wanted
from alerts.screen.foot import Foot, foot
from alerts.screen.lines import lines
from alerts.screen.panel import panel
from alerts.screen.row import Name, name
from alerts.screen.seen import find
from alerts.views.ads.health import page
from alerts.views.ads.told import Told

LOGGED = 8  # decisions beside the ad; the log has all


@require_GET
@allowed_to(Act.SEE)
def one(request: HttpRequest, level: str, number: int) -> HttpResponse:
    """The page with the panel; for htmx the panel, and the rows of the list that it changes."""
    viewer = viewer_of(request)
    health = find(viewer, level, number)
    if (known := request.GET.get("mark")) and known == _foot(request, viewer, health).mark:
        return HttpResponse(status=204)  # the panel looks after itself, and nothing is new
    return shown(request, viewer, health)


def shown(request: HttpRequest, viewer: Viewer, health: Health, told: Told | None = None) -> HttpResponse:
    """``told``: what came of what was just done."""
    now = timezone.now()
    decided = lines(log.of(viewer, health.level, health.row)[:LOGGED], now, viewer.timezone)
    of_panel = {
        "panel": panel(viewer, health, now),
        "foot": _foot(request, viewer, health),
        "told": told,
        "log": decided,
    }
    if not getattr(request, "htmx", False):
        return render(request, "alerts/ads/page.html", {**page(request, viewer, health), **of_panel})
    context = {**of_panel, "wanted": wanted.of(request.GET), "names": _names(request, viewer, health)}
    return render(request, "alerts/ads/_opened.html", {**context, "chosen": f"{health.level}-{health.row}"})


def _foot(request: HttpRequest, viewer: Viewer, health: Health) -> Foot:
    scope = request.POST.get("scope") or request.GET.get("scope", "")
    return foot(viewer, health, timezone.now(), scope, request.GET.get("ask", ""))


def _names(request: HttpRequest, viewer: Viewer, health: Health) -> list[Name]:
    """The cell that was pressed and the one chosen until now, if the page says that it has them."""
    found = [health, *_before(request, viewer, health)] if "row" in request.GET or request.method == "POST" else []
    now = timezone.now()
    return [name(each, now, viewer.timezone) for each in found]


def _before(request: HttpRequest, viewer: Viewer, health: Health) -> list[Health]:
    level, _, number = request.GET.get("chosen", "").rpartition("-")
    if (level, number) == (health.level, str(health.row)) or number_of(number) is None:
        return []
    try:
        return [find(viewer, level, int(number))]
    except Http404:
        return []
