"""The action log: what was decided, on what, what came of it; what waits for an answer; and undo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from alerts.acting import answers, people
from alerts.acting import log as kept
from alerts.models.ads import Decision
from alerts.models.ads.decision import Stage
from alerts.screen import logbook
from alerts.screen.lines import lines
from alerts.views.ads.told import told_of
from deliveries.views.going_back import back
from explores.keeping.refused import Refused

WAITING = 20  # proposals above the log; the filter shows all


@require_GET
@allowed_to(Act.SEE)
def log(request: HttpRequest) -> HttpResponse:
    """The log, narrowed as the address says."""
    viewer, now = viewer_of(request), timezone.now()
    wanted = logbook.of(request.GET)
    found = wanted.found(viewer)
    count = found.count()
    proposed = kept.seen(viewer).filter(stage=Stage.PROPOSED)[:WAITING]
    context = {
        "wanted": wanted,
        "stages": {key: label for key, (label, _) in logbook.STAGES.items()},
        "actors": {key: label for key, (label, _) in logbook.ACTORS.items()},
        "lines": lines(found[: wanted.shown], now, viewer.timezone),
        "waiting": lines(proposed, now, viewer.timezone) if not wanted.any else [],
        "count": count,
        "next": min(wanted.shown + logbook.MORE, logbook.MOST) if count > wanted.shown < logbook.MOST else 0,
    }
    return render(request, "alerts/ads/log.html", context)


@require_POST
@allowed_to(Act.ADS)
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Restore what stood before."""
    return _done(request, people.undo, number)


@require_POST
@allowed_to(Act.ADS)
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """Do what a rule proposes."""
    return _done(request, answers.approve, number)


@require_POST
@allowed_to(Act.ADS)
def decline(request: HttpRequest, number: int) -> HttpResponse:
    """Leave it."""
    return _done(request, answers.decline, number)


def _done(request: HttpRequest, do: Callable[[Viewer, object, datetime], Decision], number: int) -> HttpResponse:
    try:
        told = told_of(do(viewer_of(request), number, timezone.now()))
        messages.add_message(request, messages.ERROR if told.tone == "bad" else messages.SUCCESS, told.text)
    except Refused as error:
        messages.error(request, error.message)
    return back(request, "ads:log")
