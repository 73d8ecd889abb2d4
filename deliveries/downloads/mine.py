"""One's own downloads: how far they are, the files, and the notice that one is ready."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from cdp.warehouse import open_warehouse
from deliveries.content import subject
from deliveries.content.finding import Gone, find
from deliveries.content.making import Wanted
from deliveries.downloads import context, exporting
from deliveries.downloads.asking import stated
from deliveries.downloads.exporting import TooMany
from deliveries.models import Export, Stage

STOP_POLLING = 286  # htmx asks no more
OPEN = (Stage.WAITING, Stage.WORKING)


def own(viewer: Viewer) -> QuerySet[Export]:
    """Of the last day, the newest first."""
    since = timezone.now() - exporting.LASTS
    return Export.objects.filter(account=viewer.account, user=viewer.user or 0, asked_at__gt=since)


@require_GET
@allowed_to(Act.DOWNLOAD)
def index(request: HttpRequest) -> HttpResponse:
    """The files of the last day."""
    return listed(request)


def listed(request: HttpRequest) -> HttpResponse:
    """The page of them."""
    found = list(own(viewer_of(request)))
    context_ = {"exports": found, "moving": any(each.stage in OPEN for each in found)}
    part = bool(getattr(request, "htmx", False))
    return render(request, f"deliveries/downloads/{'_list' if part else 'index'}.html", context_)


@require_GET
@allowed_to(Act.DOWNLOAD)
def state(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far one is."""
    export = exporting.find_own(viewer_of(request), uid)
    if export.stage not in OPEN:
        _noticed(export)
    return render(request, "deliveries/downloads/_state.html", {"export": export})


@require_GET
@allowed_to(Act.DOWNLOAD)
def file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The file itself."""
    export = exporting.find_own(viewer_of(request), uid)
    if export.stage != Stage.READY:
        raise Http404("This download is not ready yet.")
    found = exporting.file_of(export)
    _noticed(export)
    return FileResponse(found.path.open("rb"), as_attachment=True, filename=found.name, content_type=found.mime)


@require_POST
@allowed_to(Act.DOWNLOAD)
def retry(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Ask for the same once more, as of now."""
    viewer = viewer_of(request)
    old = exporting.find_own(viewer, uid)
    try:
        about, now = subject.from_json(old.content), timezone.now()
        found = find(about, viewer, old.filters, now=now, pin=open_warehouse().pin())
        made = exporting.start(viewer, found, old.filters, Wanted(**old.wanted))
    except (Gone, TooMany) as error:
        old.said = str(error)
        return stated(request, old)
    _noticed(old)
    context.begin(request)
    return stated(request, made)


@require_GET
@allowed_to(Act.DOWNLOAD)
def notice(request: HttpRequest) -> HttpResponse:
    """On whichever page the person is: what is being made, and what is ready and was not looked at yet."""
    waiting = list(own(viewer_of(request)).filter(noticed_at=None))
    moving = any(each.stage in OPEN for each in waiting)
    if not waiting:
        context.end(request)
    shown = {"exports": waiting[:3], "moving": moving}
    answer = render(request, "deliveries/downloads/_notice.html", shown)
    answer.status_code = 200 if moving else STOP_POLLING
    return answer


@require_POST
@allowed_to(Act.DOWNLOAD)
def dismiss(request: HttpRequest) -> HttpResponse:
    """The person knows of all that ended."""
    own(viewer_of(request)).exclude(stage__in=OPEN).update(noticed_at=timezone.now())
    return notice_again(request)


def notice_again(request: HttpRequest) -> HttpResponse:
    """The notice after something in it was done."""
    waiting = list(own(viewer_of(request)).filter(noticed_at=None))
    if not waiting:
        context.end(request)
    shown = {"exports": waiting[:3], "moving": bool(waiting)}
    return render(request, "deliveries/downloads/_notice.html", shown)


def _noticed(export: Export) -> None:
    Export.objects.filter(pk=export.pk, noticed_at=None).update(noticed_at=timezone.now())
