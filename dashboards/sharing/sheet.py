"""The sheet "Share" of a dashboard: its folder and who may see it, its address, and its links for outsiders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, may, may_on, viewer_of
from accounts.models import SubAccount
from accounts.rows import number_of
from accounts.viewer import Viewer
from dashboards import chips, filters, own
from dashboards.library import dashboards
from dashboards.model import Dashboard
from dashboards.models import Dashboard as Row
from dashboards.models import SharedLink
from dashboards.sharing import links
from dashboards.sharing.links import Made, Subject
from dashboards.sharing.opening import Ended, opened
from explores.keeping import folders, seers
from explores.keeping.refused import Refused

SHOWN = 5  # names of people before "and 3 others"


@dataclass(frozen=True)
class Listed:
    """A link with its state: what it says, and whether it still lives."""

    link: SharedLink
    title: str
    state: str
    lives: bool


@require_GET
@allowed_to(Act.SHARE)
def share(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet for the dashboard with the filters of the address, or a page of its own."""
    viewer = viewer_of(request)
    return _sheet(request, viewer, _subject(viewer, slug), request.GET.urlencode())


@require_POST
@allowed_to(Act.LINKS)
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Make a link. Its address is in this answer and never again."""
    viewer, given = viewer_of(request), request.POST
    about = links.subject(viewer, slug)
    query, embed = given.get("query", ""), bool(given.get("embed"))
    sites = given.get("origins", "").split() if embed else []
    try:
        if embed and not sites:
            raise Refused("Name the sites that may show it, such as https://www.example.org.", "origins")
        made = links.make(
            viewer,
            about,
            params=QueryDict(query).dict(),
            subaccounts=given.getlist("subaccount"),
            days=given.get("days", ""),
            name=given.get("name", ""),
            sites=sites,
        )
    except Refused as error:
        return _sheet(request, viewer, about, query, error=error)
    return _sheet(request, viewer, about, query, made=made)


@require_GET
@allowed_to(Act.LINKS)
def index(request: HttpRequest) -> HttpResponse:
    """Every link that this person may see: their own, for admins all of the account."""
    viewer = viewer_of(request)
    context = {"listed": _listed(links.seen(viewer)), "everyones": may(viewer, Act.ERASE)}
    return render(request, "dashboards/sharing/index.html", context)


@require_POST
@allowed_to(Act.LINKS)
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Let a link end now; back to the sheet or the list it was in."""
    viewer = viewer_of(request)
    link = links.revoke(viewer, links.find(viewer, number))
    if getattr(request, "htmx", False):
        return _sheet(request, viewer, _subject(viewer, link.slug), request.POST.get("query", ""))
    messages.success(request, f"{link} shows nothing any more.")
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else "sharing:links")


def _subject(viewer: Viewer, slug: str) -> Subject:
    """The dashboard, for who may open it, whether or not they may make links. Raises Http404."""
    if slug.isdecimal():
        row = own.find(viewer, slug)
        return Subject(own.as_value(row), row)
    if slug not in dashboards():
        raise Http404(f"there is no dashboard {slug!r}")
    return Subject(dashboards()[slug], None)


def _sheet(
    request: HttpRequest,
    viewer: Viewer,
    about: Subject,
    query: str,
    *,
    made: Made | None = None,
    error: Refused | None = None,
) -> HttpResponse:
    """As a part of the page that asked for it, else as a page of its own. A form that was refused keeps its values."""
    params = QueryDict(query).dict()
    dashboard = links.narrowed(viewer, about, params)
    plain = replace(dashboard, filters=tuple(replace(each, hidden=False) for each in dashboard.filters))
    values = filters.values_of(dashboard, params)
    lets = may(viewer, Act.LINKS) and (about.row is None or may_on(viewer, Act.LINKS, about.row.folder))
    context: dict[str, Any] = {
        "dashboard": dashboard,
        "query": query,
        "address": request.build_absolute_uri(reverse("dashboards:page", args=[dashboard.slug])) + _asked(query),
        "fixed": [chip for chip in chips.chips(plain, values) if chip.set],
        "lets": lets,
        "listed": _listed(links.seen(viewer, about)) if may(viewer, Act.LINKS) else [],
        "subaccounts": SubAccount.objects.filter(pk__in=viewer.subaccounts).order_by("name"),
        "most": links.MOST_DAYS,
        "error": error,
        **_typed(request, error, viewer),
        **(_folder(viewer, about.row) if about.row else {}),
        **(_address(request, dashboard, made) if made else {}),
    }
    part = bool(getattr(request, "htmx", False))
    name = "sheet" if not part else "_opened" if request.method == "GET" else "_sheet"
    status = 400 if error and not part else 200  # htmx puts in no answer of another status
    return render(request, f"dashboards/sharing/{name}.html", context, status=status)


def _asked(query: str) -> str:
    return f"?{query}" if query else ""


def _typed(request: HttpRequest, error: Refused | None, viewer: Viewer) -> dict[str, Any]:
    given = request.POST if error else QueryDict()
    chosen = given.getlist("subaccount") if error else [str(each) for each in viewer.subaccounts]
    return {
        "days": given.get("days", str(links.DAYS)),
        "name": given.get("name", ""),
        "origins": given.get("origins", ""),
        "embed": bool(given.get("embed")),
        "chosen": {number for each in chosen if (number := number_of(each)) is not None},
    }


def _folder(viewer: Viewer, row: Row) -> dict[str, Any]:
    """Where it lies and who may see it there."""
    people = [str(seer.member.user) for seer in seers.seers(row.folder)]
    more = len(people) - SHOWN
    names = ", ".join(people[:SHOWN]) + (f" and {more} other{'s' if more > 1 else ''}" if more > 0 else "")
    return {"folder": folders.place_of(viewer, row.folder), "people": names}


def _address(request: HttpRequest, dashboard: Dashboard, made: Made) -> dict[str, Any]:
    """The new link's address, and the lines that put it in a page of another site."""
    url = request.build_absolute_uri(reverse("sharing:page", args=[made.token]))
    frame = render(request, "dashboards/sharing/_frame.html", {"url": url, "title": dashboard.title})
    snippet = frame.content.decode().strip() if made.link.origins else ""
    return {"made": made.link, "url": url, "snippet": snippet}


def _listed(found: Iterable[SharedLink]) -> list[Listed]:
    return [_one(link) for link in found]


def _one(link: SharedLink) -> Listed:
    title = link.dashboard.title if link.dashboard else _standard(link.standard)
    if link.revoked_at is not None:
        return Listed(link, title, "Withdrawn", False)
    try:
        opened(link, timezone.now())
    except Ended as error:
        over = link.expires_at <= timezone.now()
        return Listed(link, title, "Over" if over else f"Shows nothing: {error}", not over)
    return Listed(link, title, "", True)


def _standard(slug: str) -> str:
    known = dashboards().get(slug)
    return known.title if known else slug
