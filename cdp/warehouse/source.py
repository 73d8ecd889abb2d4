"""Reading PostgreSQL for the mirror: one snapshot, many rows, in slices of flat size."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import adbc_driver_postgresql.dbapi as adbc
import numpy as np
import psycopg
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from cdp.warehouse import columns
from cdp.warehouse.schema import Table

SLICE_ROWS = 500_000
_MICRO = 1_000_000


def conninfo() -> str:
    """The address of the project's database, for drivers other than Django."""
    settings = connection.settings_dict
    given = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
        **settings["OPTIONS"],
    }
    return psycopg.conninfo.make_conninfo(**{name: value for name, value in given.items() if value})


def read(table: Table, snapshot: str, where: str) -> Iterator[pa.Table]:
    """The rows of ``table`` that meet ``where`` as of an exported snapshot, in slices, typed as in the lake."""
    words = [_expression(name, type_) for name, type_ in table.columns.items()]
    with closing(adbc.connect(conninfo())) as database, closing(database.cursor()) as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(f"SET TRANSACTION SNAPSHOT '{snapshot}'")
        cursor.execute(f'SELECT {", ".join(words)} FROM "{table.origin}" WHERE {where}')
        for raw in _slices(cursor.fetch_record_batch()):
            yield _typed(table, raw)


def _expression(name: str, type_: str) -> str:
    if type_ == "money":  # numeric would come as text, at half the speed
        return f'("{name}" * {_MICRO})::int8'
    if type_ == "timestamp":
        return f"\"{name}\" AT TIME ZONE 'UTC'"
    if type_ == "json":
        return f'"{name}"::text'
    return f'"{name}"'


def _slices(reader: Any) -> Iterator[pa.Table]:
    held: list[pa.RecordBatch] = []
    for batch in reader:
        held.append(batch)
        if sum(part.num_rows for part in held) >= SLICE_ROWS:
            yield pa.Table.from_batches(held)
            held = []
    if held:
        yield pa.Table.from_batches(held)


def _typed(table: Table, raw: pa.Table) -> pa.Table:
    arrays = [
        _decimal(column) if type_ == "money" else column.cast(columns.ARROW[type_])
        for column, type_ in zip(raw.columns, table.columns.values(), strict=True)
    ]
    return pa.table(arrays, schema=columns.file_schema(table))


def _decimal(micros: pa.ChunkedArray) -> pa.Array:
    """Millionths as DECIMAL(20,6), bit for bit."""
    whole = micros.combine_chunks()
    low = np.asarray(whole.fill_null(0))
    words = np.empty((len(low), 2), dtype=np.int64)
    words[:, 0] = low
    words[:, 1] = low >> 63
    amounts = pa.Array.from_buffers(columns.ARROW["money"], len(low), [None, pa.py_buffer(words)])
    if not whole.null_count:
        return amounts
    return pc.if_else(whole.is_null(), pa.scalar(None, columns.ARROW["money"]), amounts)
