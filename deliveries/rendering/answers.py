"""What the tiles of a dashboard answer, as its paper shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from cdp.warehouse.base import WarehouseError
from dashboards import estimates, parts
from dashboards.asking import Answered, Asked, answered
from dashboards.model import Tile
from deliveries.rendering.paper import Paper
from deliveries.rendering.problem import RenderProblem
from explores.page import told
from explores.semantic.errors import SemanticError
from explores.tables.table import DisplayTable

Progress = Callable[[int, int], None]  # tiles done, tiles in all
MOST_OF_TABLE = 50_000  # rows of an expanded table
MOST_CELLS = 200_000  # of all expanded tables of a paper
PLAIN_FROM = 20_000  # cells of one table: from here on without bars, which take long to draw
HEAD_AND_FOOT = 4  # rows of the grid that a table tile takes beside its rows; a row of the grid is a row of a table
LEAST_ROWS = 3


@dataclass
class Answers:
    """By the id of the tile, what its template needs. ``alone``: tables that outgrow their tile."""

    contexts: dict[str, dict[str, Any]] = field(default_factory=dict)
    alone: set[str] = field(default_factory=set)
    cells: int = 0  # of expanded tables so far


def answers(tiles: Iterable[Tile], asked: Asked, paper: Paper, progress: Progress | None = None) -> Answers:
    """Ask for all that ask something, one after another. Raises RenderProblem that names the first that fails."""
    if asked.pin is None:
        raise RenderProblem("nothing", "There is no data yet, so there is nothing to print.")
    found, asking = Answers(), [tile for tile in tiles if tile.asks]
    for done, tile in enumerate(asking):
        if progress:
            progress(done, len(asking))
        found.contexts[tile.id] = _context(tile, asked, paper, found)
    if progress:
        progress(len(asking), len(asking))
    return found


def _context(tile: Tile, asked: Asked, paper: Paper, found: Answers) -> dict[str, Any]:
    expands = paper.expand_tables and tile.vis == "table" and tile.merge is None
    asking = replace(tile, query=replace(tile.query, limit=MOST_OF_TABLE)) if expands else tile
    try:
        answer = answered(asking, asked)
        shown = _expanded(answer, asked, found) if expands else _as_on_screen(answer, asked)
        method = estimates.method_of(answer.answer, asked.viewer)
    except (SemanticError, WarehouseError) as error:
        said = f"The tile “{tile.title}” could not be answered: {told(error)} Nothing was made."
        raise RenderProblem("warehouse" if isinstance(error, WarehouseError) else "tile", said) from error
    return {**shown, "tile": tile, "method": method}


def _as_on_screen(answer: Answered, asked: Asked) -> dict[str, Any]:
    """A table shows the rows for which its tile has room; what is below is said in its foot."""
    room = answer.tile.box.height - HEAD_AND_FOOT - (1 if answer.answer.totals else 0)
    return parts.context(answer, "", asked.today, most=max(room, LEAST_ROWS))


def _expanded(answer: Answered, asked: Asked, found: Answers) -> dict[str, Any]:
    """Every row, as far as the paper takes them; a large table without bars, joined in Python."""
    columns = max(1, len(answer.answer.fields) + len(answer.answer.pivots))
    most = max(LEAST_ROWS, (MOST_CELLS - found.cells) // columns)
    shown = parts.context(answer, "", asked.today, most=min(most, MOST_OF_TABLE))
    table: DisplayTable = shown["table"]
    cells = len(table.lines) * len(table.columns)
    found.cells += cells
    if len(table.lines) > answer.tile.box.height - HEAD_AND_FOOT:
        found.alone.add(answer.tile.id)
    if cells > PLAIN_FROM:
        plain = replace(table, columns=tuple(replace(column, bars=False) for column in table.columns))
        shown |= {"face": "dashboards/_whole_table.html", "table": plain}
    return shown
