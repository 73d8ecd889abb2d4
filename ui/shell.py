"""The places of the navigation. Each room registers its own; a place without a page is absent rather than dead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Place:
    """One entry of the navigation. ``key`` follows G on the keyboard; ``waiting`` counts what somebody must act on.
    ``short``: what a phone's bar calls it, which has room for four; the others stand under *More*."""

    label: str
    url_name: str
    icon: str
    key: str
    order: int
    waiting: Callable[[HttpRequest], int] | None = None
    short: str = ""


@dataclass(frozen=True)
class Link:
    """A place as one page shows it."""

    place: Place
    url: str
    current: bool
    waiting: int = 0


_places: dict[str, Place] = {}


def register(place: Place) -> None:
    """Add a place (from a room's ``AppConfig.ready``)."""
    _places[place.url_name] = place


def links(path: str, request: HttpRequest | None = None) -> list[Link]:
    """The places that exist, in order; the one that ``path`` stands in is current. Without a request nothing waits."""
    found = [(place, url) for place in sorted(_places.values(), key=lambda p: p.order) if (url := _url(place))]
    return [
        Link(place, url, path == url if url == "/" else path.startswith(url), _waiting(place, request))
        for place, url in found
    ]


def _waiting(place: Place, request: HttpRequest | None) -> int:
    return place.waiting(request) if place.waiting and request is not None else 0


def _url(place: Place) -> str | None:
    try:
        return reverse(place.url_name)
    except NoReverseMatch:
        return None
