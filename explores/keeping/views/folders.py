"""The list of what is kept: by folder, by search, and what is in the trash."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, may_on, viewer_of
from accounts.viewer import Viewer
from explores.keeping import folders, shelves
from explores.keeping.shelves import Kept
from explores.keeping.views import rights
from explores.keeping.views.acting import act
from explores.models import Folder


@require_GET
@allowed_to(Act.EXPLORE)
def index(request: HttpRequest) -> HttpResponse:
    """Every folder and everything in them; ``q`` searches names and descriptions."""
    viewer = viewer_of(request)
    words = request.GET.get("q", "").lower().split()
    found = [each for each in shelves.kept(viewer) if all(word in _searched(each) for word in words)]
    return render(request, "explores/keeping/folders.html", {**_listed(viewer, found), "asked": " ".join(words)})


@require_GET
@allowed_to(Act.EXPLORE)
def folder(request: HttpRequest, number: int) -> HttpResponse:
    """One folder: what stands in it."""
    viewer = viewer_of(request)
    here = folders.find(viewer, number)
    found = [each for each in shelves.kept(viewer) if each.folder == here.pk]
    changing = may_on(viewer, Act.FOLDERS if here.owner_id is None else Act.SAVE, here)
    context = {**_listed(viewer, found), "here": here, "label": folders.label_of(here, viewer), "may": changing}
    context |= rights.context_of(viewer, here)
    return render(request, "explores/keeping/folders.html", context)


@require_GET
@allowed_to(Act.EXPLORE)
def trash(request: HttpRequest) -> HttpResponse:
    """What was deleted and can be taken out again."""
    viewer = viewer_of(request)
    found = [each for each in shelves.kept(viewer, trashed=True) if each.trash]
    erasable = [each for each in found if each.erasable]
    context = {**_listed(viewer, found), "in_trash": True, "erasable": erasable}
    return render(request, "explores/keeping/folders.html", context)


@require_POST
@allowed_to(Act.SAVE)
def erase(request: HttpRequest) -> HttpResponse:
    """Delete for ever: each ``thing`` is the key of one in the trash, as the page that was confirmed showed it."""
    viewer, things = viewer_of(request), request.POST.getlist("thing")
    return act(request, lambda: shelves.erase(viewer, things), _erased, reverse("keeping:trash"))


def _erased(count: int) -> str:
    return f"Deleted {count} thing{'' if count == 1 else 's'} for ever."


@require_POST
@allowed_to(Act.SAVE)
def make(request: HttpRequest, number: int) -> HttpResponse:
    """A new folder in this one."""
    viewer = viewer_of(request)
    parent = folders.find(viewer, number)
    name = request.POST.get("name", "")
    return act(request, lambda: folders.make(viewer, parent, name), f"Made {name}.", _page(parent))


@require_POST
@allowed_to(Act.SAVE)
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Another name, or another place."""
    viewer = viewer_of(request)
    here = folders.find(viewer, number)

    given = request.POST.get("name"), request.POST.get("parent") or None
    return act(request, lambda: folders.change(viewer, here, *given), "Changed.", _page(here))


@require_POST
@allowed_to(Act.SAVE)
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Away with an empty folder."""
    viewer = viewer_of(request)
    here = folders.find(viewer, number)
    above = reverse("keeping:folder", args=[here.parent_id]) if here.parent_id else reverse("keeping:folders")
    return act(request, lambda: folders.delete(viewer, here), f"Deleted {here.name}.", above)


def _page(of: Folder) -> str:
    return reverse("keeping:folder", args=[of.pk])


def _listed(viewer: Viewer, found: list[Kept]) -> dict[str, object]:
    """The tree, and each thing with the path of its folder."""
    places = folders.places(viewer)
    paths = {place.folder.pk: place.path for place in places}
    return {"tree": places, "found": [(each, paths.get(each.folder, "")) for each in found], "zone": viewer.timezone}


def _searched(each: Kept) -> str:
    return f"{each.name} {each.description} {each.kind} {each.by}".lower()
