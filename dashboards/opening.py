"""From a request to the page it is about: its dashboard, the values of its filters, the state it is answered from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest
from rest_framework.request import Request

from accounts.access import viewer_of
from accounts.viewer import Viewer
from dashboards import added, crossing, filters, zones
from dashboards.asking import Asked, moment, pin_named
from dashboards.edits import states
from dashboards.library import dashboards
from dashboards.model import Dashboard, Filter, Tile
from explores import stopping
from explores.runner import catalog_for

NEWEST = "newest"  # in the address of a tile: not the state of its page, but the newest, now


def asked_of(request: HttpRequest | Request, slug: str) -> Asked:
    """The page with the values in the address, its cross-filters aside: what files and mails are of. Raises Http404."""
    viewer = viewer_of(request)
    dashboard = filters.hiding(found(viewer, slug, request.GET.dict()), request.GET.getlist(filters.HIDE))
    dashboard = filters.on_tab(dashboard, request.GET.get(filters.TAB, ""))
    dashboard = added.with_added(dashboard, request.GET, catalog_for(viewer))
    dashboard = zones.in_zone(dashboard, request.GET.get(zones.ZONE, ""))
    return Asked(
        dashboard=dashboard,
        values=filters.values_of(dashboard, request.GET.dict()),
        viewer=zones.seen_by(viewer, dashboard),
        now=now_of(request),
        pin=pin_named(pin_of(request)),
    )


def seen(request: HttpRequest, slug: str) -> Asked:
    """The same as it is seen on the screen: with what clicks on marks narrow it to. Raises Http404."""
    given = ((name, value) for name, values in request.GET.lists() for value in values)
    return replace(asked_of(request, slug), crossed=crossing.of_params(given))


def now_of(request: HttpRequest | Request) -> datetime:
    """The moment that the page was opened; with ``newest`` that of the request."""
    return moment("" if NEWEST in request.GET else request.GET.get("now", ""))


def pin_of(request: HttpRequest | Request) -> str:
    """The number of the published state that is asked for; empty: the newest."""
    return "" if NEWEST in request.GET else request.GET.get("pin", "")


def found(viewer: Viewer, slug: str, params: Mapping[str, str] | None = None) -> Dashboard:
    """The standard dashboard of that name, or the person's own of that number as the address means it.

    Raises Http404.
    """
    if slug.isdecimal():
        return states.value(viewer, slug, params or {})
    dashboard = dashboards().get(slug)
    if dashboard is None:
        raise Http404(f"there is no dashboard {slug!r}")
    return dashboard


def tile_of(dashboard: Dashboard, name: str) -> Tile:
    """Its tile of that id, which asks something. Raises Http404."""
    tile = dashboard.tile(name)
    if tile is None or not tile.asks:
        raise Http404(f"there is no tile {name!r} in {dashboard.slug} that asks something")
    return tile


def filter_of(dashboard: Dashboard, name: str) -> Filter:
    """Its filter of that name. Raises Http404."""
    each = dashboard.filter(name)
    if each is None:
        raise Http404(f"there is no filter {name!r} in {dashboard.slug}")
    return each


@contextmanager
def stoppable(request: HttpRequest | Request, asked: Asked) -> Iterator[Asked]:
    """The same page, its questions stopped by ``views.stop`` of the run in the request's ``X-Run``."""
    with stopping.stoppable(asked.viewer.user, request.headers.get("X-Run", "")) as handle:
        yield replace(asked, cancellation=handle)
