"""All alerts that a person may see, their own, or those they follow."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, may, viewer_of, whole_viewer_of
from accounts.rows import number_of
from accounts.viewer import Viewer
from alerts.listing import filters, rows
from alerts.models import Alert

FIRST, MORE, MOST = 100, 100, 1000  # lines
STRIP = ("firing", "broken", "late", "acknowledged", "snoozed", "fine", "paused")
TONES = {"firing": "bad", "broken": "bad", "late": "warn"}


@require_GET
@allowed_to(Act.SEE)
def alerts(request: HttpRequest) -> HttpResponse:
    """The list, narrowed as the address says."""
    viewer = viewer_of(request)
    wanted = filters.of(viewer, request.GET.dict())
    of_all = filters.found(viewer, wanted)
    counts = filters.counted(of_all)
    found = filters.urgent_first(filters.in_state(of_all, wanted.state))
    asked = min(max(number_of(request.GET.get("shown", "")) or FIRST, FIRST), MOST)
    count = found.count()
    query = request.GET.copy()
    query["shown"] = str(asked + MORE)
    context = {
        "wanted": wanted,
        "tabs": _tabs(viewer),
        "strip": [(name, filters.STATES[name][0], counts[name], TONES.get(name, "")) for name in STRIP],
        "states": {name: label for name, (label, _) in filters.STATES.items() if name != "left" or _admin(viewer)},
        "rows": _rows(request, found, asked),
        "count": count,
        "more": query.urlencode() if count > asked and asked < MOST else "",
        "cut": count > asked,
        "sets": may(viewer, Act.ALERT),
        "admin": _admin(viewer),
    }
    return render(request, "alerts/list/page.html", context)


def _tabs(viewer: Viewer) -> list[tuple[str, str, int]]:
    """Key, name and how many."""
    shown = filters.WHOSE if may(viewer, Act.ALERT) else {key: filters.WHOSE[key] for key in ("followed", "all")}
    return [(key, name, filters.of_whom(viewer, key).count()) for key, name in shown.items()]


def _rows(request: HttpRequest, found: QuerySet[Alert], most: int) -> list[rows.Row]:
    """Names and figures by all that the person may see, whichever sub-account is chosen."""
    return rows.rows(whole_viewer_of(request), found[:most], timezone.now())


def _admin(viewer: Viewer) -> bool:
    return may(viewer, Act.PERSONAL)
