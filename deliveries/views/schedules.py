"""All schedules, mine, or those about one thing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from accounts.rows import number_of
from accounts.viewer import Viewer
from deliveries import cadence, moments
from deliveries.cadence.words import place
from deliveries.content.naming import named
from deliveries.content.subject import from_json
from deliveries.schedules import filters, rows, saving
from deliveries.schedules.kept import shown
from deliveries.views.tabs import tabs

FIRST, MORE = 100, 100  # lines
RUNS = 10


@require_GET
@allowed_to(Act.SEE)
def schedules(request: HttpRequest) -> HttpResponse:
    """The list, narrowed as the address says."""
    viewer = viewer_of(request)
    wanted = filters.of(viewer, request.GET.dict())
    found = filters.found(viewer, wanted)
    shown = min(max(number_of(request.GET.get("shown", "")) or FIRST, FIRST), 10_000)
    page, count = found[:shown], found.count()
    query = request.GET.copy()
    query["shown"] = str(shown + MORE)
    context = {
        **tabs(viewer, "schedules"),
        "wanted": wanted,
        "states": filters.STATES,
        "whose": (("all", "All"), ("mine", "Mine")),
        "rows": rows.rows(viewer, page),
        "count": count,
        "more": query.urlencode() if count > shown else "",
        "abouts": _abouts(viewer, wanted.about),
    }
    return render(request, "deliveries/schedules/page.html", context)


def _abouts(viewer: Viewer, chosen: str) -> list[tuple[str, str]]:
    """What can be chosen as content: by name, each once."""
    pairs = saving.seen(viewer).order_by("about").values_list("about", "content").distinct()
    known = {about: named(viewer, from_json(content)) for about, content in pairs}
    choices = [(about, f"{each.title} ({each.kind.lower()})") for about, each in known.items()]
    if chosen and chosen not in known:
        choices.append((chosen, chosen.partition(":")[2]))
    return sorted(choices, key=lambda pair: pair[1].lower())


@require_GET
@allowed_to(Act.SEE)
def runs(request: HttpRequest, number: int) -> HttpResponse:
    """The next ten runs of one schedule; as a part of the page for htmx."""
    schedule = saving.find(viewer_of(request), number)
    recurrence = shown(schedule)
    due = [] if schedule.paused_at else cadence.upcoming(recurrence, timezone.now(), RUNS)
    context = {
        "schedule": schedule,
        "runs": [moments.weekday(each, recurrence.zone) for each in due],
        "zone": place(recurrence.zone),
        "clock": cadence.clock_words(recurrence, timezone.now()),
        "refresh": recurrence.kind == cadence.Kind.REFRESH,
    }
    part = getattr(request, "htmx", False)
    return render(request, f"deliveries/schedules/{'_runs' if part else 'runs'}.html", context)
