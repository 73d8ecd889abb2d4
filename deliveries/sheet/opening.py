"""The ways to the sheet: from a dashboard, a tile, a Look, an explore; and from a schedule that is there."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from dashboards import opening
from dashboards.actions.listing import entries
from deliveries.content import of_page
from deliveries.content.subject import Kind, Subject
from deliveries.models import Kind as Way
from deliveries.models import Schedule
from deliveries.schedules import saving
from deliveries.sheet import faces, showing
from deliveries.sheet.listing import listed
from deliveries.sheet.typed import NOW, Row, Typed, of_draft
from explores.keeping import looks
from explores.keeping.opened import opened
from explores.merging.asking import asked_of
from explores.wish import OF_THE_VISIT, Wish

OF_SHEET = frozenset({"place", "title", "kind", "fresh"})  # of the address, beside the content's own


@require_GET
@allowed_to(Act.DELIVER)
def choose(request: HttpRequest) -> HttpResponse:
    """What to send: every dashboard and Look that the person may open."""
    viewer = viewer_of(request)
    context = {"entries": entries(viewer), "looks": looks.seen(viewer).order_by("name")}
    return render(request, "deliveries/sheet/choose.html", context)


@require_GET
@allowed_to(Act.DELIVER)
def dashboard(request: HttpRequest, slug: str) -> HttpResponse:
    """A whole dashboard, with its filters as the address has them."""
    return _new(request, Subject(Kind.DASHBOARD, slug=slug), _values(request, slug))


@require_GET
@allowed_to(Act.DELIVER)
def tile(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One tile of it."""
    opening.tile_of(opening.found(viewer_of(request), slug), name)
    return _new(request, Subject(Kind.TILE, slug=slug, tile=name), _values(request, slug))


@require_GET
@allowed_to(Act.DELIVER)
def look(request: HttpRequest, number: int) -> HttpResponse:
    """A Look."""
    return _new(request, Subject(Kind.LOOK, look=looks.find(viewer_of(request), number).pk), {})


@require_GET
@allowed_to(Act.DELIVER)
def explore(request: HttpRequest, name: str) -> HttpResponse:
    """A question as it stands in the address; of a Look that nobody changed, the Look."""
    pairs = [(key, value) for key, values in request.GET.lists() for value in values if key not in OF_SHEET]
    asked = asked_of(viewer_of(request), name, Wish.of(pairs))
    seen = opened(asked)
    if seen is not None and not seen.edited and not seen.newer:
        return _new(request, Subject(Kind.LOOK, look=seen.look.pk), {})
    if asked.wish.empty or asked.problem:
        why = asked.problem.what if asked.problem else "Nothing is asked yet: choose a field, then send its answer."
        return showing.answer(request, "gone", {"why": why}, status=asked.problem.status if asked.problem else 400)
    kept = [(key, value) for key, value in asked.wish.params if key not in OF_THE_VISIT]
    return _new(request, Subject(Kind.EXPLORE, explore=name, query=urlencode(kept)), {})


@require_GET
@allowed_to(Act.DELIVER)
def ads(request: HttpRequest) -> HttpResponse:
    """The digest of ads, for others or to another place; one's own is subscribed to on its page."""
    return _new(request, Subject(Kind.ADS), {})


@require_GET
@allowed_to(Act.DELIVER)
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """A schedule that is there."""
    schedule = saving.find(viewer_of(request), number)
    return showing.sheet(request, of_draft(saving.draft_of(schedule), schedule.version), schedule=schedule)


def _values(request: HttpRequest, slug: str) -> dict[str, str]:
    return of_page.values(viewer_of(request), slug, request.GET)


def _new(request: HttpRequest, subject: Subject, values: dict[str, str]) -> HttpResponse:
    """An empty form; where the person sends this already, the list of that first."""
    viewer = viewer_of(request)
    mine = _mine(viewer, subject)
    once = request.GET.get("place") == "send"
    if mine and not once and "fresh" not in request.GET:
        return listed(request, subject, mine)
    typed = Typed(subject, zone=viewer.timezone, filters=values, when=NOW if once else "daily")
    return showing.sheet(request, started(typed, viewer, showing.writer(request).email))


def _mine(viewer: Viewer, subject: Subject) -> list[Schedule]:
    return list(saving.seen(viewer).filter(owner_id=viewer.user, about=subject.about))


def started(typed: Typed, viewer: Viewer, address: str) -> Typed:
    """A new form begins with the writer as the first to get it."""
    row = Row("1", kind=str(Way.EMAIL), recipients=address)
    first = replace(row, format=faces.faces(viewer, replace(typed, rows=(row,)), address)[0].format.code)
    return typed.with_row(first)
