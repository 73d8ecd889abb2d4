"""The digest of Ads health: subscribe, see what it would say, pause, send, end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Act, allowed_to, whole_viewer_of
from accounts.viewer import Viewer
from alerts.digest import page, subscribing
from alerts.digest import typed as boxes
from alerts.digest.typed import Typed
from deliveries.content.finding import Gone
from deliveries.models import Schedule
from deliveries.schedules import at_once, saving, stopping
from deliveries.sheet.faces import WEEKDAYS
from deliveries.sheet.showing import zones
from explores.keeping.refused import Refused

PAGE = "ads:digest"


@require_http_methods(["GET", "POST"])
@allowed_to(Act.SUBSCRIBE)
def digest(request: HttpRequest) -> HttpResponse:
    """GET: the person's own. POST: keep what stands in the boxes."""
    viewer = whole_viewer_of(request)
    if request.method != "POST":
        mine = subscribing.own(viewer)
        return _page(request, viewer, boxes.of_schedule(mine) if mine else boxes.fresh(viewer))
    typed = boxes.of_form(request.POST, viewer.timezone)
    there = subscribing.own(viewer) is not None
    try:
        subscribing.subscribe(viewer, typed, timezone.now())
    except Refused as error:
        return _page(request, viewer, typed, error)
    messages.success(request, "The digest is changed." if there else "You are subscribed to the digest.")
    return redirect(PAGE)


@require_GET
@allowed_to(Act.SUBSCRIBE)
def preview(request: HttpRequest) -> HttpResponse:
    """What it would say now, of the boxes as they stand."""
    viewer = whole_viewer_of(request)
    typed = boxes.of_form(request.GET, viewer.timezone)
    try:
        context: dict[str, Any] = {"report": page.preview(viewer, typed, timezone.now())}
    except Gone as error:
        context = {"fault": str(error)}
    part = getattr(request, "htmx", False)
    return render(request, f"alerts/ads/digest/{'_preview' if part else 'preview'}.html", context)


@require_POST
@allowed_to(Act.SUBSCRIBE)
def act(request: HttpRequest, what: str) -> HttpResponse:
    """Of the person's own: send it now, pause, resume, end it. Who has none (any more) is told."""
    viewer = whole_viewer_of(request)
    mine = subscribing.own(viewer)
    if mine is None:
        messages.error(request, "You are not subscribed to the digest.")
        return redirect(PAGE)
    try:
        messages.success(request, ACTS[what](viewer, mine))
    except Refused as error:
        messages.error(request, str(error))
    return redirect(PAGE)


def _send(viewer: Viewer, mine: Schedule) -> str:
    at_once.send_at_once(viewer, mine, timezone.now())
    return "The digest is on its way to you."


def _pause(viewer: Viewer, mine: Schedule) -> str:
    stopping.pause(mine, by=viewer.user)
    return "The digest is paused."


def _resume(viewer: Viewer, mine: Schedule) -> str:
    stopping.resume(mine)
    return "The digest comes again."


def _end(viewer: Viewer, mine: Schedule) -> str:
    saving.remove(mine, timezone.now())
    return "The digest has ended. Its receipts stay."


ACTS = {"send": _send, "pause": _pause, "resume": _resume, "end": _end}


def _page(request: HttpRequest, viewer: Viewer, typed: Typed, error: Refused | None = None) -> HttpResponse:
    mine = page.mine(viewer, timezone.now())
    context = {
        "typed": typed,
        "mine": mine,
        "others": page.others(viewer, mine),
        "whens": boxes.WHEN.items(),
        "weekdays": [(str(number), name) for number, name in enumerate(WEEKDAYS)],
        "zones": zones(),
        "platforms": page.platforms(typed),
        "choices": page.choices(viewer, typed),
        "error": str(error) if error else "",
        "field": error.field if error else "",
    }
    return render(request, "alerts/ads/digest/page.html", context, status=400 if error else 200)
