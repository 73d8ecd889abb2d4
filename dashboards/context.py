"""How fresh the figures are, for the foot of the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.access import viewer_of
from accounts.viewer import Viewer
from cdp.models import Pin, Source
from explores.formatting import formats


@dataclass(frozen=True)
class Freshness:
    """``words`` as they stand in the navigation; ``fresh``: there is published data of this viewer's sources."""

    words: str
    fresh: bool


def freshness(request: HttpRequest) -> dict[str, Any]:
    """Context processor; asks only where a page shows it."""
    return {"freshness": SimpleLazyObject(lambda: _freshness(getattr(request, "user", None), request))}


def _freshness(user: Any, request: HttpRequest) -> Freshness | None:
    if user is None or not user.is_authenticated:
        return None
    try:
        return _of(viewer_of(request))
    except Http404:
        return None


def _of(viewer: Viewer) -> Freshness:
    sources = Source.objects.filter(subaccount__in=viewer.subaccounts).count()
    pin = Pin.objects.order_by("-id").first()
    if not sources:
        return Freshness("No source yet", fresh=False)
    counted = f"{sources} source{'s' if sources > 1 else ''}"
    if pin is None:
        return Freshness(f"{counted}, nothing published", fresh=False)
    when = formats.clock(pin.data_as_of, timezone.now(), viewer.timezone)
    return Freshness(f"{counted} · {when}", fresh=True)
