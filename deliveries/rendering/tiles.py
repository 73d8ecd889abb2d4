"""One answer as a PNG: a tile of a dashboard, an explore or a Look."""

from __future__ import annotations

from dataclasses import replace

from django.template.loader import render_to_string
from django.utils import timezone

from dashboards.asking import Asked
from dashboards.model import COLUMNS, Box, Tile
from dashboards.parts import shortened
from deliveries.rendering import drawing
from deliveries.rendering.answers import answers
from deliveries.rendering.arranging import Placed
from deliveries.rendering.cells import charts, drawn_cell
from deliveries.rendering.drawing import Sheet, TooTall
from deliveries.rendering.heading import clock, heading
from deliveries.rendering.paper import COLUMN, Paper
from deliveries.rendering.problem import RenderProblem
from explores import page
from explores.answer import Answer
from explores.custom_fields.typing_views import panel
from explores.outcome import Outcome, outcome

LEAST_HEIGHT = 11  # rows of the grid for a chart that may have had less beside others
ROWS_OF_TABLE = 50  # in a picture of an explore
EXPLORE_WIDTH = 960  # px

__all__ = ["RenderProblem", "explore_png", "tile_png"]


def tile_png(asked: Asked, tile: Tile, *, width: int = COLUMN, scale: int = 2) -> bytes:
    """One tile of a page, ``width`` px wide, with what it is narrowed to in a line above it. Raises RenderProblem."""
    height = tile.box.height if tile.shape in ("single", "words") else max(tile.box.height, LEAST_HEIGHT)
    placed = Placed(tile, Box(0, 0, COLUMNS, height))
    found = answers([replace(tile, box=placed.box)], asked, Paper())
    context = {
        "told": [asked.dashboard.title, *heading(asked).brief],
        "placed": placed,
        "tile": tile,
        "cell": drawn_cell(found.contexts[tile.id], asked) if tile.asks else "",
    }
    body = render_to_string("deliveries/paper/tile.html", context)
    return _picture(Sheet(tile.title, body, width, charts=charts(found)), scale)


def explore_png(asked: page.Asked, answer: Answer | None = None) -> bytes:
    """The chart of an explore or Look, or its table, with its title, filters and time. ``answer``: where it is known,
    as of a merged result. Raises RenderProblem."""
    problem = None
    if answer is None:
        answer, problem = page.answer(asked, most=page.MOST_ROWS)
    if answer is None:
        said = f"{problem.what} {problem.todo}".strip() if problem else "Nothing is asked yet: choose a field."
        asked_wrong = problem is None or problem.status == 400
        raise RenderProblem("tile" if asked_wrong else "warehouse", f"{said} No picture was made.")
    shown = outcome(asked, answer)
    drawn = not shown.table.empty and bool(shown.single or shown.record or shown.chart.plot)
    if not drawn:
        shown = outcome(asked, shortened(answer, ROWS_OF_TABLE))
    body = _explore_body(asked, shown, drawn=drawn)
    seen = {"explore": shown.title} if drawn and shown.chart.plot and not (shown.single or shown.record) else {}
    return _picture(Sheet(shown.title, body, EXPLORE_WIDTH, charts=seen), 2)


def _explore_body(asked: page.Asked, shown: Outcome, *, drawn: bool) -> str:
    context = {
        **panel(asked),
        "outcome": shown,
        "drawn": drawn,
        "zone": asked.timezone,
        "as_of": clock(shown.answer.as_of, shown.answer.timezone),
        "made": clock(asked.now, shown.answer.timezone),
    }
    with timezone.override(asked.timezone):
        return render_to_string("deliveries/paper/explore.html", context)


def _picture(sheet: Sheet, scale: int) -> bytes:
    """At that many pixels for a px, or at one where that would be too many."""
    try:
        return drawing.drawn(sheet, drawing.picture, scale=scale)
    except TooTall:
        return drawing.drawn(sheet, drawing.picture)
