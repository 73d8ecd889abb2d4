"""An answer with its table calculations: rows, row totals, totals and subtotals. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from explores.answer import ROW_TOTAL, Answer, AnswerField, Row
from explores.calculations import reading, sorting
from explores.calculations.evaluating import Budget, Evaluator, Setting
from explores.calculations.grid import Grid
from explores.calculations.held import NOTHING, Held, spread
from explores.calculations.texts import shown
from explores.expressions import ExpressionError
from explores.expressions.types import is_list
from explores.semantic.calculated import Calculated
from explores.semantic.calculation import Calculation
from explores.semantic.info import field_type
from explores.semantic.query import Query
from explores.semantic.timeframes import display


def with_calculations(answer: Answer, calculated: Calculated, asked: Query, now: datetime) -> Answer:
    """The answer with what ``calculated`` adds. ``asked`` is the query as it was put; ``now`` an aware moment.

    Raises ExpressionError naming the calculation and the place in it, SemanticError for a sort that cannot be.
    """
    if not calculated.order:
        return answer
    made = _Calculator(replace(answer, rows=[*answer.rows]), now).computed(calculated)
    made = sorting.sorted_by(made, calculated.sorts, asked)
    return replace(
        made,
        totals=made.totals if asked.totals else None,
        row_totals=made.row_totals if asked.row_totals else None,
    )


class _Calculator:
    """Computes calculation after calculation over one answer."""

    def __init__(self, answer: Answer, now: datetime) -> None:
        self.answer = answer
        self.now = now.astimezone(ZoneInfo(answer.timezone)).replace(tzinfo=None, microsecond=0)
        self.pivots = tuple(field.id for field in answer.fields if field.pivoted)
        self.dimensions = [field.id for field in answer.fields if field.kind == "dimension" and not field.pivoted]
        self.main = self._grid(answer.rows, answer.row_totals)
        self.outer = self._outer()
        self._texts = {field.id: partial(display, field.timeframe) for field in answer.fields if field.timeframe}
        self._budget = Budget()
        self._in_row: dict[str, frozenset[str]] = {}
        self._in_column: dict[str, frozenset[str]] = {}

    def _grid(self, rows: Sequence[Row], row_totals: list[Row] | None) -> Grid:
        measures = (field.id for field in self.answer.fields if field.kind == "measure")
        return Grid(
            rows=rows,
            pivots=self.pivots,
            keys=self.answer.pivots,
            pivoted=frozenset(measures if self.pivots else ()),
            row_totals=row_totals if self.pivots else None,
            totals=self.answer.totals,
        )

    def _outer(self) -> list[tuple[Grid, frozenset[str]]]:
        """Totals and each level of subtotals, each with the dimensions it says nothing of."""
        answer, found = self.answer, []
        has_row_totals = answer.row_totals is not None
        if answer.totals is not None:
            whole = [_row_total(answer.totals)] if has_row_totals else None
            found.append((self._grid([answer.totals], whole), frozenset(self.dimensions)))
        for count, level in enumerate(answer.subtotals or [], start=1):
            nothing: list[Row] | None = [{} for _ in level] if has_row_totals else None
            found.append((self._grid(level, nothing), frozenset(self.dimensions[count:])))
        return found

    def computed(self, calculated: Calculated) -> Answer:
        """The answer with every calculation that is shown."""
        for calculation in calculated.order:
            try:
                self._compute(calculation)
            except ExpressionError as error:
                raise error.within(calculation.id, calculation.label) from error
        answer, grids = self.answer, [grid for grid, _ in self.outer]
        totals = grids.pop(0) if answer.totals is not None else None
        return replace(
            answer,
            fields=(*answer.fields, *(self._field(one, calculated) for one in calculated.shown)),
            rows=self._written(self.main, calculated.shown),
            row_totals=self._row_totals(calculated.shown),
            totals=self._written(totals, calculated.shown)[0] if totals else None,
            subtotals=None if answer.subtotals is None else [self._written(grid, calculated.shown) for grid in grids],
        )

    def _compute(self, calculation: Calculation) -> None:
        name = calculation.id
        self._in_row[name] = reading.in_row(calculation, self._in_row)
        self._in_column[name] = reading.in_column(calculation, self._in_column)
        setting = Setting(calculation.types, self.now, self._texts, self._budget)
        rows = Evaluator(self.main, setting)
        self.main.known[name] = self._within_pivots(rows.held(calculation.node), name)
        for grid, unknown in self.outer:
            if unknown & self._in_row[name]:
                grid.known[name] = NOTHING
            else:
                held = Evaluator(grid, setting, rows).held(calculation.node)
                grid.known[name] = self._within_pivots(held, name)
        if self.answer.totals is not None:
            held = self.outer[0][0].known[name]
            totals = {**self.main.known_totals, name: replace(held, by_row=False)}
            for grid in (self.main, *(grid for grid, _ in self.outer)):
                grid.known_totals = totals

    def _within_pivots(self, held: Held, name: str) -> Held:
        """A row's total stands in no pivot column: what depends on which one it is, is not known there."""
        if self.main.row_totals is None or not held.by_column or not self._in_column[name] & {*self.pivots}:
            return held
        return replace(held, columns=[*held.columns[:-1], [None] * len(held.columns[-1])])

    def _field(self, calculation: Calculation, calculated: Calculated) -> AnswerField:
        return AnswerField(
            id=calculation.id,
            label=calculation.label,
            short_label=calculation.label,
            kind="calculation",
            type=field_type(calculation),
            format=calculation.format,
            definition=calculation.definition,
            timeframe=calculation.timeframe,
            of_measures=calculation.id in calculated.of_measures,
            by_pivot=self.main.known[calculation.id].by_column,
        )

    def _written(self, grid: Grid, chosen: Sequence[Calculation]) -> list[Row]:
        """The grid's rows with the calculations in them."""
        made = [dict(row) for row in grid.rows]
        keys = grid.keys if grid.row_totals is None or grid is self.main else (*grid.keys, ROW_TOTAL)
        for calculation in chosen:
            held = grid.known[calculation.id]
            finish = shown if is_list(calculation.type) else _same
            columns = [[*map(finish, column)] for column in spread(held, len(made))]
            if self.main.known[calculation.id].by_column:
                across = columns if held.by_column else columns * len(keys)
                for place, row in enumerate(made):
                    row[calculation.id] = {key: column[place] for key, column in zip(keys, across, strict=False)}
            else:
                for row, value in zip(made, columns[0], strict=True):
                    row[calculation.id] = value
        return made

    def _row_totals(self, chosen: Sequence[Calculation]) -> list[Row] | None:
        if self.main.row_totals is None:
            return self.answer.row_totals
        made, last = [dict(row) for row in self.main.row_totals], self.main.width - 1
        for calculation in chosen:
            held = self.main.known[calculation.id]
            if held.by_column:
                for place, row in enumerate(made):
                    row[calculation.id] = held.value(place, last)
        return made


def _same(value: Any) -> Any:
    return value


def _row_total(totals: Row) -> Row:
    return {name: held.get(ROW_TOTAL) for name, held in totals.items() if isinstance(held, dict)}
