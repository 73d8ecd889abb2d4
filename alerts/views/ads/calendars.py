"""Calendars: campaigns that run or pause on days."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.rows import number_of
from accounts.viewer import Viewer
from alerts.acting import calendars as kept
from alerts.acting.finding import find
from alerts.models.ads import Calendar
from alerts.models.ads.entity import Level
from alerts.screen import calendar_form
from alerts.screen.calendar_form import Form
from alerts.screen.calendars import lines
from cdp.models import AdCampaign
from explores.keeping.refused import Refused

MOST = 500  # campaigns to choose from; others from their panel


@require_GET
@allowed_to(Act.SEE)
def calendars(request: HttpRequest) -> HttpResponse:
    """All of them, with what each wants today."""
    found = lines(viewer_of(request), timezone.now())
    return render(request, "alerts/ads/calendars.html", {"lines": found})


@require_http_methods(["GET", "POST"])
@allowed_to(Act.ADS)
def new(request: HttpRequest) -> HttpResponse:
    """A new one."""
    viewer = viewer_of(request)
    if request.method == "GET":
        return _page(request, viewer, Form(of=request.GET.get("of", "")[:40]))
    form = calendar_form.typed(request.POST)
    try:
        kept.make(viewer, form.draft(), [_of(form)], timezone.now())
    except Refused as error:
        return _page(request, viewer, form.wrong(error), status=400)
    messages.success(request, f"{form.name} is saved.")
    return redirect("ads:calendars")


@require_http_methods(["GET", "POST"])
@allowed_to(Act.ADS)
def change(request: HttpRequest, number: int) -> HttpResponse:
    """One that is there."""
    viewer = viewer_of(request)
    there = kept.find_one(viewer, number)
    if request.method == "GET":
        return _page(request, viewer, calendar_form.kept(there), there)
    form = calendar_form.typed(request.POST)
    try:
        kept.change(viewer, number, form.draft(), number_of(form.version) or 0, timezone.now())
    except Refused as error:
        return _page(request, viewer, form.wrong(error), there, status=400)
    messages.success(request, f"{form.name} is saved.")
    return redirect("ads:calendars")


@require_POST
@allowed_to(Act.ADS)
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """It does nothing any more."""
    kept.remove(viewer_of(request), number, timezone.now())
    messages.success(request, "Removed. What it did stays in the log.")
    return redirect("ads:calendars")


def _of(form: Form) -> tuple[str, object]:
    level, _, row = form.of.rpartition("-")
    if not level:
        raise Refused("Choose what it is for.", "of")
    return level, row


def _page(
    request: HttpRequest, viewer: Viewer, form: Form, there: Calendar | None = None, *, status: int = 200
) -> HttpResponse:
    campaigns = AdCampaign.objects.filter(subaccount_id__in=viewer.subaccounts).order_by("name", "pk")
    context: dict[str, Any] = {
        "form": form,
        "there": there,
        "campaigns": list(campaigns.values_list("pk", "name")[:MOST]),
        "fixed": _named(viewer, form.of),
    }
    return render(request, "alerts/ads/calendar.html", context, status=status)


def _named(viewer: Viewer, of: str) -> str:
    """What it is for, where that is no campaign to choose: ``Ad set Lookalike``."""
    level, _, row = of.rpartition("-")
    if not level:
        return ""
    try:
        entity = find(viewer, level, row)
    except Http404:
        return ""
    return f"{Level(level).label} {entity.name}"
