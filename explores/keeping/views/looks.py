"""A Look's own addresses: open it, see and restore its versions, the trash, and where a short link leads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, may_on, viewer_of
from explores.catalogs import catalog_for
from explores.keeping import links, looks
from explores.keeping.content import wish_for
from explores.keeping.opened import named
from explores.keeping.views.acting import act
from explores.merging.kept import is_merge
from explores.models import Look, LookVersion
from explores.semantic.errors import SemanticError


@require_GET
@allowed_to(Act.EXPLORE)
def look(request: HttpRequest, number: int) -> HttpResponse:
    """Open a Look: the explore page with its question."""
    found = looks.find(viewer_of(request), number)
    return _opened(request, found, looks.find_version(found, found.version))


@require_GET
@allowed_to(Act.EXPLORE)
def version(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """Open it as it once was."""
    found = looks.find(viewer_of(request), number)
    return _opened(request, found, looks.find_version(found, version))


def _opened(request: HttpRequest, found: Look, kept: LookVersion) -> HttpResponse:
    explore = str(kept.query.get("explore", ""))  # an older version may ask another one than the Look does now
    try:
        if not is_merge(kept.query):  # each query of a merged result says so by itself
            catalog_for(viewer_of(request)).explore(explore)
        wish = wish_for(kept.query, kept.settings)
    except SemanticError as error:
        messages.error(request, f"{found.name} cannot be opened: {error} Restore another version.")
        return redirect("keeping:versions", found.pk)
    page = reverse("explores:explore", args=[explore])
    return redirect(page + wish.having(look=named(found, kept.number)).href())


@require_GET
@allowed_to(Act.EXPLORE)
def versions(request: HttpRequest, number: int) -> HttpResponse:
    """Who saved what and when; each version can be opened and restored."""
    viewer = viewer_of(request)
    found = looks.find(viewer, number)
    context = {
        "look": found,
        "versions": found.versions.select_related("saved_by"),
        "may": may_on(viewer, Act.SAVE, found.folder),
        "zone": viewer.timezone,
    }
    return render(request, "explores/keeping/versions.html", context)


@require_POST
@allowed_to(Act.SAVE)
def restore(request: HttpRequest, number: int, version: int) -> HttpResponse:
    """Make an older version the newest."""
    viewer = viewer_of(request)
    found = looks.find(viewer, number)
    words = f"Version {version} is the newest again."
    page = reverse("keeping:versions", args=[found.pk])
    return act(request, lambda: looks.restore(viewer, found, version), words, page)


@require_POST
@allowed_to(Act.SAVE)
def trash(request: HttpRequest, number: int) -> HttpResponse:
    """Into the trash; with ``out`` back from it."""
    viewer = viewer_of(request)
    if request.POST.get("out"):
        found = looks.find(viewer, number, trashed=True)
        return act(request, lambda: looks.untrash(viewer, found), f"{found.name} is back.", reverse("keeping:trash"))
    found = looks.find(viewer, number)
    words, undo = f"{found.name} is in the trash.", reverse("keeping:trash_look", args=[number])
    back = reverse("keeping:folder", args=[found.folder_id])
    return act(request, lambda: looks.trash(viewer, found), words, back, undo=undo)


@require_GET
@allowed_to(Act.EXPLORE)
def short(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a short link leads: the same question, within the rights of whoever follows it."""
    found = links.follow(viewer_of(request), slug)
    return redirect(f"{reverse('explores:explore', args=[found.explore])}?{found.query}")
