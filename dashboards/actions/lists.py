"""Where to start, and the list of dashboards."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from dashboards import beginning, readiness
from dashboards.actions.listing import SORTS, arranged, entries, recent
from dashboards.asking import Asked, pin_named
from dashboards.filters import values_of
from dashboards.library import dashboards

ON_HOME = 6  # of each kind


@require_GET
@allowed_to(Act.SEE)
def home(request: HttpRequest) -> HttpResponse:
    """Favourites and what was opened last; before there is data, the way to the first."""
    viewer = viewer_of(request)
    if not beginning.over(viewer):
        came = beginning.came(viewer, timezone.now())
        context = {**_waiting(request), "came": came, "kinds": beginning.KINDS}
        return render(request, "dashboards/first_run.html", context)
    found = entries(viewer)
    favourites = [each for each in found if each.starred]
    opened = recent(found)[:ON_HOME]
    known = {each.slug for each in (*favourites, *opened)}
    others = [each for each in found if each.slug not in known]
    return render(request, "dashboards/home.html", {"starred": favourites, "recent": opened, "others": others})


@require_GET
@allowed_to(Act.SEE)
def waiting(request: HttpRequest) -> HttpResponse:
    """Which dashboards are ready and what the others need; nothing once all are."""
    return render(request, "dashboards/_waiting_list.html", _waiting(request))


def _waiting(request: HttpRequest) -> dict[str, Any]:
    viewer, pin = viewer_of(request), pin_named("")
    pages = [Asked(each, values_of(each, {}), viewer, timezone.now(), pin) for each in dashboards().values()]
    found = readiness.waiting(pages)
    ready = sum(each.ready for each in found)
    return {"list": found, "count": ready, "all": len(found), "title": f"{len(found)} dashboards, waiting"}


@require_GET
@allowed_to(Act.SEE)
def index(request: HttpRequest) -> HttpResponse:
    """Every dashboard there is; ``q`` searches, ``sort`` orders (``listing.SORTS``)."""
    found = entries(viewer_of(request))
    asked, sort = request.GET.get("q", "").strip(), request.GET.get("sort", "title")
    words = asked.lower().split()
    context = {
        "all": len(found),
        "found": arranged((each for each in found if each.holds(words)), sort),
        "recent": recent(found),
        "asked": asked,
        "sort": sort if sort in SORTS else "title",
        "sorts": SORTS.items(),
    }
    return render(request, "dashboards/index.html", context)
