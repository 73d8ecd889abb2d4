"""All campaigns, ad sets or ads with what speaks against them."""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to, viewer_of
from accounts.viewer import Viewer
from alerts.models.ads import Health
from alerts.screen import heading, listing, wanted
from alerts.screen.seen import seen
from cdp.models import Ad


@require_GET
@allowed_to(Act.SEE)
def health(request: HttpRequest) -> HttpResponse:
    """The list, narrowed as the address says."""
    return render(request, "alerts/ads/page.html", page(request, viewer_of(request)))


def page(request: HttpRequest, viewer: Viewer, chosen: Health | None = None) -> dict[str, Any]:
    """What the page shows, with or without one of them beside the list."""
    start, now = time.monotonic(), timezone.now()
    of = wanted.of(request.GET)
    found = listing.listing(viewer, of, now)
    return {
        "wanted": of,
        "listing": found,
        "head": heading.heading(viewer, now),
        "platforms": wanted.PLATFORMS,
        "statuses": wanted.STATUSES,
        "levels": wanted.LEVELS,
        "chosen": f"{chosen.level}-{chosen.row}" if chosen else "",
        "empty": "" if found.total else _why_empty(viewer),
        "seconds": time.monotonic() - start,
    }


def _why_empty(viewer: Viewer) -> str:
    """``filters``, ``judging`` or ``ads``: what is missing."""
    if seen(viewer, Health).exists():
        return "filters"
    return "judging" if Ad.objects.filter(subaccount_id__in=viewer.subaccounts).exists() else "ads"
