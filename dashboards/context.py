"""What the navigation says of dashboards on every page: a person's favourites, and how fresh the figures are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.access import viewer_of
from accounts.viewer import Viewer
from cdp.models import Pin, Source
from dashboards.actions import attention
from explores.formatting import formats

Found = TypeVar("Found")


@dataclass(frozen=True)
class Freshness:
    """``words`` as they stand in the navigation; ``fresh``: there is published data of this viewer's sources."""

    words: str
    fresh: bool


@dataclass(frozen=True)
class Link:
    """A favourite as the navigation lists it."""

    title: str
    url: str


def favourites(request: HttpRequest) -> dict[str, Any]:
    """Context processor; asks only where a page shows them."""
    return {"favourites": SimpleLazyObject(lambda: _known(request, _favourites, None))}


def _favourites(viewer: Viewer) -> list[Link] | None:
    titles = attention.titles(viewer)
    return [Link(title, reverse("dashboards:page", args=[slug])) for slug, title in titles.items()]


def freshness(request: HttpRequest) -> dict[str, Any]:
    """Context processor; asks only where a page shows it."""
    return {"freshness": SimpleLazyObject(lambda: _known(request, _freshness, None))}


def _known(request: HttpRequest, found: Callable[[Viewer], Found], nothing: Found) -> Found:
    """What is found for the person signed in; ``nothing`` for a stranger."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return nothing
    try:
        return found(viewer_of(request))
    except Http404:
        return nothing


def _freshness(viewer: Viewer) -> Freshness | None:
    sources = Source.objects.filter(subaccount__in=viewer.subaccounts).count()
    pin = Pin.objects.order_by("-id").first()
    if not sources:
        return Freshness("No source yet", fresh=False)
    counted = f"{sources} source{'s' if sources > 1 else ''}"
    if pin is None:
        return Freshness(f"{counted}, nothing published", fresh=False)
    when = formats.clock(pin.data_as_of, timezone.now(), viewer.timezone)
    return Freshness(f"{counted} · {when}", fresh=True)
