"""Parquet: a typed column for each column, written some rows at a time. Rows alone. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from explores.answer import Row
from explores.files import cells
from explores.files.laying import Laid, unique
from explores.files.notation import notation
from explores.files.texts import whole
from explores.files.writing import Writing
from explores.semantic.timeframes.fiscal import FiscalDay
from explores.shaping import Portions
from explores.tables.table import Column

GROUP = 50_000  # rows of a row group
_INTEGERS = range(-(2**63), 2**63)
_DIGITS = 38  # of a decimal


def write(made: Laid, out: BinaryIO) -> None:
    """The file, compressed by zstd; names of columns are told apart by numbers where two are alike."""
    types = list(_types(made))
    schema = pa.schema(list(zip(map(whole, unique(made.names)), types, strict=True)))
    told = notation(made.options, _text, "")
    makes = map(cells.unless_missing, made.makes)
    written = [Writing(column, make, told) for column, make in zip(made.columns, makes, strict=True)]
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        for group in _groups(made.held, list(zip(written, types, strict=True))):
            writer.write_table(pa.Table.from_arrays(group, schema=schema))


def _groups(held: Sequence[Row], columns: Sequence[tuple[Writing, pa.DataType]]) -> Iterator[list[pa.Array]]:
    if isinstance(held, Portions):
        yield from ([_engines(held, table, *one) for one in columns] for table in held.tables(GROUP))
        return
    for start in range(0, len(held), GROUP):
        rows = held[start : start + GROUP]
        yield [_array(list(map(one.column.value, rows)), one, kind) for one, kind in columns]


def _engines(held: Portions, table: pa.Table, one: Writing, kind: pa.DataType) -> pa.Array:
    """A column as the engine gave it, but where it is text in the file."""
    name = one.column.field.id
    given = table.column(name).combine_chunks()
    return one.whole(given, held.reader_of(name)) if pa.types.is_string(kind) else given


def _array(values: Sequence[Any], one: Writing, kind: pa.DataType) -> pa.Array:
    """A column of values that are held."""
    if pa.types.is_string(kind):
        return one.each(values)
    figures = pa.types.is_decimal(kind) or pa.types.is_floating(kind)
    return pa.array([_number(kind, value) for value in values] if figures else values, kind)


def _types(made: Laid) -> Iterator[pa.DataType]:
    """Of each column: as the engine gave it where its rows are not held, else what all of its values fit in."""
    rows = made.held
    for column in made.columns:
        if made.options.formatted:
            yield pa.string()
        elif isinstance(rows, Portions):
            yield _of_engine(column, rows.type_of(column.field.id))
        else:
            yield _of_values(column.value(row) for row in made.held)


def _of_engine(column: Column, given: pa.DataType) -> pa.DataType:
    if column.field.type == "number" and column.field.timeframe is None:
        return given
    if column.field.type in {"date", "timestamp"} and pa.types.is_temporal(given) and not _is_fiscal(column):
        return given
    return pa.bool_() if pa.types.is_boolean(given) else pa.string()


def _is_fiscal(column: Column) -> bool:
    return (column.field.timeframe or "").startswith("fiscal")


def _of_values(values: Iterable[Any]) -> pa.DataType:
    """What all of them fit in; text, where they are of several kinds."""
    kinds, scale, digits, wide = set(), 0, 0, False
    for value in values:
        if value is None:
            continue
        kinds.add(_kind(value))
        if isinstance(value, Decimal) and value.is_finite():
            places = max(0, -int(value.as_tuple().exponent))
            scale, digits = max(scale, places), max(digits, value.adjusted() + 1)
        elif type(value) is int:
            wide, digits = wide or value not in _INTEGERS, max(digits, len(str(abs(value))))
    if kinds <= {"integer"}:
        return pa.string() if wide or not kinds else pa.int64()
    if kinds <= {"integer", "decimal"}:
        return pa.decimal128(_DIGITS, scale) if scale + digits <= _DIGITS else pa.string()
    if kinds <= {"integer", "decimal", "float"}:
        return pa.float64()
    simple = {"yesno": pa.bool_(), "date": pa.date32(), "moment": pa.timestamp("us")}
    return simple.get(kinds.pop(), pa.string()) if len(kinds) == 1 else pa.string()


def _kind(value: Any) -> str:
    for kind, name in (
        (bool, "yesno"), (int, "integer"), (Decimal, "decimal"), (float, "float"), (FiscalDay, "text"),
        (datetime, "moment"), (date, "date"),
    ):  # fmt: skip
        if isinstance(value, kind):
            return name
    return "text"


def _number(kind: pa.DataType, value: Any) -> Any:
    """A figure as its column takes it; what is no number (NaN of a decimal) is missing."""
    if value is None or (isinstance(value, Decimal) and not value.is_finite()):
        return None
    return float(value) if pa.types.is_floating(kind) else Decimal(value)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
