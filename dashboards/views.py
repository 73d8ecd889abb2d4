"""One dashboard as a page, each of its tiles by itself, and what its filters say and offer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.access import Act, allowed_to, viewer_of
from cdp.warehouse.base import WarehouseError
from dashboards import bar, cross_bar, estimates, kept, leading, notes, parts, signs, vis
from dashboards.actions import attention, tools
from dashboards.actions.offered import offered
from dashboards.asking import answered
from dashboards.cells import cells
from dashboards.edits import states
from dashboards.ground import ground
from dashboards.links import tile_address
from dashboards.opening import now_of, pin_of, seen, stoppable, tile_of
from explores import stopping
from explores.lasting import Stretch
from explores.page import told
from explores.semantic.errors import SemanticError


@require_GET
@allowed_to(Act.SEE)
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """One dashboard: its filters, and a place for each tile, which then asks for itself."""
    asked = seen(request, slug)
    line = bar.of(request, asked)
    if line.leads:
        return redirect(reverse("dashboards:page", args=[slug]) + line.leads)
    asked, dashboard = line.asked, asked.dashboard
    attention.opened(asked.viewer, slug)
    context = {
        **notes.context(dashboard, asked.values),
        **states.context(asked.viewer, dashboard),
        **cross_bar.bar(asked),
        "asked": asked,
        "dashboard": dashboard,
        "offered": offered(request, asked),
        "bar": line,
        **bar.LISTS,
        "cells": cells(dashboard),
    }
    return render(request, "dashboards/page.html", context)


@require_GET
@allowed_to(Act.SEE)
def tile(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One tile's answer. What goes wrong is this tile's alone, and is said in its place."""
    key = _kept_under(request, slug)
    return kept.find(request, key, now_of(request)) or _answered(request, slug, name, key)


def _kept_under(request: HttpRequest, slug: str) -> str:
    """The key under which the tile's fragment may be kept; empty where its page names no published state."""
    if states.DRAFT in request.GET:
        return ""
    viewer = viewer_of(request)
    return kept.key_of(request, viewer, ground(viewer, pin_of(request), slug if slug.isdecimal() else ""))


def _answered(request: HttpRequest, slug: str, name: str, key: str) -> HttpResponse:
    asked = seen(request, slug)
    found = tile_of(asked.dashboard, name)
    context: dict[str, Any] = {
        "tile": found,
        "asked": asked,
        "again": f"{request.path}?{asked.question}",
        "kept_mark": kept.MARK,
    }
    stretch: Stretch | None = None
    try:
        asking = context["tile"] = tools.asking(request, found)
        with stoppable(request, asked) as running:
            answer = answered(asking, running)
        context |= parts.context(answer, request.GET.get("show", ""), asked.today)
        context |= signs.context(answer, asked, context)
        context["method"] = estimates.method_of(answer.answer, asked.viewer)
        context |= leading.with_ways(context.get("table"), answer, asked)
        chart = vis.address(found.chart)
        whole = replace(found, merge=answer.tile.merge)
        context["explore"] = tile_address(whole, answer.query, chart)
        context["everything"] = tile_address(whole, replace(answer.query, limit=None), chart)
        stretch = kept.stretch_of(answer, asked) if key else None
    except (SemanticError, WarehouseError) as error:
        context["error"] = told(error)
    made = tools.tools(request, found, asked, failed="error" in context)
    response = render(request, made.template, context | made.context(context.get("table"), found))
    if stretch and key == _kept_under(request, slug):  # what it rests on did not change while it was made
        kept.keep(key, response, stretch, asked)
    return response


@require_POST
@allowed_to(Act.SEE)
def stop(request: HttpRequest) -> HttpResponse:
    """Stop the engine on all that a page of one's own still asks: ``run`` is the page's, sent with each question."""
    return stopping.stop_asked(request)
