"""Arrow tables into PostgreSQL by COPY, within the caller's batch.

Turning rows into text needs no database, so it can be done ahead while PostgreSQL takes in the slice before.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute
import pyarrow.csv
from django.db import connection
from psycopg import sql

from cdp.demo.frame import Part

CHUNK = 50_000  # rows of one piece of text


@dataclass(frozen=True)
class Payload:
    """Rows of one table, ready for COPY."""

    table: str
    columns: list[str]
    texts: list[memoryview]
    rows: int
    last_id: int


def encode(part: Part) -> Payload:
    """The rows as CSV in the way PostgreSQL reads it: an empty field is null, an empty text is quoted."""
    size = part.rows.num_rows
    texts = [_text(part.rows.slice(start, CHUNK)) for start in range(0, size, CHUNK)]
    last = int(pa.compute.max(part.rows["id"]).as_py()) if size else 0
    return Payload(part.origin, part.rows.column_names, texts, size, last)


def _text(rows: pa.Table) -> memoryview:
    buffer = io.BytesIO()
    pyarrow.csv.write_csv(rows, buffer, pyarrow.csv.WriteOptions(include_header=False))
    return buffer.getbuffer()


def write(payload: Payload) -> int:
    """Append the rows and move the table's sequence behind their ids; answers how many they were."""
    if not payload.rows:
        return 0
    columns = sql.SQL(", ").join(map(sql.Identifier, payload.columns))
    command = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(sql.Identifier(payload.table), columns)
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for text in payload.texts:
            copy.write(text)
    with connection.cursor() as cursor:
        cursor.execute("select setval(pg_get_serial_sequence(%s, 'id'), %s)", [payload.table, payload.last_id])
    return payload.rows


def first_free(table: str) -> int:
    """The first id not yet used in a table."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("select coalesce(max(id), 0) + 1 from {}").format(sql.Identifier(table)))
        return int(cursor.fetchone()[0])
