"""The saved destinations, and new ones."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import Act, allowed_to, viewer_of
from deliveries import faces, moments, places
from deliveries.models import Destination
from deliveries.places import forms
from deliveries.views import destination as one
from deliveries.views.tabs import tabs
from explores.keeping.refused import Refused


@dataclass(frozen=True)
class Line:
    """One of the list."""

    destination: Destination
    icon: str
    address: str
    tested: str
    used: int


@require_GET
@allowed_to(Act.DELIVER)
def destinations(request: HttpRequest) -> HttpResponse:
    """All of the account."""
    viewer, now = viewer_of(request), timezone.now()
    sends = Q(target__removed_at=None, target__schedule__removed_at=None, target__schedule__passing=False)
    found = places.seen(viewer).annotate(used=Count("target__schedule", filter=sends, distinct=True))
    lines = [
        Line(
            each,
            faces.kind_icon(each.kind),
            forms.address(each),
            moments.short(each.tested_at, viewer.timezone, now) if each.tested_at else "",
            each.used,
        )
        for each in found
    ]
    return render(request, "deliveries/destinations/page.html", {**tabs(viewer, "destinations"), "lines": lines})


@require_GET
@allowed_to(Act.DELIVER)
def new(request: HttpRequest) -> HttpResponse:
    """Which kind."""
    return render(request, "deliveries/destinations/kinds.html")


@require_http_methods(["GET", "POST"])
@allowed_to(Act.DELIVER)
def make(request: HttpRequest, kind: str) -> HttpResponse:
    """The form of one kind. What is shown only once is in this answer and in no other."""
    if kind not in forms.READERS:
        raise Http404(f"there is no destination of the kind {kind!r}")
    if request.method == "GET":
        return one.form(request, kind)
    try:
        made = forms.make(viewer_of(request), kind, request.POST.dict())
    except Refused as error:
        return one.form(request, kind, error=error)
    if made.shown:
        return one.page(request, made.destination, shown=made.shown)
    return redirect("deliveries:destination", made.destination.pk)
