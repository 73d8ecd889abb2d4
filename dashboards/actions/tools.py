"""What a tile offers beside its figures: the addresses behind its tools, its menu and its heads."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from dashboards import filters
from dashboards.actions.as_table import SHOW, TABLE, turned, turns
from dashboards.actions.sorting import SORT, links, resorted
from dashboards.asking import Asked
from dashboards.kept import FRESH
from dashboards.model import Tile
from dashboards.opening import NEWEST
from explores.page import MOST_ROWS
from explores.tables.table import DisplayTable

EXPANDED = "expanded"  # in the address of a tile: at full size, with all the rows that a page draws
TRIES = "tries"  # how often in a row it failed while it asks again by itself
KEEPS = (SORT, SHOW)  # what the reader chose in the tile stays while it asks again
LONGEST_WAIT = 3600  # seconds


@dataclass(frozen=True)
class Tools:
    """``address`` asks the same tile for the same page; ``keeps`` are the reader's choices in it."""

    address: str
    keeps: list[tuple[str, str]]
    anew: str  # at the newest state, past whatever is kept
    download: str  # the sheet that asks for its figures as a file
    newer: bool  # it was asked at a newer state than the rest of the page
    look: str  # the Look it follows; empty: none
    expanded: bool
    again: str  # at the newest state, by itself
    every: int  # seconds until then; 0: never
    as_table: str  # where a chart is read as a table
    as_chart: str  # where that table is a chart again

    def context(self, table: DisplayTable | None, tile: Tile) -> dict[str, Any]:
        """For the template; with a table also where a click on each of its heads leads."""
        if table is None:
            return {"tools": self}
        face = [(name, value) for name, value in self.keeps if name != SORT]
        sorts = links(tile, table.columns, f"{self.address}&{urlencode(face)}" if face else self.address)
        return {"tools": self, "sorts": sorts, "heads": list(zip(table.columns, sorts, strict=True))}

    @property
    def template(self) -> str:
        """What the tile is shown with."""
        return "dashboards/actions/_expanded.html" if self.expanded else "dashboards/_tile.html"


def tools(request: HttpRequest, tile: Tile, asked: Asked, *, failed: bool) -> Tools:
    """Those of one tile as it is asked here; after a failure it waits twice as long before it asks by itself."""
    keeps = [(name, request.GET[name]) for name in KEEPS if request.GET.get(name)]
    expanded = EXPANDED in request.GET
    shared = filters.params_of(asked.dashboard, asked.values)
    tries = _tries(request) + 1 if failed else 0
    sheet = reverse("dashboards:tile_sheet", args=[asked.dashboard.slug, tile.id])
    address = f"{request.path}?{asked.question}{f'&{EXPANDED}=1' if expanded else ''}"
    is_table = turns(tile) and (SHOW, TABLE) in keeps
    return Tools(
        address=address,
        keeps=keeps,
        anew=f"{request.path}?{urlencode([*shared, *keeps, (NEWEST, '1'), (FRESH, '1')])}",
        download=f"{sheet}?{asked.question}{'&' + urlencode(keeps) if keeps else ''}",
        newer=NEWEST in request.GET and asked.pin is not None and str(asked.pin.id) != request.GET.get("pin", ""),
        look=_look(tile),
        expanded=expanded,
        again=f"{request.path}?{urlencode([*shared, (NEWEST, '1'), *([(TRIES, str(tries))] if tries else [])])}",
        every=min(tile.refresh * 2**tries, LONGEST_WAIT) if tile.refresh else 0,
        as_table=f"{address}&{SHOW}={TABLE}" if turns(tile) and not is_table else "",
        as_chart=address if is_table else "",
    )


def asking(request: HttpRequest, tile: Tile) -> Tile:
    """The tile as the address asks for it: sorted anew, at full size, a chart as a table. Raises SemanticError."""
    if EXPANDED in request.GET and tile.vis == TABLE:
        tile = replace(tile, query=replace(tile.query, limit=MOST_ROWS))
    return resorted(turned(tile, request.GET.get(SHOW, "")), request.GET.get(SORT, ""))


def _tries(request: HttpRequest) -> int:
    text = request.GET.get(TRIES, "")
    return int(text) if text.isdecimal() and len(text) < 3 and int(text) < 12 else 0


def _look(tile: Tile) -> str:
    try:
        return reverse("keeping:look", args=[tile.look]) if tile.look is not None else ""
    except NoReverseMatch:
        return ""
