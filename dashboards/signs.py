"""What a tile says of cross-filters: what narrows it, what can't, what was clicked in it, what its marks do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from dashboards import cohort_pair
from dashboards.asking import Answered, Asked
from dashboards.heat import HeatTable
from dashboards.marking import Chosen, of_figure
from dashboards.model import Tile
from dashboards.narrowing import Known, Narrowing
from explores.semantic.settings import Setting, setting_for
from explores.tables.table import DisplayTable

BRUSHED = {"line", "area", "scatter"}
RECEIVING = {"single", "record", "reach"}  # kinds of tile that are narrowed and narrow nothing
UNMARKED = {cohort_pair.LINES, cohort_pair.CAMPAIGNS}  # their figures stand in no answer to one question


@dataclass(frozen=True)
class Sign:
    """In a tile's head. ``kind``: by (it is narrowed), not (it can't be) or source; ``said`` is all of ``brief``."""

    kind: str
    brief: str
    said: str


def signs(here: Narrowing) -> list[Sign]:
    """Those of one tile."""
    found = []
    if here.source:
        found.append(Sign("source", _values(here.source), f"Chosen here, and narrows the page to {_all(here.source)}"))
    if here.by:
        by = [part.known for part in here.by]
        found.append(Sign("by", _values(by), f"Narrowed to {_all(by)}"))
    if here.not_by:
        why = "; ".join(f"not by {_said(part.known)}: {part.why}" for part in here.not_by)
        found.append(Sign("not", "not narrowed" if not here.by else "not by all", f"Not narrowed: {why}"))
    return found


def _said(each: Known) -> str:
    return f"{each.label}: {each.words}"


def _all(known: Any) -> str:
    return ", ".join(_said(each) for each in known)


def _values(known: Any) -> str:
    return " · ".join(each.words for each in known)


@dataclass(frozen=True)
class Marks:
    """What a click on a mark does. ``menu``: where its menu is asked for; ``crosses``: it filters the page."""

    menu: str
    crosses: bool


def marks(tile: Tile, asked: Asked) -> Marks | None:
    """None where nothing can be asked of its marks: a merged result's cells are of several questions."""
    if tile.merge is not None or tile.vis in UNMARKED:
        return None
    crosses = asked.dashboard.settings.cross_filter and tile.cross_filter and tile.vis not in RECEIVING
    return Marks(reverse("dashboards:menu", args=[asked.dashboard.slug, tile.id]), crosses)


def context(found: Answered, asked: Asked, shown: dict[str, Any]) -> dict[str, Any]:
    """What the tile's template needs; ``shown`` is what it has already."""
    here, own = asked.across.of(found.tile), marks(found.tile, asked)
    if own and own.crosses and (chart := shown.get("chart")) and chart.plot:
        _let_brush(chart.plot, found.tile.vis)
    chosen = _chosen(found, asked, here, shown) if here.source else {}
    return {
        "signs": signs(here),
        "marks": own,
        "chosen": json.dumps(chosen) if chosen else "",
    }


def _let_brush(plot: dict[str, Any], kind: str) -> None:
    """Dragging over an axis of dates or numbers chooses a range, where it does not zoom."""
    layout = plot["layout"]
    continuous = layout.get("xaxis", {}).get("type") in {"date", "linear"} and "xaxis2" not in layout
    if kind in BRUSHED and continuous and not layout.get("dragmode"):
        layout |= {"dragmode": "select", "selectdirection": "h", "newselection": {"line": {"width": 1}}}


def _chosen(found: Answered, asked: Asked, here: Narrowing, shown: dict[str, Any]) -> dict[str, Any]:
    answer = found.answer
    pick = Chosen(here.source, answer, answer.timezone, _setting(found, asked, here))
    if (chart := shown.get("chart")) is not None:
        return of_figure(chart.plot, pick)
    if (table := shown.get("table")) is not None:
        return _of_table(table, pick)
    return _of_cohorts(shown["heat"], pick)


def _setting(found: Answered, asked: Asked, here: Narrowing) -> Setting:
    home = here.source[0].home
    assert home is not None  # what has a fault is no source
    viewer, zone = asked.viewer, found.answer.timezone
    return setting_for(home, now=asked.now, zone=zone, scope=viewer.subaccounts, attributes=viewer.attributes)


def _of_table(table: DisplayTable, pick: Chosen) -> dict[str, Any]:
    on = [place for place, line in enumerate(table.lines) if not line.filled and pick.has(list(line.key))]
    return {"of": "tbody tr", "chosen": on}


def _of_cohorts(heat: HeatTable, pick: Chosen) -> dict[str, Any]:
    """The cohort's name and its cells, in the order in which they stand."""
    told = [json.loads(mark) for row in heat.rows for mark in [row.mark, *(cell.mark for cell in row.cells)] if mark]
    on = [place for place, mark in enumerate(told) if pick.has(json.loads(mark["row"]))]
    return {"of": "tbody [data-cell]", "chosen": on}
