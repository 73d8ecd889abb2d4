"""Edit mode: its page, what its forms do to the draft, saving it and leaving it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from dashboards import own, saving
from dashboards.editing import telling
from dashboards.editing.operations import Change
from dashboards.edits import bringing, choosing, drafts, stage
from dashboards.edits.stage import Looked
from dashboards.models import Dashboard
from explores.keeping import content
from explores.keeping.refused import Overtaken
from explores.semantic.errors import SemanticError

Do = Callable[[Viewer, Dashboard], Change]


@require_GET
@allowed_to(Act.SAVE)
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The page of edit mode, over the draft that is there or a new one; for htmx only its parts."""
    viewer, looked = viewer_of(request), Looked.of(request.GET.dict())
    row = own.find(viewer, number)
    try:
        drafts.begun(viewer, row)
    except SemanticError as error:
        messages.error(request, str(error))
        return redirect("dashboards:page", row.pk)
    return _parts(request, viewer, row, looked) if _by_htmx(request) else _page(request, viewer, row, looked)


@require_POST
@allowed_to(Act.SAVE)
def do(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """One change to the draft, named by the address and filled in by a form."""
    given = request.POST.dict()
    return _changed(
        request,
        number,
        lambda viewer, row: drafts.change(
            viewer, row, lambda document: telling.done(document, what, choosing.completed(viewer, given))
        ),
        silent=what in telling.TOLD,  # the sheet is as it was filled in, and may be typed in again
    )


@require_POST
@allowed_to(Act.SAVE)
def step(request: HttpRequest, number: int, way: str) -> HttpResponse:
    """Undo, or redo."""

    def stepped(viewer: Viewer, row: Dashboard) -> Change:
        drafts.step(viewer, row, back=way == "undo")
        return Change({}, "Undone." if way == "undo" else "Done again.")

    return _changed(request, number, stepped)


@require_POST
@allowed_to(Act.SAVE)
def look(request: HttpRequest, number: int) -> HttpResponse:
    """A tile that follows a Look, or a copy of what it asks."""
    given = request.POST.dict()
    return _changed(
        request,
        number,
        lambda viewer, row: drafts.change(viewer, row, lambda document: bringing.from_look(viewer, document, given)),
    )


@require_POST
@allowed_to(Act.SAVE)
def bring(request: HttpRequest, number: int) -> HttpResponse:
    """The question of an explore page into the draft, and back to it."""
    given = request.POST.dict()

    def brought(viewer: Viewer, row: Dashboard) -> Change:
        kept = content.of_address(viewer, given.get("explore", ""), given.get("query", ""))
        kind = saving.kind_of(kept, given)
        return drafts.change(viewer, row, lambda document: bringing.brought(document, given, kept, kind))

    return _changed(request, number, brought)


@require_POST
@allowed_to(Act.SAVE)
def save(request: HttpRequest, number: int) -> HttpResponse:
    """The draft as the next version. The second of two savers is told, and keeps the draft."""
    viewer = viewer_of(request)
    row = own.find(viewer, number)
    try:
        drafts.save(viewer, row)
    except Overtaken as overtaken:
        return _page(request, viewer, row, Looked(), overtaken=overtaken)
    except SemanticError as error:
        messages.error(request, str(error))
        return redirect("dashboards:edit", row.pk)
    messages.success(request, "Saved.")
    return redirect("dashboards:page", row.pk)


@require_POST
@allowed_to(Act.SAVE)
def copy(request: HttpRequest, number: int) -> HttpResponse:
    """The draft as a dashboard of its own; the other stays as it is."""
    viewer = viewer_of(request)
    row = own.find(viewer, number)
    try:
        made = drafts.copy(viewer, row, request.POST.get("title", ""))
    except SemanticError as error:
        messages.error(request, str(error))
        return redirect("dashboards:edit", row.pk)
    messages.success(request, f"Saved as {made.title}.")
    return redirect("dashboards:page", made.pk)


@require_POST
@allowed_to(Act.SAVE)
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Forget the draft, and back to the dashboard as it was saved."""
    viewer = viewer_of(request)
    row = own.find(viewer, number)
    drafts.discard(viewer, row)
    return redirect("dashboards:page", row.pk)


def _changed(request: HttpRequest, number: int, do: Do, *, silent: bool = False) -> HttpResponse:
    """Do it and show what came of it, or say why not."""
    viewer, looked = viewer_of(request), Looked.of(request.POST.dict(), "at_")
    try:
        row = own.find(viewer, number)
        change = do(viewer, row)
    except SemanticError as error:
        return _refused(request, viewer, row, looked, str(error))
    except Http404:
        if not _by_htmx(request):
            raise
        return HttpResponse(headers={"HX-Refresh": "true"})  # the page itself says what is not there any more
    after = replace(
        looked,
        tile=looked.tile if change.tile is None else change.tile,
        tab=looked.tab if change.tab is None else change.tab,
        sheet="" if change.tile else looked.sheet,
    )
    if change.filter is not None:
        after = replace(after, filter=change.filter, sheet="filter" if change.filter else "filters")
    if not _by_htmx(request):
        return redirect(reverse("dashboards:edit", args=[row.pk]) + after.address)
    return _parts(request, viewer, row, after, change=change, silent=silent)


def _refused(request: HttpRequest, viewer: Viewer, row: Dashboard, looked: Looked, words: str) -> HttpResponse:
    if _by_htmx(request):
        return render(request, "dashboards/edit/_problem.html", {"problem": words, "oob": True})
    messages.error(request, words)
    return redirect(reverse("dashboards:edit", args=[row.pk]) + looked.address)


def _page(request: HttpRequest, viewer: Viewer, row: Dashboard, looked: Looked, **more: Any) -> HttpResponse:
    return render(request, "dashboards/edit/page.html", _context(request, viewer, row, looked) | more)


def _parts(request: HttpRequest, viewer: Viewer, row: Dashboard, looked: Looked, **more: Any) -> HttpResponse:
    """The parts of the page, each put in its place by its id; the address says what is looked at."""
    context = _context(request, viewer, row, looked) | {"oob": True} | more
    response = render(request, "dashboards/edit/_parts.html", context)
    response["HX-Replace-Url"] = reverse("dashboards:edit", args=[row.pk]) + looked.address
    return response


def _context(request: HttpRequest, viewer: Viewer, row: Dashboard, looked: Looked) -> dict[str, Any]:
    return stage.context(request, viewer, row, drafts.begun(viewer, row), looked)


def _by_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
