"""Which tiles of a dashboard the person watches already, for their bells."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.access import viewer_of
from alerts.models import Alert
from deliveries.content.subject import Kind

PAGE = "dashboards:page"


def watched(request: HttpRequest) -> dict[str, Any]:
    """Context processor: ``watched`` is {tile: "2 alerts of yours"} on the page of a dashboard, asked once where it is
    shown."""
    match = getattr(request, "resolver_match", None)
    if match is None or match.view_name != PAGE:
        return {}
    return {"watched": SimpleLazyObject(lambda: _watched(request, str(match.kwargs["slug"])))}


def _watched(request: HttpRequest, slug: str) -> dict[str, str]:
    if not request.user.is_authenticated:
        return {}
    try:
        viewer = viewer_of(request)
    except Http404:
        return {}
    start = f"{Kind.TILE}:{slug}/"
    mine = Alert.objects.filter(account=viewer.account, owner=viewer.user, about__startswith=start, removed_at=None)
    counts = mine.order_by().values_list("about").annotate(Count("pk"))
    return {about.removeprefix(start): f"{n} alert{'s' * (n != 1)} of yours" for about, n in counts}
