"""What ads should cost, which rules look at them and how far each may go, and what nothing may overstep."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from alerts.acting import killing, limiting, protecting
from alerts.health import accepting, settings
from alerts.models import Limits
from alerts.models.ads import Mode
from alerts.screen import naming, ruling, wished
from alerts.views.ads import limits as limits_form

NORMALS = 50  # the latest


@require_GET
@allowed_to(Act.SEE)
def rules(request: HttpRequest) -> HttpResponse:
    """All of it on one page."""
    viewer = viewer_of(request)
    return render(request, "alerts/ads/rules.html", page(viewer))


def page(viewer: Viewer, limits: Limits | None = None) -> dict[str, Any]:
    """``limits``: as they are, where the caller has just read them."""
    now = timezone.now()
    protections, normals = list(protecting.seen(viewer)), list(accepting.seen(viewer)[:NORMALS])
    aims = wished.aims(viewer)
    named = [(each.level, each.row) for rows in (protections, normals, aims.goals) for each in rows if each.level]
    names = naming.names(viewer, named)
    found = limits or limiting.of(viewer.account)
    lines = [ruling.line(each, now, viewer.timezone) for each in settings.of(viewer)]
    return {
        "lines": lines,
        "acting": sum(each.mode == Mode.AUTOMATIC for each in lines),
        "modes": {mode.value: words for mode, words in ruling.MODES.items()},
        "limits": found,
        "form": limits_form.form_of(found, viewer),
        "protections": [(each, names[each.level, each.row]) for each in protections],
        "normals": [(each, names[each.level, each.row], wished.signal(each.signal)) for each in normals],
        "aims": wished.lines(aims, names),
        "automatic": Mode.AUTOMATIC,
        "zone": viewer.timezone,
        "open_places": aims.open_places,
    }


@require_POST
@allowed_to(Act.ADS)
def kill(request: HttpRequest) -> HttpResponse:
    """Nothing acts by itself any more."""
    killing.throw(viewer_of(request), timezone.now())
    messages.success(request, "Stopped. No rule and no calendar acts until somebody allows it again.")
    return redirect("ads:rules")


@require_POST
@allowed_to(Act.ADS_RULES)
def lift(request: HttpRequest) -> HttpResponse:
    """Rules and calendars act again, as each is set."""
    killing.lift(viewer_of(request))
    messages.success(request, "Allowed again. Each rule and calendar acts as far as it is set to.")
    return redirect("ads:rules")
