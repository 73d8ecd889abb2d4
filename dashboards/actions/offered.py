"""What the head and the menu of a dashboard's page offer to the person before it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from accounts.access import Act, may, may_on
from accounts.viewer import Viewer
from dashboards import filters, own, zones
from dashboards.actions import attention, zoning
from dashboards.asking import Asked


@dataclass(frozen=True)
class Offered:
    """``change``: it is a row that the person may change; ``edit`` is where, empty where they may not."""

    starred: bool
    change: bool
    copy: bool
    edit: str
    link: str  # the whole address with the filters as they stand
    zone: str  # in whose time the page is cut, in words
    zone_fault: str  # what is wrong with the zone in the address
    fresh: str  # the part of an address that asks for the same page at its newest state


def offered(request: HttpRequest, asked: Asked) -> Offered:
    """All of it for one page. An explicit ``now`` of the address stays; its pin does not."""
    viewer, slug = asked.viewer, asked.dashboard.slug
    shared = filters.params_of(asked.dashboard, asked.values)
    moment = [("now", request.GET["now"])] if request.GET.get("now") else []
    page = reverse("dashboards:page", args=[slug])
    change = slug.isdecimal() and may_change(viewer, slug)
    return Offered(
        starred=attention.is_starred(viewer, slug),
        change=change,
        copy=may(viewer, Act.SAVE),
        edit=_edit(slug) if change else "",
        link=request.build_absolute_uri(f"{page}?{urlencode(shared)}" if shared else page),
        zone=zoning.named(zones.mode_of(asked.dashboard)),
        zone_fault=zones.fault(request.GET.get(zones.ZONE, "")),
        fresh=urlencode([*shared, *moment]),
    )


def may_change(viewer: Viewer, slug: str) -> bool:
    """Whether the row of that number lies where the person may save. Raises Http404."""
    return may_on(viewer, Act.SAVE, own.find(viewer, slug).folder)


def _edit(slug: str) -> str:
    try:
        return reverse("dashboards:edit", args=[slug])
    except NoReverseMatch:
        return ""
