"""Fill in missing values: rows and pivot columns for the periods, bands or answers that no row of the data has. PURE.

Done once, after an answer is shaped, so that tables, charts, files and programs see the same rows. A row filled in
holds nothing but its dimensions; it is not counted among the rows of the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import product
from typing import Any

from explores.answer import Answer, Row
from explores.filling.grids import Periods, fixed_values, is_rare, ordered
from explores.filling.rule import Wanted, group_filters, wanted
from explores.semantic.compile import Fields
from explores.semantic.filters.date_condition import DateCondition
from explores.semantic.model import Dimension, Explore
from explores.semantic.query import Query, Sort
from explores.semantic.resolve import Filters
from explores.semantic.settings import Setting
from explores.semantic.spans import ALL, Spans, intersect
from explores.shaping import key_of

MOST_ROWS = 5_000  # filled in at most
MOST_CELLS = 100_000

_Key = tuple[Any, ...]


@dataclass(frozen=True)
class Asked:
    """The question an answer is of: ``query`` as it was run, its fields, and its filters read."""

    explore: Explore
    query: Query
    fields: Fields
    filters: Filters
    setting: Setting


def fill(answer: Answer, asked: Asked) -> Answer:
    """The answer with what its question has filled in, and with notes on what was asked for and is not."""
    wish = wanted(asked.explore, asked.query, asked.setting)
    if not answer.rows or (not wish.names and not wish.refused):
        return replace(answer, notes=(*answer.notes, *wish.refused)) if wish.refused else answer
    return _Filling(replace(answer, rows=[*answer.rows]), asked, wish).answer()


class _Filling:
    """One answer on its way."""

    def __init__(self, answer: Answer, asked: Asked, wish: Wanted) -> None:
        self.given = answer
        self.asked = asked
        self.wish = wish
        self.refused = list(wish.refused)
        self.done: list[str] = []

    def answer(self) -> Answer:
        pivots = self._pivots()
        rows, filled, totals = self._rows(len(pivots))
        notes = self.refused if self.wish.by_hand else []
        if self.wish.by_hand and self.done and self.asked.filters.groups:
            notes.append("What a filter on a measure left out was filled in as missing, too.")
        return replace(
            self.given,
            rows=rows,
            row_totals=totals,
            pivots=pivots,
            filled=tuple(filled),
            fills=tuple(self.done),
            notes=(*self.given.notes, *notes),
        )

    def _pivots(self) -> tuple[_Key, ...]:
        """The pivot columns with those that are missing, in their order."""
        dimensions, pivots = self.asked.fields.pivots, self.given.pivots
        names = [dimension.id for dimension in dimensions]
        chosen = [name for name in names if name in self.wish.names]
        if not chosen or not pivots:
            return pivots
        if self.given.cuts and len(names) > 1:
            self.refused.append("Pivot columns are cut: those of several dimensions are not filled in.")
            return pivots
        held: list[Row] = [dict(zip(names, pivot, strict=True)) for pivot in pivots]
        values = self._values(dimensions, chosen, held, cut=bool(self.given.cuts))
        every = self._crossed(names, values, held)
        if every is None or len(every) * len(self.given.rows) > MOST_CELLS:
            self.refused.append("Too many pivot columns would be filled in.")
            return pivots
        self.done += chosen
        sorts = [sort for sort in self.asked.query.sorts if sort.field in names]
        order = _Order(dimensions, sorts, (*held, *every), self.asked.setting)
        return tuple(key_of(row, names) for _, _, row in order.merged(held, every))

    def _rows(self, columns: int) -> tuple[Sequence[Row], list[int], list[Row] | None]:
        """All rows in their order, the places of those filled in, and the row totals beside them."""
        dimensions, rows, totals = self.asked.fields.rows, self.given.rows, self.given.row_totals
        names = [dimension.id for dimension in dimensions]
        chosen = [name for name in names if name in self.wish.names]
        if not chosen or self._is_cut(dimensions, chosen):
            return rows, [], totals
        measures = [measure.id for measure in self.asked.fields.measures]
        values = self._values(dimensions, chosen, rows, cut=self.given.returned < self.given.total_rows)
        every = self._crossed(names, values, rows)
        if every is None or len(every) * max(columns, 1) * max(len(measures), 1) > MOST_CELLS:
            self.refused.append(f"More than {MOST_ROWS:,} rows would be filled in: shorten the dates.")
            return rows, [], totals
        self.done += chosen
        return self._merged(dimensions, rows, every, measures)

    def _is_cut(self, dimensions: Sequence[Dimension], chosen: Sequence[str]) -> bool:
        """Rows that the limit cut cannot be told from missing ones, but between rows that are sorted by the date."""
        if self.given.returned >= self.given.total_rows:
            return False
        sorts = self.asked.query.sorts
        by_it = bool(sorts) and sorts[0].field == chosen[0] and len(dimensions) == 1
        if by_it and fixed_values(dimensions[0], self.asked.setting) is None:
            return False
        self.refused.append("The row limit cuts the result: what it left out cannot be told from what is missing.")
        return True

    def _merged(
        self, dimensions: Sequence[Dimension], rows: Sequence[Row], every: list[Row], measures: Sequence[str]
    ) -> tuple[list[Row], list[int], list[Row] | None]:
        sorts = [sort for sort in self.asked.query.sorts if sort.field not in self.asked.query.pivots]
        order = _Order(dimensions, sorts, (*rows, *every), self.asked.setting)
        pivoted = bool(self.asked.query.pivots)
        made: list[Row] = []
        filled: list[int] = []
        totals: list[Row] | None = None if self.given.row_totals is None else []
        for _, place, row in order.merged(rows, every):
            is_new = place >= len(rows)
            if is_new:
                filled.append(len(made))
                row = {**row, **{name: {} if pivoted else None for name in measures}}  # noqa: PLW2901
            if totals is not None and self.given.row_totals is not None:
                totals.append(dict.fromkeys(measures) if is_new else self.given.row_totals[place])
            made.append(row)
        return made, filled, totals

    def _values(
        self, dimensions: Sequence[Dimension], chosen: Sequence[str], rows: Sequence[Row], *, cut: bool
    ) -> dict[str, list[Any]] | None:
        """For each dimension to fill the values it could have; None where they are too many."""
        by_id = {dimension.id: dimension for dimension in dimensions}
        found = {name: self._of(by_id[name], {row[name] for row in rows}, cut=cut) for name in chosen}
        values = {name: one for name, one in found.items() if one is not None}
        return values if len(values) == len(found) else None

    def _of(self, dimension: Dimension, shown: set[Any], *, cut: bool) -> list[Any] | None:
        fixed = fixed_values(dimension, self.asked.setting)
        if fixed is not None:
            return [] if cut else [value for value in fixed if value in shown or not is_rare(dimension, value)]
        periods = Periods(dimension, self.asked.setting)
        starts = sorted(periods.start(value) for value in shown if value is not None)
        inside = self._inside(dimension)
        low, high = periods.reach(inside) if self.wish.by_hand and not cut else (None, None)
        ends = [*starts[:1], *starts[-1:], *(end for end in (low, high) if end is not None)]
        if not ends:
            return []
        found = periods.between(min(ends), max(ends), inside, MOST_ROWS + len(starts))
        return None if found is None else [periods.value(at) for at in found]

    def _inside(self, dimension: Dimension) -> Spans | None:
        """The local times that the filters on the same date let pass; None without one."""
        spans = [c.local for c in group_filters(dimension, self.asked.filters) if isinstance(c, DateCondition)]
        found: Spans = ALL
        for one in spans:
            found = intersect(found, one)
        return found if spans else None

    def _crossed(
        self, names: Sequence[str], values: dict[str, list[Any]] | None, rows: Sequence[Row]
    ) -> list[Row] | None:
        """Every row that is not there: all values of what is filled, beside the others as they are. None: too many."""
        if values is None:
            return None
        others = [name for name in names if name not in values]
        there = {key_of(row, names) for row in rows}
        beside = dict.fromkeys(key_of(row, others) for row in rows)
        size = len(beside)
        for one in values.values():
            size *= len(one)
        if size > MOST_ROWS + len(there):
            return None
        made = []
        for other in beside:
            for combined in product(*values.values()):
                row = {**dict(zip(others, other, strict=True)), **dict(zip(values, combined, strict=True))}
                if key_of(row, names) not in there:
                    made.append({name: row[name] for name in names})
        return made


class _Order:
    """The order of rows as the sorts make it, as far as it shows from dimensions; what is empty stands last."""

    def __init__(
        self, dimensions: Sequence[Dimension], sorts: Sequence[Sort], rows: Sequence[Row], setting: Setting
    ) -> None:
        self.places = {d.id: ordered(d, {row[d.id] for row in rows}, setting) for d in dimensions}
        by_sort = [(sort.field, sort.descending) for sort in sorts]
        named = {name for name, _ in by_sort}
        self.keys = [*by_sort, *((name, False) for name in self.places if name not in named)]

    def key(self, row: Row, filled: bool) -> tuple[float, ...]:
        """What the row is sorted by; a row filled in has no figures."""
        return tuple(self._part(name, down, row, filled) for name, down in self.keys)

    def _part(self, name: str, down: bool, row: Row, filled: bool) -> float:
        if name not in self.places:
            return float(filled)
        place = self.places[name].get(row[name])
        return float("inf") if place is None else float(-place if down else place)

    def merged(self, rows: Sequence[Row], new: Sequence[Row]) -> Iterator[tuple[tuple[float, ...], int, Row]]:
        """Both with key and place, the rows as they stand; places of new ones go on after those of the rows."""
        there = ((self.key(row, False), place, row) for place, row in enumerate(rows))
        by_key = sorted(new, key=lambda row: self.key(row, True))
        return merge(there, ((self.key(row, True), len(rows) + place, row) for place, row in enumerate(by_key)))
