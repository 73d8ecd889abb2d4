"""What a click on a mark of a dashboard leads to: the page narrowed, or the menu of the figure."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to
from dashboards import crossing, marking
from dashboards.asking import Asked, question
from dashboards.cross_bar import bar
from dashboards.crossing import Crossed
from dashboards.hearing import heard
from dashboards.model import Tile
from dashboards.opening import asked_of, seen, tile_of
from dashboards.signs import marks, signs
from explores import page
from explores.catalogs import catalog_for
from explores.drill.drill_menu import menu as drill_menu
from explores.drill.pointing import Pointed, at, pointed
from explores.formatting import formats
from explores.semantic.errors import SemanticError
from explores.semantic.url import to_params
from explores.wish import Wish

CLICK = ("field", "row", "pivot")


@require_GET
@allowed_to(Act.SEE)
def cross(request: HttpRequest, slug: str) -> HttpResponse:
    """The page's cross-filters after a click (``tile`` and its mark), or as ``to`` has them: their chips, the signs of
    all tiles, and which of them ask again. Nothing is asked of the warehouse."""
    asked = seen(request, slug)
    fault = ""
    try:
        then = replace(asked, crossed=_after(request, asked))
    except SemanticError as error:
        then, fault = asked, error.message
    tiles = [tile for tile in asked.dashboard.here if tile.asks]
    context = {
        **bar(then),
        "fault": fault,
        "changed": then.crossed != asked.crossed,
        "back": "back" in request.GET,
        "moved": [tile.id for tile in tiles if _narrowed(tile, asked) != _narrowed(tile, then)],
        "signs": [(tile, then.across.of(tile)) for tile in tiles],
    }
    context["signs"] = [(tile, signs(here), bool(here.source)) for tile, here in context["signs"]]
    return render(request, "dashboards/_crossed.html", context)


def _narrowed(tile: Tile, asked: Asked) -> list[tuple[tuple[str, ...], str]]:
    return [(part.fields, part.known.crossed.expression) for part in asked.across.of(tile).by]


def _after(request: HttpRequest, asked: Asked) -> tuple[Crossed, ...]:
    if "to" in request.GET:
        given = QueryDict(request.GET["to"].removeprefix("?"))
        return crossing.of_params((name, value) for name, values in given.lists() for value in values)
    if "tile" not in request.GET:
        return asked.crossed
    tile = asked.dashboard.tile(request.GET["tile"])
    found = marks(tile, asked) if tile else None
    if tile is None or found is None or not found.crosses:
        raise SemanticError("Marks of this tile do not filter the page.", code="cannot_cross")
    mark = _mark(request, tile, asked)
    return crossing.clicked(asked.crossed, tile.id, mark, add="add" in request.GET)


def _mark(request: HttpRequest, tile: Tile, asked: Asked) -> dict[str, str]:
    """What the request's mark filters by; with ``until`` the range from the one mark to the other."""
    told = {name: request.GET.get(name, "") for name in CLICK}
    first = _pointed(tile, asked, told)
    if "until" not in request.GET:
        return marking.terms(first)
    return marking.ranged(first, _pointed(tile, asked, {**told, "row": request.GET["until"]}))


def _pointed(tile: Tile, asked: Asked, told: dict[str, str]) -> Pointed:
    plain = heard(tile, asked.dashboard, asked.values, catalog_for(asked.viewer)).tile
    query, _ = question(plain, asked)
    wish = Wish.of(to_params(query))
    return at(replace(page.asked_for(asked.viewer, query.explore, wish), now=asked.now), told)


@require_GET
@allowed_to(Act.EXPLORE)
def menu(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The menu of a tile's mark, as on an explore page (whose address this one's is), and to filter the page by it."""
    asked = asked_of(request, slug)
    tile = tile_of(asked.dashboard, name)
    told = marks(tile, asked)
    if told is None:
        raise Http404(f"there is no tile {name!r} in {slug} with marks")
    try:
        mark = pointed(request, tile.query.explore)
        found = drill_menu(mark.asked.explore, mark.query, mark.cell, mark.setting, mark.asked.viewer)
    except SemanticError as error:
        problem = page.problem_of(error)
        return render(request, "explores/_problem.html", {"problem": problem}, status=problem.status)
    words = _words(mark) if told.crosses else ""
    context = {"menu": found, "explore": mark.asked.explore, "words": words}
    return render(request, "dashboards/_mark_menu.html", context)


def _words(mark: Pointed) -> str:
    """The values that a click would filter by, as the table shows them; nothing where it would not."""
    try:
        names = marking.terms(mark)
    except SemanticError:
        return ""
    explore = mark.asked.explore
    fields = [explore.dimension(name) for name in names]
    return ", ".join(formats.cell(mark.cell.values[f.id], f.format, timeframe=f.timeframe) for f in fields)
