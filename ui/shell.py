"""The places of the navigation. Each room registers its own; a place without a page is absent rather than dead."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Place:
    """One entry of the navigation; ``key`` follows G on the keyboard."""

    label: str
    url_name: str
    icon: str
    key: str
    order: int


@dataclass(frozen=True)
class Link:
    """A place as one page shows it."""

    place: Place
    url: str
    current: bool


_places: dict[str, Place] = {}


def register(place: Place) -> None:
    """Add a place (from a room's ``AppConfig.ready``)."""
    _places[place.url_name] = place


def links(path: str) -> list[Link]:
    """The places that exist, in order; the one that ``path`` stands in is current."""
    found = [(place, url) for place in sorted(_places.values(), key=lambda p: p.order) if (url := _url(place))]
    return [Link(place, url, path == url if url == "/" else path.startswith(url)) for place, url in found]


def _url(place: Place) -> str | None:
    try:
        return reverse(place.url_name)
    except NoReverseMatch:
        return None
