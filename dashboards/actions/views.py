"""What the head and the menu of a dashboard's page lead to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import Act, allowed_to, viewer_of
from dashboards import own
from dashboards.actions import attention, facts, keeping
from dashboards.actions.offered import offered
from dashboards.asking import pin_named
from dashboards.models import Dashboard
from dashboards.opening import asked_of, found
from explores.keeping import folders
from explores.keeping.views.acting import act

SHEET = "dashboards/actions/_keep.html"


@require_POST
@allowed_to(Act.SEE)
def star(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a star (``on``) or take it back; answers with the star, and the favourites of the navigation."""
    viewer = viewer_of(request)
    title = found(viewer, slug).title
    attention.star(viewer, slug, on=bool(request.POST.get("on")))
    if request.headers.get("HX-Request"):
        context = {"slug": slug, "title": title, "starred": bool(request.POST.get("on"))}
        return render(request, "dashboards/actions/_starred.html", context)
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if safe else reverse("dashboards:page", args=[slug]))


@require_http_methods(["GET", "POST"])
@allowed_to(Act.SEE)
def moment(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest state, for all tiles of the page: they hear ``tiles`` and ask again. POST: past what is kept."""
    asked = replace(asked_of(request, slug), pin=pin_named(""))
    context = {"asked": asked, "dashboard": asked.dashboard, "offered": offered(request, asked)}
    response = render(request, "dashboards/actions/_moment.html", {**context, "anew": request.method == "POST"})
    response["HX-Trigger-After-Swap"] = "tiles"
    return response


@require_http_methods(["GET", "POST"])
@allowed_to(Act.SAVE)
def new(request: HttpRequest) -> HttpResponse:
    """An empty dashboard: the sheet that asks for its title and folder, and what its form does."""
    viewer = viewer_of(request)
    if request.method == "GET":
        return _sheet(request, "New dashboard", reverse("dashboards:new"), button="Make it", title="")
    folder = folders.find(viewer, request.POST.get("folder", ""), Act.SAVE)
    title = request.POST.get("title", "")
    return _made(request, lambda: own.make(viewer, folder, title), reverse("dashboards:list"), to="dashboards:edit")


@require_http_methods(["GET", "POST"])
@allowed_to(Act.SAVE)
def copy(request: HttpRequest, slug: str) -> HttpResponse:
    """The same dashboard once more, in a folder and under a title of choice."""
    viewer = viewer_of(request)
    title = found(viewer, slug).title
    if request.method == "GET":
        said = "The copy is yours to change; what it was copied from stays as it is."
        action = reverse("dashboards:copy", args=[slug])
        return _sheet(request, f"Copy {title}", action, button="Copy", title=f"{title}, copy", promise=said)
    folder = folders.find(viewer, request.POST.get("folder", ""), Act.SAVE)
    wanted = request.POST.get("title", "")
    back = reverse("dashboards:page", args=[slug])
    return _made(request, lambda: keeping.copied(viewer, slug, folder, wanted), back)


@require_http_methods(["GET", "POST"])
@allowed_to(Act.SAVE)
def move(request: HttpRequest, number: int) -> HttpResponse:
    """A dashboard of people's own into another folder."""
    viewer = viewer_of(request)
    row = own.find(viewer, number)
    if request.method == "GET":
        said = "Who may open the folder may open the dashboard."
        action = reverse("dashboards:move", args=[number])
        return _sheet(request, f"Move {row.title}", action, button="Move", promise=said, folder=str(row.folder_id))
    folder = folders.find(viewer, request.POST.get("folder", ""), Act.SAVE)
    words = f"{row.title} is in {folders.place_of(viewer, folder).path} now."
    return act(request, lambda: keeping.move(viewer, row, folder), words, reverse("dashboards:page", args=[number]))


@require_GET
@allowed_to(Act.SEE)
def details(request: HttpRequest, slug: str) -> HttpResponse:
    """Who made it, where it lies, who looks at it."""
    viewer = viewer_of(request)
    dashboard = found(viewer, slug)
    context = {"dashboard": dashboard, "facts": facts.of(viewer, dashboard)}
    return render(request, "dashboards/actions/_details.html", context)


def _sheet(request: HttpRequest, heading: str, action: str, **more: str) -> HttpResponse:
    """The sheet with a folder to choose; ``more``: button, title, promise, folder (the one chosen at first)."""
    places = [place for place in folders.places(viewer_of(request)) if place.open]
    return render(request, SHEET, {"heading": heading, "action": action, "places": places, **more})


def _made(request: HttpRequest, make: Any, back: str, to: str = "dashboards:page") -> HttpResponse:
    """The page of the dashboard that was made; where that is refused, ``back`` with the reason."""
    made: list[Dashboard] = []
    answer = act(request, lambda: made.append(make()), lambda _: f"{made[0].title} is made.", back)
    return redirect(to, made[0].pk) if made else answer
