"""The sheet that asks for a dashboard as a file, and the page that makes a picture of a tile or a question."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from dashboards.asking import pin_named
from dashboards.opening import now_of, pin_of
from deliveries.content import of_page
from deliveries.content.finding import Found, Gone, find
from deliveries.content.subject import Kind, Shape, Subject
from deliveries.downloads import context, exporting, forms, pictures
from deliveries.downloads.exporting import TooMany
from deliveries.formats import offered
from deliveries.models import Export
from deliveries.rendering.paper import SIZES
from explores.files import names
from explores.keeping.refused import Refused
from explores.wish import OF_THE_VISIT

PAPERS = [
    ("fit", "Fit to the dashboard"),
    *((code, code.upper() if code[0] == "a" else code.title()) for code in SIZES),
]


@dataclass(frozen=True)
class Page:
    """What is downloaded, with the values of the page that it was asked from."""

    subject: Subject
    values: dict[str, str]


@require_http_methods(["GET", "POST"])
@allowed_to(Act.DOWNLOAD)
def dashboard(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: the sheet. POST: begin, and show how far it is."""
    viewer = viewer_of(request)
    about = Page(Subject(Kind.DASHBOARD, slug=slug), of_page.values(viewer, slug, request.GET))
    try:
        found = _found(request, viewer, about)
        if request.method == "POST":
            return _begun(request, viewer, found, about)
    except (Refused, TooMany, Gone) as error:
        return _sheet(request, slug, None, {"error": str(error)}, status=_status(request, error))
    return _sheet(request, slug, found, {})


@require_http_methods(["GET", "POST"])
@allowed_to(Act.DOWNLOAD)
def picture(request: HttpRequest) -> HttpResponse:
    """A tile or a question as PNG. GET: a page that asks for it at once. POST: begin, and show how far it is."""
    viewer = viewer_of(request)
    about = _pictured(viewer, request.GET.get("of", ""), QueryDict(request.GET.get("query", "")))
    try:
        found = _found(request, viewer, about)
        if request.method == "POST":
            return _begun(request, viewer, found, about)
    except (Refused, TooMany, Gone) as error:
        status = _status(request, error)
        return render(request, "deliveries/downloads/picture.html", {"error": str(error)}, status=status)
    return render(request, "deliveries/downloads/picture.html", {"found": found, "query": request.GET.urlencode()})


def _pictured(viewer: Viewer, page: str, params: QueryDict) -> Page:
    if found := pictures.TILE.fullmatch(page):
        slug = found[1]
        return Page(Subject(Kind.TILE, slug=slug, tile=found[2]), of_page.values(viewer, slug, params))
    if found := pictures.EXPLORE.fullmatch(page):
        pairs = [(key, value) for key, held in params.lists() for value in held if key not in OF_THE_VISIT]
        if pairs and found[1] != pictures.MERGE:
            return Page(Subject(Kind.EXPLORE, explore=found[1], query=urlencode(pairs)), {})
    raise Http404("there is nothing here that a picture could be made of")


def _found(request: HttpRequest, viewer: Viewer, about: Page) -> Found:
    pin = pin_named(pin_of(request))
    if pin is None:
        raise Gone("Nothing is published yet, so there is nothing to download.")
    return find(about.subject, viewer, about.values, now=now_of(request), pin=pin)


def _begun(request: HttpRequest, viewer: Viewer, found: Found, about: Page) -> HttpResponse:
    given = {**request.POST.dict()}
    if not about.subject.is_page:
        given = {"format": "png", "name": request.GET.get("name", "")}
    asked = forms.wanted(
        given,
        found.title,
        timezone.localdate(timezone=ZoneInfo(viewer_of(request).timezone)),
        page=about.subject.is_page,
    )
    export = exporting.start(viewer, found, about.values, asked)
    context.begin(request)
    return stated(request, export)


def stated(request: HttpRequest, export: Export) -> HttpResponse:
    """How far it is: a part where htmx asks, else the page of all downloads."""
    from deliveries.downloads.mine import listed

    if not _part(request):
        return listed(request)
    return render(request, "deliveries/downloads/_state.html", {"export": export})


def _part(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _status(request: HttpRequest, error: Exception) -> int:
    """Of the page that says why not. htmx puts in no answer of another status than 200, so a part says it in words."""
    if _part(request):
        return 200
    return 404 if isinstance(error, Gone) else 400


def _sheet(
    request: HttpRequest, slug: str, found: Found | None, more: dict[str, str], *, status: int = 200
) -> HttpResponse:
    part = _part(request)
    told = {
        "found": found,
        "slug": slug,
        "query": request.GET.urlencode(),
        "formats": offered(Shape.PAGE, "s3"),
        "papers": PAPERS,
        "name": names.suggested(found.title, timezone.localdate(timezone=ZoneInfo(viewer_of(request).timezone)))
        if found
        else "",
        "in_sheet": part,
        "typed": request.POST,
        **more,
    }
    return render(request, f"deliveries/downloads/{'_sheet' if part else 'sheet'}.html", told, status=status)
