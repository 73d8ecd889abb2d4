"""The pages: where to start, the list of dashboards, one dashboard, and each of its tiles by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, viewer_of
from cdp.models import Source
from cdp.warehouse.base import WarehouseError
from dashboards import chips, filters, kept, layout, looks, notes, own, parts, vis
from dashboards.asking import Asked, answered, moment, pin_named, pin_row
from dashboards.explaining import explained
from dashboards.library import dashboards
from dashboards.links import tile_address
from dashboards.model import Dashboard, Filter
from explores import stopping
from explores.filtering.suggestions import suggestions
from explores.lasting import Stretch
from explores.page import told
from explores.semantic.errors import SemanticError

FIRST_SCREEN = 25  # rows of the grid that are seen without scrolling; their tiles ask first


@require_GET
@allowed_to(Act.SEE)
def home(request: HttpRequest) -> HttpResponse:
    """The dashboards, or the way to the first data."""
    if Source.objects.filter(subaccount__in=viewer_of(request).subaccounts).exists():
        return redirect("dashboards:list")
    return render(request, "dashboards/first_run.html", {"dashboards": dashboards().values()})


@require_GET
@allowed_to(Act.SEE)
def index(request: HttpRequest) -> HttpResponse:
    """Every dashboard there is."""
    mine = own.seen(viewer_of(request))
    return render(request, "dashboards/index.html", {"dashboards": dashboards().values(), "mine": mine})


@require_GET
@allowed_to(Act.SEE)
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One dashboard: its filters, and a place for each tile, which then asks for itself."""
    asked = _asked(request, slug)
    dashboard = asked.dashboard
    cells = [
        (tile, layout.classes(tile.box), "load" if tile.box.y < FIRST_SCREEN else "load delay:300ms")
        for tile in dashboard.here
    ]
    context = {
        **notes.context(dashboard, asked.values),
        "asked": asked,
        "dashboard": dashboard,
        "chips": [(chip, explained(chip.filter, chip.value, asked)) for chip in chips.chips(dashboard, asked.values)],
        "cells": cells,
    }
    return render(request, "dashboards/page.html", context)


@require_GET
@allowed_to(Act.SEE)
def tile(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One tile's answer. What goes wrong is this tile's alone, and is said in its place."""
    key = _kept_under(request, slug)
    known = kept.find(request, key, _now(request), viewer_of(request).timezone) if key else None
    return known or _answered(request, slug, name, key)


def _kept_under(request: HttpRequest, slug: str) -> str:
    """The key under which the tile's fragment may be kept; empty where its page names no published state."""
    viewer, pin = viewer_of(request), pin_row(request.GET.get("pin", ""))
    version = own.find(viewer, slug).version if slug.isdecimal() else 0
    return kept.key_of(request, viewer, pin, version) if pin else ""


def _answered(request: HttpRequest, slug: str, name: str, key: str) -> HttpResponse:
    asked = _asked(request, slug)
    found = asked.dashboard.tile(name)
    if found is None or not found.asks:
        raise Http404(f"there is no tile {name!r} in {slug} that asks something")
    context = {"tile": found, "asked": asked, "again": request.get_full_path(), "kept_mark": kept.MARK}
    stretch: Stretch | None = None
    try:
        with _stoppable(request, asked) as stoppable:
            answer = answered(found, stoppable)
        context |= parts.context(answer, request.GET.get("show", ""), asked.today)
        chart = vis.address(found.chart)
        context["explore"] = tile_address(found, answer.query, chart)
        context["everything"] = tile_address(found, replace(answer.query, limit=None), chart)
        stretch = kept.stretch_of(answer, asked) if key else None
    except (SemanticError, WarehouseError) as error:
        context["error"] = told(error)
    response = render(request, "dashboards/_tile.html", context)
    kept.keep(key, response, stretch, asked.now)
    return response


@require_GET
@allowed_to(Act.SEE)
def explain(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """What a filter being typed means, or where it goes wrong."""
    asked = _asked(request, slug)
    each = _filter(asked.dashboard, name)
    said = explained(each, asked.values[each.name], asked)
    return render(request, "dashboards/_explained.html", {"said": said})


@require_GET
@allowed_to(Act.SEE)
def values(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The values one can pick in a text filter."""
    asked = _asked(request, slug)
    each = _filter(asked.dashboard, name)
    if each.type == "parameter":
        choices = chips.parameter_choices(each, asked.dashboard, asked.values, asked.explore.parameters.get(each.field))
        return render(request, "dashboards/_values.html", {"choices": choices, "total": len(choices), "slug": slug})
    try:
        with _stoppable(request, asked) as stoppable:
            known, total = suggestions(each.explore or asked.explore.name, each.field, stoppable.ask)
    except (SemanticError, WarehouseError) as error:
        return render(request, "ui/_error.html", {"what": "No values to pick from", "where": told(error)})
    choices = chips.value_choices(each, asked.dashboard, asked.values, known)
    return render(request, "dashboards/_values.html", {"choices": choices, "total": total, "slug": slug})


@require_POST
@allowed_to(Act.SEE)
def stop(request: HttpRequest) -> HttpResponse:
    """Stop the engine on all that a page of one's own still asks: ``run`` is the page's, sent with each question."""
    return stopping.stop_asked(request)


@contextmanager
def _stoppable(request: HttpRequest, asked: Asked) -> Iterator[Asked]:
    """The same page, its questions stopped by ``stop`` of the run in the request's ``X-Run``."""
    with stopping.stoppable(asked.viewer.user, request.headers.get("X-Run", "")) as handle:
        yield replace(asked, cancellation=handle)


def _asked(request: HttpRequest, slug: str) -> Asked:
    viewer = viewer_of(request)
    dashboard = (
        looks.followed(own.as_value(own.find(viewer, slug)), viewer) if slug.isdecimal() else dashboards().get(slug)
    )
    if dashboard is None:
        raise Http404(f"there is no dashboard {slug!r}")
    dashboard = filters.hiding(dashboard, request.GET.getlist(filters.HIDE))
    dashboard = filters.on_tab(dashboard, request.GET.get(filters.TAB, ""))
    return Asked(
        dashboard=dashboard,
        values=filters.values_of(dashboard, request.GET.dict()),
        viewer=viewer,
        now=_now(request),
        pin=pin_named(request.GET.get("pin", "")),
    )


def _now(request: HttpRequest) -> datetime:
    return moment(request.GET.get("now", ""))


def _filter(dashboard: Dashboard, name: str) -> Filter:
    found = dashboard.filter(name)
    if found is None:
        raise Http404(f"there is no filter {name!r} in {dashboard.slug}")
    return found
