"""The table that calculations are computed over: rows, pivot columns and, after them, what each row comes to. PURE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from explores.answer import ROW_TOTAL, Row
from explores.calculations.held import NOTHING, Held
from explores.expressions import Ref

Key = tuple[Any, ...]


@dataclass
class Grid:
    """Rows of an answer, or its totals. ``known`` gathers the calculations computed so far.

    ``pivoted`` names the measures that have a value in each pivot column (``keys``), and one more in ``row_totals``
    where these are given. ``totals`` is what ``${…:total}`` reads: a row, and its calculations.
    """

    rows: Sequence[Row]
    pivots: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    pivoted: frozenset[str] = frozenset()
    row_totals: list[Row] | None = None
    totals: Row | None = None
    known: dict[str, Held] = field(default_factory=dict)
    known_totals: Mapping[str, Held] = field(default_factory=dict)
    _read: dict[str, Held] = field(default_factory=dict)  # fields as they were read from the rows

    @property
    def width(self) -> int:
        """How many columns a pivoted value has; 1 where nothing is pivoted."""
        return len(self.keys) + (self.row_totals is not None) if self.pivots else 1

    def held(self, ref: Ref) -> Held:
        """What a reference comes to."""
        if ref.total == "row_total":
            return self._row_total(ref.field)
        if ref.total:
            return self._total(ref.field)
        if ref.field in self.known:
            return self.known[ref.field]
        if ref.field in self.pivots:
            return self._pivot_values(self.pivots.index(ref.field))
        if ref.field not in self._read:
            self._read[ref.field] = self._field(ref.field)
        return self._read[ref.field]

    def _field(self, name: str) -> Held:
        if name not in self.pivoted:
            return Held([[row.get(name) for row in self.rows]], by_row=True)
        held = [row.get(name) or {} for row in self.rows]
        lines = [[*map(cells.get, self.keys)] for cells in held]
        columns = [list(column) for column in zip(*lines, strict=True)] if lines else [[] for _ in self.keys]
        if self.row_totals is not None:
            columns.append([row.get(name) for row in self.row_totals])
        return Held(columns, by_row=True, by_column=True)

    def _pivot_values(self, place: int) -> Held:
        columns = [[key[place]] for key in self.keys]
        if self.row_totals is not None:
            columns.append([None])
        return Held(columns, by_column=True)

    def _total(self, name: str) -> Held:
        if name in self.known_totals:
            return self.known_totals[name]
        held = (self.totals or {}).get(name)
        if not isinstance(held, dict):
            return Held([[held]])
        keys = self.keys if self.row_totals is None else (*self.keys, ROW_TOTAL)
        return Held([[held.get(key)] for key in keys], by_column=True)

    def _row_total(self, name: str) -> Held:
        if self.row_totals is None:
            return NOTHING
        if name in self.known:
            held = self.known[name]
            return Held([held.column(self.width - 1)], by_row=held.by_row)
        return Held([[row.get(name) for row in self.row_totals]], by_row=True)
