"""Saving from an explore page to a dashboard: what the save sheet offers, and what its forms do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.access import Act, allowed_to, may_on, viewer_of
from accounts.viewer import Viewer
from dashboards import own, vis
from dashboards.models import Dashboard
from explores.keeping import content, folders
from explores.keeping.refused import Refused
from explores.keeping.sheet import saved, sheet
from explores.keeping.targets import Form
from explores.keeping.views.acting import act
from explores.merging.asking import asked_of
from explores.semantic.errors import SemanticError
from explores.wish import Wish

Given = dict[str, str]


def offered(viewer: Viewer) -> dict[str, Any]:
    """The dashboards one may add to, by folder in the order of the tree."""
    mine: dict[int, list[Dashboard]] = {}
    for row in own.seen(viewer):
        if may_on(viewer, Act.SAVE, row.folder):
            mine.setdefault(row.folder_id, []).append(row)
    places = folders.places(viewer)
    return {"groups": [(place.path, mine[place.folder.pk]) for place in places if place.folder.pk in mine]}


NEW = Form("dashboards/_save_new.html", "dashboards:save_new", offered)
EXISTING = Form("dashboards/_save_existing.html", "dashboards:save", offered)


@require_POST
@allowed_to(Act.SAVE)
def save_new(request: HttpRequest) -> HttpResponse:
    """Make a dashboard with the question as its first tile."""

    def made(viewer: Viewer, given: Given, kept: content.Content) -> Dashboard:
        folder = folders.find(viewer, given.get("folder", ""), Act.SAVE)
        with transaction.atomic():
            row = own.make(viewer, folder, given.get("name", ""), given.get("description", ""))
            own.append(viewer, row, given.get("tile", "") or row.title, kept, kind_of(kept, given))
        return row

    return _answered(request, made)


@require_POST
@allowed_to(Act.SAVE)
def save(request: HttpRequest) -> HttpResponse:
    """Add the question to a dashboard as its last tile."""

    def added(viewer: Viewer, given: Given, kept: content.Content) -> Dashboard:
        if not given.get("dashboard"):
            raise Refused("Choose a dashboard, or make a new one.", "dashboard")
        row = own.find(viewer, given["dashboard"])
        own.append(viewer, row, given.get("tile", ""), kept, kind_of(kept, given))
        return row

    return _answered(request, added)


def _answered(request: HttpRequest, keep: Callable[[Viewer, Given, content.Content], Dashboard]) -> HttpResponse:
    viewer, given = viewer_of(request), request.POST.dict()
    explore = asked_of(viewer, given.get("explore", ""), Wish()).explore
    try:
        kept = content.of_address(viewer, explore.name, given.get("query", ""))
        row = keep(viewer, given, kept)
    except SemanticError as error:
        return sheet(request, viewer, explore, given, error=error)
    return saved(f"Saved to {row.title}.", reverse("dashboards:page", args=[row.pk]), view="view" in given)


def kind_of(kept: content.Content, given: Given) -> str:
    """The kind of picture: as chosen, else as the page showed it, else a table."""
    kinds = (kept.settings.get("vis", ""), given.get("kind", ""))
    return next((kind for kind in kinds if kind in vis.EXPLORED), "table")


@require_POST
@allowed_to(Act.SAVE)
def trash(request: HttpRequest, number: int) -> HttpResponse:
    """A dashboard of people's own into the trash; with ``out`` back from it."""
    viewer, out = viewer_of(request), bool(request.POST.get("out"))
    row = own.find(viewer, number, trashed=out)
    words = f"{row.title} is back." if out else f"{row.title} is in the trash."
    back = reverse("keeping:trash") if out else reverse("dashboards:list")
    undo = "" if out else reverse("dashboards:trash", args=[number])
    return act(request, lambda: own.trash(viewer, row, out=out), words, back, undo=undo)
