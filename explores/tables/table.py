"""An answer as a table to look at: headers, formatted cells, bars, totals and subtotals in their places. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, NamedTuple

from explores.answer import ROW_TOTAL, Answer, AnswerField, Row
from explores.export import pivot_name
from explores.formatting import formats
from explores.formatting.formats import PLAIN, Style
from explores.semantic.query import Sort
from explores.tables.look import PLAIN as PLAIN_LOOK
from explores.tables.look import Code, Look, coded
from explores.tables.painting import NO_PAINT, Paint, Painter

BAR = 84  # px, the longest bar inside a cell
LONG = 18  # characters from which a text may be shortened


class Cell(NamedTuple):
    """What stands in one place: text, the whole of it where it is rounded or long, a bar's width in px, its colours."""

    text: str
    exact: str = ""
    bar: int | None = None
    mark: str = ""  # the class of a rule that fits
    href: str = ""  # where it leads by a click


@dataclass(frozen=True)
class Column:
    """One column. ``pivot`` is its pivot key, ``total`` marks a row total; ``sort`` is asc, desc or empty."""

    field: AnswerField
    label: str
    pivot: tuple[Any, ...] | None = None
    total: bool = False
    sort: str = ""
    rank: int = 0  # its place among the sort keys, from 1; 0 with no sort or a single key
    decimals: int | None = None
    bars: bool = False  # its cells carry bars
    code: Code | None = None  # a format of one's own
    classes: str = ""  # of its cells
    width: int | None = None  # px

    @property
    def numeric(self) -> bool:
        """Figures stand to the right."""
        return formats.is_numeric(self.field.format) and self.field.kind != "dimension"

    def value(self, row: Row) -> Any:
        """This column's value in a row of the answer."""
        held = row.get(self.field.id)
        return held.get(self.pivot) if isinstance(held, dict) else held


@dataclass(frozen=True)
class Heading:
    """A cell of the rows above the header: a pivot value over its columns."""

    text: str
    span: int
    names: str = ""  # the id of the pivoted dimension, in the cell that names it


class Line(NamedTuple):
    """A row to show. ``level`` of a subtotal: how many dimensions it covers; 0 for a row of the answer."""

    cells: tuple[Cell, ...]
    level: int = 0
    key: tuple[Any, ...] = ()  # the values of the dimensions it stands for, in their order
    filled: bool = False  # no row of the data stands behind it


