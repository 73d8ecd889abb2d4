"""The figures of one tile as a file, exactly what the tile asks on this page, and the sheet that asks for it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import Act, allowed_to
from cdp.warehouse.base import WarehouseError
from dashboards.actions.tools import asking
from dashboards.asking import Answered, answered
from dashboards.model import Tile
from dashboards.opening import asked_of, stoppable, tile_of
from explores import page
from explores.downloading.giving import Subject, pairs_of, pictured, response, told
from explores.downloading.sheets import Sheet, refused, sheet
from explores.files import FormatProblem
from explores.files import wanted as wanting
from explores.files.wanted import ALL, CUSTOM, Wanted
from explores.page import MOST_ROWS
from explores.semantic.errors import SemanticError

MERGED = f"Merged results on a dashboard have at most {MOST_ROWS:,} rows."


@require_GET
@allowed_to(Act.DOWNLOAD)
def csv(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """CSV with full figures; ``all=1``: every row there is, not those that the tile shows."""
    return _file(request, slug, name, "csv")


@require_GET
@allowed_to(Act.DOWNLOAD)
def file(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """The file that the ``file.…`` parameters ask for."""
    return pictured(request, _page(slug, name)) or _file(request, slug, name)


@require_GET
@allowed_to(Act.DOWNLOAD)
def tile_sheet(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The sheet over a tile as it stands on this page."""
    asked = asked_of(request, slug)
    tile = tile_of(asked.dashboard, name)
    try:
        with stoppable(request, asked) as running:
            found = answered(asking(request, _alone(tile)), running)
    except (SemanticError, WarehouseError) as error:
        return refused(request, tile.title, page.told(error))
    offered = Sheet(
        action=reverse("dashboards:tile_file", args=[slug, name]),
        hidden=pairs_of(request),
        page=_page(slug, name),
        why_not_all=_barred(found.tile),
        why_not_more=MERGED if found.tile.merge else "",
    )
    return sheet(request, _subject(request, found, tile.title), offered)


def _file(request: HttpRequest, slug: str, name: str, form: str = "") -> HttpResponseBase:
    asked = asked_of(request, slug)
    tile = tile_of(asked.dashboard, name)
    try:
        wanted = wanting.read(request.GET.dict(), form)
        if form and request.GET.get("all") == "1":
            wanted = replace(wanted, rows=ALL)
        tile = _limited(asking(request, _alone(tile)), wanted)
        with stoppable(request, replace(asked, portions=True)) as running:
            found = answered(tile, running)
        return response(wanted, _subject(request, found, tile.title), name if form else "")
    except (SemanticError, WarehouseError) as error:
        return told(f"{tile.title}: {page.told(error)}")
    except FormatProblem as error:
        return told(f"{tile.title}: {error}")


def _alone(tile: Tile) -> Tile:
    """Without the figures of another time beside its own, which no file has."""
    return replace(tile, compares=False)


def _limited(tile: Tile, wanted: Wanted) -> Tile:
    if tile.merge is not None and wanted.rows in {ALL, CUSTOM}:
        raise FormatProblem(MERGED)
    return replace(tile, query=wanting.checked(wanted, _barred(tile)).limited(tile.query))


def _barred(tile: Tile) -> str:
    return MERGED if tile.merge is not None else wanting.barred(tile.query)


def _subject(request: HttpRequest, found: Answered, title: str) -> Subject:
    settings = found.tile.chart.get("settings", {})
    return Subject(found.answer, title, page.reader(request), settings, found.query.sorts)


def _page(slug: str, name: str) -> str:
    return reverse("dashboards:tile", args=[slug, name])
