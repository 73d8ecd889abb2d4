"""An answer laid out for a file: columns with their names, lines with totals in their places. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

import pyarrow as pa

from explores.answer import Answer, Row
from explores.export import pivot_name
from explores.files import cells
from explores.files.cells import Make
from explores.files.notation import Notation
from explores.files.options import Options
from explores.files.writing import Word, Writing
from explores.formatting import formats
from explores.formatting.formats import Style
from explores.shaping import Portions
from explores.tables import table
from explores.tables.look import PLAIN, Look
from explores.tables.table import Column, Heading

SEEN = 5_000  # rows that a page draws: up to these, figures have the decimals that they have on screen
FIRST = 200  # rows that are looked at beforehand in any case
PIECE = 1_000  # rows of an answer that are written at once
MOST = 64_000_000  # bytes of text that are
Leveled = tuple[Row, int]  # a row, and of a total how many dimensions it covers: -1 for all rows
TOTAL, SUBTOTAL = "Total", "Subtotal"


class Block(NamedTuple):
    """Some rows: the texts of each column, and which of the rows are totals."""

    texts: list[pa.Array]
    totals: pa.Array

    def slice(self, start: int, length: int | None = None) -> Block:
        """A part of it."""
        return Block([texts.slice(start, length) for texts in self.texts], self.totals.slice(start, length))

    def portions(self) -> Iterator[Block]:
        """All of it, in several parts where its texts are very long."""
        rows = len(self.totals)
        if rows == 1 or sum(texts.nbytes for texts in self.texts) <= MOST:
            yield self
        else:
            yield from self.slice(0, rows // 2).portions()
            yield from self.slice(rows // 2).portions()


@dataclass(frozen=True)
class Laid:
    """``head`` are the first of the rows ``held``, for what depends on rows."""

    answer: Answer
    options: Options
    style: Style
    columns: tuple[Column, ...]
    held: Sequence[Row]
    head: Sequence[Row]

    @cached_property
    def names(self) -> list[str]:
        """A name for each column; under pivots with the value that it stands under."""
        return [f"{self._over(column)} {column.label}" if column.pivot else column.label for column in self.columns]

    @cached_property
    def headings(self) -> tuple[tuple[Heading, ...], ...]:
        """The rows over the header: one for each pivoted dimension."""
        return table.headings_of(self.answer, self.columns, self.style)

    @cached_property
    def makes(self) -> list[Make]:
        """For each column what makes text of its values, as the options say."""
        if self.options.formatted:
            return [cells.read(column, self.style) for column in self.columns]
        return [cells.full(column) for column in self.columns]

    def blocks(self, makes: Sequence[Make], notation: Notation, *, totals: bool = True) -> Iterator[Block]:
        """The rows, and, where there are some, subtotals under their groups and the total at the end."""
        written = [Writing(column, make, notation) for column, make in zip(self.columns, makes, strict=True)]
        lines = self._lines() if totals else ((row, 0) for row in self.held)
        if isinstance(self.held, Portions) and not (totals and self.answer.subtotals):
            for table in self.held.tables():
                yield from _engines(self.held, table, written).portions()
            lines = self._total() if totals else iter(())
        while piece := list(islice(lines, PIECE)):
            texts = [one.each(self._values(place, piece)) for place, one in enumerate(written)]
            yield from Block(texts, pa.array([level != 0 for _, level in piece])).portions()

    def _lines(self) -> Iterator[Leveled]:
        if self.answer.subtotals:
            yield from table.nested(list(self.held), self.answer.subtotals, self._dimensions, 0)
        else:
            yield from ((row, 0) for row in self.held)
        yield from self._total()

    def _total(self) -> Iterator[Leveled]:
        if self.answer.totals is not None:
            yield self.answer.totals, -1

    def _values(self, place: int, piece: Sequence[Leveled]) -> list[Any]:
        column, words = self.columns[place], {level: words[place] for level, words in self._words.items()}
        return [column.value(row) if words[level] is None else words[level] for row, level in piece]

    def _over(self, column: Column) -> str:
        if column.total:
            return "All"
        key = column.pivot or ()
        if not self.options.displayed:
            return pivot_name(key)
        pivoted = [field for field in self.answer.fields if field.pivoted]
        return " ".join(
            formats.cell(part, field.format, self.style, timeframe=field.timeframe)
            for part, field in zip(key, pivoted, strict=True)
        )

    @property
    def _dimensions(self) -> list[str]:
        return [field.id for field in self.answer.fields if field.kind == "dimension" and not field.pivoted]

    @cached_property
    def _words(self) -> dict[int, list[Word | None]]:
        """What stands in place of a column's values in rows of each level."""
        return {level: list(self._worded(level)) for level in range(-1, len(self.answer.subtotals or ()) + 1)}

    def _worded(self, level: int) -> Iterator[Word | None]:
        """A total's word stands in the first column of a dimension that it sums over."""
        covered, word = self._dimensions[: max(level, 0)], Word(SUBTOTAL if level > 0 else TOTAL)
        for column in self.columns:
            if not level or column.field.kind != "dimension" or column.field.id in covered:
                yield None
            else:
                yield word
                word = Word()


def _engines(held: Portions, table: pa.Table, written: Sequence[Writing]) -> Block:
    """Rows as the engine gave them."""
    names = [one.column.field.id for one in written]
    columns = [table.column(name).combine_chunks() for name in names]
    texts = [one.whole(column, held.reader_of(name)) for one, column, name in zip(written, columns, names, strict=True)]
    return Block(texts, pa.repeat(False, len(table)))


def laid(answer: Answer, options: Options) -> Laid:
    """The answer laid out as the options say."""
    currency = options.style.currency or answer.currency
    look = Look.of(options.settings) if options.displayed else PLAIN
    columns: Iterable[Column] = table.arranged(answer, look, options.sorts)
    if not options.displayed:
        columns = [replace(column, label=column.field.label) for column in columns]
    held = table.joined(answer)
    head = held[: SEEN + 1 if options.formatted else FIRST]
    if options.formatted and len(head) <= SEEN:
        columns = table.with_decimals(list(columns), head)
    style = Style(options.style.language, currency)
    return Laid(answer, options, style, tuple(columns), held, head)


def unique(names: Iterable[str]) -> list[str]:
    """The names, each once: a second one of the same name gets its number."""
    found: dict[str, None] = {}
    for name in names:
        number, own = 2, name
        while own in found:
            number, own = number + 1, f"{name} ({number})"
        found[own] = None
    return list(found)
