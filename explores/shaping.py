"""An engine's table to rows of an answer: values as people know them, cells under their pivot columns. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Context, Decimal
from typing import Any, overload

import pyarrow as pa

from explores.answer import Row
from explores.semantic.model import Dimension, Field
from explores.semantic.settings import Setting
from explores.semantic.timeframes import TIMEFRAMES, FiscalDay, FiscalYear, display

Cells = list[dict[str, Any]]
Read = Callable[[Any], Any]
PORTION = 10_000  # rows
_EXACT = Context(prec=100)  # more digits than a column has


def reader(field: Field, setting: Setting) -> Read | None:
    """What turns an engine's value of ``field`` into the answer's; None where they are the same."""
    timeframe = field.timeframe if isinstance(field, Dimension) else None
    if timeframe == "fiscal_year":
        return lambda key: None if key is None else FiscalYear.of(int(key), setting.fiscal_month_offset)
    if timeframe and TIMEFRAMES[timeframe].type == "number":
        return lambda key: display(timeframe, key, week_start=setting.week_start)
    if timeframe == "fiscal_quarter" and setting.fiscal_month_offset:
        return lambda key: None if key is None else FiscalDay.of(key, setting.fiscal_month_offset)
    if field.type == "number":
        return _integer if field.format == "integer" else _number
    return None


def _integer(value: Any) -> Any:
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == int(value) else _number(value)


def _number(value: Any) -> Any:
    """Decimals without the zeros that their column pads them with; nothing is rounded."""
    if not isinstance(value, Decimal):
        return value
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize(_EXACT)


def read_rows(table: Any, fields: Sequence[Field], setting: Setting) -> list[Row]:
    """Rows by field id out of an Arrow table; its other columns are left out."""
    columns = []
    for field in fields:
        column, read = table.column(field.id), reader(field, setting)
        values = column.to_pylist()
        whole = read is _integer and pa.types.is_integer(column.type)
        columns.append(values if read is None or whole else [read(value) for value in values])
    names = [field.id for field in fields]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


class Portions(Sequence[Row]):
    """The same rows, read a portion at a time whenever they are gone through, and not kept.

    For files: the engine's table waits on the disk, so that millions of rows take no memory.
    """

    def __init__(self, table: Any, fields: Sequence[Field], setting: Setting) -> None:
        self._table, self._fields, self._setting = table, fields, setting

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def type_of(self, name: str) -> pa.DataType:
        """What the engine gave that column as."""
        return self._table.schema.field(name).type

    def reader_of(self, name: str) -> Read | None:
        """What turns the engine's values of that column into the answer's; None where they are the same."""
        return next(reader(field, self._setting) for field in self._fields if field.id == name)

    def tables(self, rows: int = 0) -> Iterator[pa.Table]:
        """The engine's own columns, so many rows at a time, a portion by default."""
        step = rows or PORTION
        for start in range(0, len(self), step):
            yield self._table.slice(start, step)

    def __iter__(self) -> Iterator[Row]:
        for table in self.tables():
            yield from self._read(table)

    def _read(self, portion: Any) -> list[Row]:
        return read_rows(portion, self._fields, self._setting)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> list[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | list[Row]:
        if not isinstance(place, slice):
            return self._read(self._table.slice(range(len(self))[place], 1))[0]
        places = range(len(self))[place]
        first, last = min(places, default=0), max(places, default=-1)
        found = self._read(self._table.slice(first, last + 1 - first))
        return [found[one - first] for one in places]


def key_of(row: Row, names: Iterable[str]) -> tuple[Any, ...]:
    """The row's values of ``names``."""
    return tuple([row[name] for name in names])  # a list is quicker than a generator, and this runs for every cell


def pivoted(cells: Iterable[Row], rows: Sequence[str], pivots: Sequence[str], measures: Sequence[str]) -> list[Row]:
    """One row for each value of ``rows``, in order; each measure holds its cells by pivot column."""
    found: dict[tuple[Any, ...], Row] = {}
    for cell in cells:
        key = key_of(cell, rows)
        row = found.get(key)
        if row is None:
            row = found[key] = {**dict(zip(rows, key, strict=True)), **{name: {} for name in measures}}
        column = key_of(cell, pivots)
        for name in measures:
            row[name][column] = cell[name]
    return list(found.values())


def aligned(rows: Sequence[Row], others: Iterable[Row], names: Sequence[str], measures: Sequence[str]) -> list[Row]:
    """For each of ``rows`` the one of ``others`` with the same values of ``names``."""
    known = {key_of(other, names): other for other in others}
    empty: Row = dict.fromkeys(measures)
    return [known.get(key_of(row, names), empty) for row in rows]
