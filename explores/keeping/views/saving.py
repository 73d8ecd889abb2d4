"""The parts of an explore page that keep and share what it shows."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from explores import page
from explores.answer import Answer
from explores.keeping import content, folders, head, links, looks
from explores.keeping.model_code import model_code
from explores.keeping.opened import Opened, named, opened
from explores.keeping.refused import Refused
from explores.keeping.sheet import saved, sheet
from explores.merging import views as merging
from explores.merging.asking import asked_of
from explores.merging.columns import NAME
from explores.models import Look
from explores.outcome import outcome
from explores.semantic import url
from explores.semantic.errors import SemanticError
from explores.wish import Wish

SHEET = ("query", "place", "title", "kind")  # parameters about the sheet, beside those of the page


@require_http_methods(["GET", "POST"])
@allowed_to(Act.SAVE)
def save(request: HttpRequest, name: str) -> HttpResponse:
    """GET: the sheet over ``query``. POST: keep it as a new Look, or as the next version of the one it came from."""
    viewer = viewer_of(request)
    explore = asked_of(viewer, name, Wish()).explore
    given = request.POST.dict() if request.method == "POST" else _of_sheet(request)
    seen = _opened(viewer, name, given.get("query", ""))
    if request.method == "GET":
        return sheet(request, viewer, explore, given, opened=seen)
    try:
        look = _kept(viewer, name, given, seen)
    except SemanticError as error:
        return sheet(request, viewer, explore, given, opened=seen, error=error)
    words = f"Saved {look.name} in {folders.label_of(look.folder, viewer)}."
    return saved(words, reverse("keeping:look", args=[look.pk]), view="view" in given, look=named(look))


def _of_sheet(request: HttpRequest) -> dict[str, str]:
    """What opens a sheet: the page's own parameters as they are (encoded twice they could be too long), and SHEET's."""
    page_params = [(name, value) for name, values in request.GET.lists() for value in values if name not in SHEET]
    return {"query": urlencode(page_params)} | {name: request.GET[name] for name in SHEET if name in request.GET}


def _kept(viewer: Viewer, explore: str, given: dict[str, str], seen: Opened | None) -> Look:
    kept = content.of_address(viewer, explore, given.get("query", ""))
    folder = folders.find(viewer, given.get("folder", ""), Act.SAVE)
    name, description = given.get("name", ""), given.get("description", "")
    if given.get("place") != "update":
        return looks.make(viewer, folder, name, description, kept)
    if seen is None:
        raise Refused("The Look is not there any more. Save this as a new one.", "look")
    look = looks.save(viewer, seen.look, seen.version.number, name=name, description=description, content=kept)
    return look if look.folder_id == folder.pk else looks.move(viewer, look, folder)


def _opened(viewer: Viewer, explore: str, query: str) -> Opened | None:
    """The Look that a query string is about."""
    try:
        return opened(asked_of(viewer, explore, content.wish_of(query)))
    except SemanticError:
        return None


@require_GET
@allowed_to(Act.EXPLORE)
def code(request: HttpRequest, name: str) -> HttpResponse:
    """The question in ``query`` as model code, for the sheet."""
    viewer = viewer_of(request)
    page.find(viewer, name)
    try:
        given = _of_sheet(request)
        wish = content.wish_of(given["query"])
        query = url.from_params(name, wish.query_params())
    except SemanticError as error:
        return render(request, "explores/keeping/_code.html", {"error": error})
    text = model_code(given.get("title") or name, query, wish.picture)
    return render(request, "explores/keeping/_code.html", {"code": text})


@require_GET
@allowed_to(Act.EXPLORE)
def embed(request: HttpRequest, name: str) -> HttpResponse:
    """The picture of the address alone, for a frame in a page of the sites the operator named; none by default."""
    asked, answer, problem = _answered(request, name)
    shown = outcome(asked, answer) if answer else None
    address = reverse("explores:explore", args=[asked.explore.name]) + head.shared(asked)
    title = shown.title if shown else asked.explore.label
    context = {"outcome": shown, "problem": problem, "title": title, "address": address, "wish": asked.wish}
    status = problem.status if problem else 200
    response = render(request, "explores/keeping/embed.html", context, status=status)
    if settings.EMBED_ORIGINS:
        response.xframe_options_exempt = True  # that header can name no site; the policy can
        response._csp_replace = {"frame-ancestors": list(settings.EMBED_ORIGINS)}  # type: ignore[attr-defined]
    return response


def _answered(request: HttpRequest, name: str) -> tuple[page.Asked, Answer | None, page.Problem | None]:
    if name == NAME:
        came, problem = merging.shown(request)
        return came.asked, came.answer, problem
    asked = page.read(request, name)
    return asked, *page.answer(asked, most=page.MOST_ROWS)


@require_POST
@allowed_to(Act.SHARE)
def share(request: HttpRequest, name: str) -> HttpResponse:
    """A short link to ``query``: {url}."""
    viewer = viewer_of(request)
    asked_of(viewer, name, Wish())
    try:
        link = links.short(viewer, name, request.POST.get("query", ""))
    except SemanticError as error:
        return JsonResponse({"error": error.to_json()}, status=400)
    return JsonResponse({"url": request.build_absolute_uri(reverse("keeping:short", args=[link.slug]))})
