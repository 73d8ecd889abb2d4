"""Where to start, and the list of dashboards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from cdp.models import Source
from dashboards.actions.listing import SORTS, arranged, entries, recent
from dashboards.library import dashboards

ON_HOME = 6  # of each kind


@require_GET
@allowed_to(Act.SEE)
def home(request: HttpRequest) -> HttpResponse:
    """Favourites and what was opened last; before there is data, the way to the first."""
    viewer = viewer_of(request)
    if not Source.objects.filter(subaccount__in=viewer.subaccounts).exists():
        return render(request, "dashboards/first_run.html", {"dashboards": dashboards().values()})
    found = entries(viewer)
    favourites = [each for each in found if each.starred]
    opened = recent(found)[:ON_HOME]
    known = {each.slug for each in (*favourites, *opened)}
    context = {"starred": favourites, "recent": opened, "others": [each for each in found if each.slug not in known]}
    return render(request, "dashboards/home.html", context)


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
