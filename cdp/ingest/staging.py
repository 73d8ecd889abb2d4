"""Arrow tables into temporary PostgreSQL tables by COPY, and ids back into Arrow."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pv
from psycopg.sql import SQL, Composed, Identifier

from cdp.ingest.chunk import Chunk

_WRITE = pv.WriteOptions(include_header=False, batch_size=16_384)


def stage(chunk: Chunk, table: pa.Table) -> str:
    """Copy the table into a temporary one that lives until the commit; gives its name."""
    name = chunk.fresh_name()
    columns = SQL(", ").join(SQL("{} {}").format(Identifier(each.name), _type(each.type)) for each in table.schema)
    chunk.cursor.execute(SQL("create temp table {} ({}) on commit drop").format(Identifier(name), columns))
    append(chunk, name, table)
    return name


def append(chunk: Chunk, name: str, rows: pa.Table) -> None:
    """Copy the rows to the end of a table, column by name."""
    statement = SQL("copy {} ({}) from stdin (format csv)").format(Identifier(name), listed(rows.column_names))
    with chunk.cursor.copy(statement) as copy:
        pv.write_csv(rows, pa.PythonFile(_Sink(copy), mode="w"), _WRITE)


class _Sink(io.RawIOBase):
    """A file that hands what is written to a COPY, so that the text never stands in memory as a whole."""

    def __init__(self, copy: Any) -> None:
        super().__init__()
        self._copy = copy

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._copy.write(bytes(data))
        return len(data)


def numbered(table: pa.Table) -> pa.Table:
    """The table with a first column ``rn``: 0, 1, 2 …"""
    return table.add_column(0, "rn", pa.array(np.arange(table.num_rows), pa.int64()))


def ids(chunk: Chunk, count: int, sql: Composed, params: dict[str, Any]) -> np.ndarray:
    """Run a query that gives (rn, id) and return the ids by rn; -1 where there is none."""
    found = np.full(count, -1, dtype=np.int64)
    chunk.cursor.execute(sql, params)
    rows = chunk.cursor.fetchall()
    if rows:
        pairs = np.array(rows, dtype=np.int64)
        found[pairs[:, 0]] = pairs[:, 1]
    return found


def take_ids(chunk: Chunk, table: str, count: int) -> np.ndarray:
    """Fresh ids for rows of a table, ascending."""
    statement = "select nextval(pg_get_serial_sequence(%s, 'id')) from generate_series(1, %s)"
    chunk.cursor.execute(statement, [table, count])
    return np.array([row[0] for row in chunk.cursor.fetchall()], dtype=np.int64)


def id_array(values: np.ndarray) -> pa.Array:
    """Ids as an Arrow column; -1 is null."""
    return pa.array(values, pa.int64(), mask=values < 0)


def listed(columns: list[str], prefix: str | None = None) -> Composed:
    """Column names for a statement, with a table's alias in front where one is given."""
    parts = [Identifier(prefix, each) if prefix else Identifier(each) for each in columns]
    return SQL(", ").join(parts)


def _type(given: Any) -> SQL:
    if pa.types.is_string(given):
        return SQL("text")
    if pa.types.is_decimal(given):
        return SQL("numeric(20, 6)")
    if pa.types.is_timestamp(given):
        return SQL("timestamptz")
    if pa.types.is_date(given):
        return SQL("date")
    return SQL("boolean") if pa.types.is_boolean(given) else SQL("bigint")