@dataclass(frozen=True)
class DisplayTable:
    """Everything a template needs, nothing left to compute."""

    columns: tuple[Column, ...]
    headings: tuple[tuple[Heading, ...], ...]  # one row of them for each pivoted dimension
    lines: list[Line]
    total: tuple[Cell, ...] | None
    rows_text: str  # "5,000 of 81,233 rows"
    cut: bool
    filled: int = 0  # how many of the lines were filled in
    look: Look = PLAIN_LOOK
    paints: tuple[Paint, ...] = ()  # the colours behind the marks of cells: f0, f1 …
    folded: int = 0  # the level of subtotals whose groups are folded; 0: all are open
    transposed: bool = False
    notes: tuple[str, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether rows carry their number: beside subtotals a number would say nothing."""
        return bool(self.look["row_numbers"]) and not self.folds and not self.transposed

    @property
    def folds(self) -> bool:
        """Whether there are groups to fold."""
        return any(line.level for line in self.lines)

    @property
    def empty(self) -> bool:
        """Whether no row came back."""
        return not self.lines


def build(
    answer: Answer,
    *,
    style: Style = PLAIN,
    sorts: Iterable[Sort] = (),
    settings: Mapping[str, Any] | None = None,
) -> DisplayTable:
    """The answer laid out for ``style``'s reader; ``sorts`` are those in force, for the marks in the header.

    ``settings`` are texts by their names in ``explores.charts.options``; those of charts are passed over.
    """
    if answer.currency and not style.currency:
        style = Style(style.language, answer.currency)
    look = Look.of(settings or {})
    rows = joined(answer)
    columns = tuple(_with_bars(with_decimals(_dressed(_columns(answer, tuple(sorts)), look), rows), look))
    painter = Painter.of(look, columns, rows, subtotals=bool(answer.subtotals))
    lines, total = _lines(answer, columns, rows, style, painter), _total(answer, columns, style, painter)
    order = look.arranged(columns)
    if order != list(range(len(columns))):
        columns = tuple(columns[place] for place in order)
        lines = [line._replace(cells=tuple([line.cells[place] for place in order])) for line in lines]
        total = tuple(total[place] for place in order) if total else None
    levels = sum(column.field.kind == "dimension" for column in columns)
    transposed = bool(look["transposed"]) and levels == 1
    return DisplayTable(
        columns=columns,
        headings=headings_of(answer, columns, style),
        lines=lines,
        total=total,
        rows_text=rows_text(answer, style),
        cut=answer.returned < answer.total_rows,
        filled=len(answer.filled),
        look=look,
        paints=painter.paints,
        folded=_folded(answer, columns, look),
        transposed=transposed,
        notes=(*look.notes, *painter.notes, *_untransposed(look, transposed)),
    )


def _untransposed(look: Look, transposed: bool) -> Iterable[str]:
    if look["transposed"] and not transposed:
        yield "Only a table with one dimension can have its rows as columns."


def _folded(answer: Answer, columns: Sequence[Column], look: Look) -> int:
    """The leftmost dimension whose groups are folded, counted from 1."""
    names = [column.field.id for column in columns if column.field.kind == "dimension"]
    levels = range(1, len(answer.subtotals or ()) + 1)
    return next((level for level in levels if level <= len(names) and look.column(names[level - 1])["folded"]), 0)


def rows_text(answer: Answer, style: Style = PLAIN) -> str:
    """How many rows are shown of how many there are."""
    noun = "row" if answer.total_rows == 1 else "rows"
    return f"{formats.count(answer.returned, style)} of {formats.count(answer.total_rows, style)} {noun}"


def joined(answer: Answer) -> Sequence[Row]:
    """Rows with their row totals beside the pivot values, so that a column finds either the same way."""
    if answer.row_totals is None:
        return answer.rows
    return [_with_row_total(row, total) for row, total in zip(answer.rows, answer.row_totals, strict=True)]


def _with_row_total(row: Row, total: Row) -> Row:
    return {
        name: {**held, ROW_TOTAL: total.get(name)} if isinstance(held, dict) else held for name, held in row.items()
    }


def _columns(answer: Answer, sorts: tuple[Sort, ...]) -> list[Column]:
    fixed = [field for field in answer.fields if field.kind == "dimension" and not field.pivoted]
    values = [field for field in answer.fields if field.kind != "dimension"]
    columns = [_column(field, None, sorts) for field in fixed]
    if not any(field.pivoted for field in answer.fields):
        return columns + [_column(field, None, sorts) for field in values]
    spread = [field for field in values if field.by_pivot]
    columns += [_column(field, pivot, sorts) for pivot in answer.pivots for field in spread]
    if answer.row_totals is not None:
        columns += [replace(_column(field, None, sorts), pivot=ROW_TOTAL, total=True) for field in spread]
    return columns + [_column(field, None, sorts) for field in values if not field.by_pivot]


def _column(field: AnswerField, pivot: tuple[Any, ...] | None, sorts: tuple[Sort, ...]) -> Column:
    here = None if pivot is None else pivot_name(pivot)
    for rank, sort in enumerate(sorts, 1):
        if (sort.field, sort.pivot) == (field.id, here):
            direction = "desc" if sort.descending else "asc"
            return Column(field, field.short_label, pivot, sort=direction, rank=rank if len(sorts) > 1 else 0)
    return Column(field, field.short_label, pivot)


def _dressed(columns: Iterable[Column], look: Look) -> list[Column]:
    """Names, formats and looks of columns as the settings say."""
    return [_dressed_one(column, look) for column in columns]


def _dressed_one(column: Column, look: Look) -> Column:
    mine, name = look.column(column.field.id), column.field.id
    label = mine["label"] or (column.field.label if look["full_names"] else column.label)
    own = mine["format"]
    field = replace(column.field, format=own) if isinstance(own, str) else column.field
    code = None if isinstance(own, str) else own
    numeric = "num" if column.numeric else ""
    classes = f"{numeric}{look.cells(name)}".strip()
    return replace(column, field=field, label=label, code=code, classes=classes, width=mine["width"])


def arranged(answer: Answer, look: Look, sorts: Iterable[Sort] = ()) -> tuple[Column, ...]:
    """The columns that are shown, in their order, as far as they don't depend on the rows."""
    columns = _dressed(_columns(answer, tuple(sorts)), look)
    return tuple(columns[place] for place in look.arranged(columns))


def with_decimals(columns: Sequence[Column], rows: Sequence[Row]) -> Iterable[Column]:
    """All columns of one field share their decimals."""
    places: dict[str, int] = {}
    for field in {column.field.id: column.field for column in columns}.values():
        mine = [column for column in columns if column.field.id == field.id]
        places[field.id] = formats.column_decimals((c.value(row) for c in mine for row in rows), field.format)
    for column in columns:
        yield replace(column, decimals=places[column.field.id])


def _with_bars(columns: Iterable[Column], look: Look) -> Iterable[Column]:
    """The first measure carries bars, where it is not pivoted; others where it was asked for."""
    waits = True
    for column in columns:
        first = waits and column.field.kind == "measure"
        waits = waits and not first
        chosen = look.column(column.field.id)["bars"]
        wanted = first and column.pivot is None if chosen == "auto" else chosen == "on" and not column.total
        yield replace(column, bars=wanted and column.numeric)


def headings_of(answer: Answer, columns: Sequence[Column], style: Style) -> tuple[tuple[Heading, ...], ...]:
    """The rows over the header: one for each pivoted dimension."""
    pivoted = [field for field in answer.fields if field.pivoted]
    return tuple(tuple(_heading_row(field, depth, columns, style)) for depth, field in enumerate(pivoted))


def _heading_row(field: AnswerField, depth: int, columns: Sequence[Column], style: Style) -> Iterable[Heading]:
    def key(column: Column) -> tuple[Any, ...]:
        return () if column.pivot is None else (column.total, *column.pivot[: depth + 1])

    for prefix, group in groupby(columns, key):
        members = list(group)
        if not prefix and members[0].field.kind != "dimension":
            yield Heading("", len(members))
        elif not prefix:
            yield Heading(field.short_label, len(members), names=field.id)
        elif members[0].total:
            yield Heading("All" if depth == 0 else "", len(members))
        else:
            text = formats.cell(prefix[-1], field.format, style, timeframe=field.timeframe)
            yield Heading(text, len(members))


def _lines(
    answer: Answer, columns: Sequence[Column], rows: Sequence[Row], style: Style, painter: Painter
) -> list[Line]:
    bars = _bars(columns, rows)
    if not answer.subtotals:
        names = [column.field.id for column in columns if column.field.kind == "dimension"]
        new = frozenset(answer.filled)
        return [
            Line(
                _cells(row, columns, style, bars, painter),
                key=tuple([row[name] for name in names]),
                filled=place in new,
            )
            for place, row in enumerate(rows)
        ]
    fixed = [column.field.id for column in columns if column.field.kind == "dimension"]
    lines: list[Line] = []
    for row, level in nested(rows, answer.subtotals, fixed, 0):
        cells = _cells(row, columns, style, bars if not level else {})
        key = tuple([row[name] for name in fixed[: level or None]])
        lines.append(Line(_blank(cells, level, len(fixed)) if level else cells, level, key))
    return lines


def _blank(cells: tuple[Cell, ...], level: int, dimensions: int) -> tuple[Cell, ...]:
    """A subtotal says nothing of the dimensions it sums over; a missing value would mean something else."""
    return (*cells[:level], *(Cell("") for _ in range(dimensions - level)), *cells[dimensions:])


def nested(rows: Sequence[Row], subtotals: list[list[Row]], names: list[str], depth: int) -> Iterable[tuple[Row, int]]:
    """Rows grouped by their leading dimensions, each group followed by its subtotal; groups stand as subtotals do."""
    if depth >= len(subtotals):
        yield from ((row, 0) for row in rows)
        return
    groups: dict[Any, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.get(names[depth]), []).append(row)
    known = {tuple(row.get(name) for name in names[: depth + 1]): row for row in subtotals[depth]}
    places = {key: place for place, key in enumerate(known)}

    def key(members: list[Row]) -> tuple[Any, ...]:
        return tuple(members[0].get(name) for name in names[: depth + 1])

    for members in sorted(groups.values(), key=lambda members: places.get(key(members), len(places))):
        yield from nested(members, subtotals, names, depth + 1)
        subtotal = known.get(key(members))
        if subtotal is not None:
            yield subtotal, depth + 1


def _bars(columns: Sequence[Column], rows: Sequence[Row]) -> dict[int, float]:
    """Pixels per unit for the columns that carry bars, all of a field alike; one row has nothing to compare."""
    largest: dict[str, float] = {}
    for column in columns:
        if column.bars and len(rows) > 1:
            sizes = [float(value) for value in map(column.value, rows) if formats.is_number(value) and value > 0]
            largest[column.field.id] = max([largest.get(column.field.id, 0), *sizes])
    scales = {name: BAR / size for name, size in largest.items() if size}
    return {p: scales[c.field.id] for p, c in enumerate(columns) if c.bars and c.field.id in scales}


def _cells(
    row: Row, columns: Sequence[Column], style: Style, bars: dict[int, float], painter: Painter = NO_PAINT
) -> tuple[Cell, ...]:
    made = [_cell(column, column.value(row), style, bars.get(place)) for place, column in enumerate(columns)]
    for place in painter.places:
        mark = painter.mark(place, columns[place].value(row))
        if mark:
            made[place] = made[place]._replace(mark=mark)
    return tuple(made)


def _cell(column: Column, value: Any, style: Style, scale: float | None) -> Cell:
    field = column.field
    text = formats.cell(value, field.format, style, timeframe=field.timeframe, decimals=column.decimals)
    own = coded(value, column.code, style) if column.code else None
    bar = None
    if scale is not None:
        bar = max(1, round(float(value) * scale)) if formats.is_number(value) and value > 0 else 0
    if own is not None:
        return Cell(own, formats.cell(value, field.format, style, timeframe=field.timeframe), bar)
    if len(text) > LONG and not column.numeric:
        return Cell(text, text, bar)
    if column.decimals == 0 and formats.split_format(field.format)[0] == "money" and value is not None:
        return Cell(text, formats.cell(value, field.format, style), bar)
    return Cell(text, "", bar)


def _total(answer: Answer, columns: Sequence[Column], style: Style, painter: Painter) -> tuple[Cell, ...] | None:
    if answer.totals is None:
        return None
    label = Cell(total_label(answer, style))
    cells = [
        Cell("") if column.field.kind == "dimension" else _cell(column, column.value(answer.totals), style, None)
        for column in columns
    ]
    for place in painter.places if painter.of_totals else ():
        cells[place] = cells[place]._replace(mark=painter.mark(place, columns[place].value(answer.totals)))
    if columns and columns[0].field.kind == "dimension":
        cells[0] = label
    return tuple(cells)


def total_label(answer: Answer, style: Style = PLAIN) -> str:
    """What the total covers: all rows there are, also those that are not shown."""
    every = "all " if answer.returned < answer.total_rows else ""
    noun = "row" if answer.total_rows == 1 else "rows"
    return f"Total, {every}{formats.count(answer.total_rows, style)} {noun}"
