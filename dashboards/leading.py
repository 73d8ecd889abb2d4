"""Figures of a table tile that lead on by one click, as the catalog says (``leads`` of a view)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dashboards.asking import Answered, Asked
from explores.answer import Row
from explores.drill.leading import led
from explores.runner import catalog_for
from explores.semantic import leads
from explores.semantic.cells import Cell
from explores.semantic.choosing import explore_for
from explores.semantic.model import Explore
from explores.semantic.settings import Setting, setting_for
from explores.tables.table import Cell as Shown
from explores.tables.table import DisplayTable

MOST = 400  # rows that get addresses; beyond, the menu of the explore page has them


def with_ways(shown: object, found: Answered, asked: Asked) -> dict[str, DisplayTable]:
    """The ``table`` of a tile that shows one, its figures linked to the questions that they lead to."""
    return {"table": _linked(shown, found, asked)} if isinstance(shown, DisplayTable) else {}


def _linked(shown: DisplayTable, found: Answered, asked: Asked) -> DisplayTable:
    explore = catalog_for(asked.viewer).explores.get(found.query.explore)
    if explore is None or found.query.pivots or shown.transposed:
        return shown
    explore = explore_for(explore, found.query)
    columns = [
        place for place, column in enumerate(shown.columns) if leads.of(explore, explore.by_id.get(column.field.id))
    ]
    if not columns:
        return shown
    linked = _Linked(explore, found, asked, shown)
    lines = [
        line._replace(cells=tuple(linked.cells(line.cells, row, columns))) if place < MOST else line
        for place, (line, row) in enumerate(zip(shown.lines, found.answer.rows, strict=False))
    ]
    return replace(shown, lines=[*lines, *shown.lines[len(lines) :]])


class _Linked:
    """What the links of one table are made with."""

    def __init__(self, explore: Explore, found: Answered, asked: Asked, shown: DisplayTable) -> None:
        viewer = asked.viewer
        self.explore, self.query, self.shown = explore, found.query, shown
        self.dimensions = [field.id for field in found.answer.fields if field.kind == "dimension"]
        self.setting: Setting = setting_for(
            explore, now=asked.now, zone=found.answer.timezone, scope=viewer.subaccounts, attributes=viewer.attributes
        )

    def cells(self, cells: tuple[Shown, ...], row: Row, columns: list[int]) -> Iterator[Shown]:
        """The cells of a row, those of ``columns`` with their address."""
        for place, cell in enumerate(cells):
            yield cell._replace(href=self._href(place, row)) if place in columns else cell

    def _href(self, place: int, row: Row) -> str:
        at = Cell(self.shown.columns[place].field.id, {name: row.get(name) for name in self.dimensions})
        return next((href for _, href in led(self.explore, self.query, at, self.setting)), "")
