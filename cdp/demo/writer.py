"""Arrow tables into PostgreSQL by COPY, within the caller's batch."""

from __future__ import annotations

import io

import pyarrow as pa
import pyarrow.csv
from django.db import connection
from psycopg import sql

from cdp.demo.frame import Part

CHUNK = 50_000  # rows of text held at once


def write(part: Part) -> int:
    """Append the rows and move the table's sequence behind their ids; answers how many they were."""
    if not part.rows.num_rows:
        return 0
    columns = sql.SQL(", ").join(map(sql.Identifier, part.rows.column_names))
    command = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(sql.Identifier(part.origin), columns)
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for start in range(0, part.rows.num_rows, CHUNK):
            copy.write(_text(part.rows.slice(start, CHUNK)))
    _advance(part.origin, int(pa.compute.max(part.rows["id"]).as_py()))
    return int(part.rows.num_rows)


def _text(rows: pa.Table) -> memoryview:
    """CSV as PostgreSQL reads it: an empty field is null, an empty text is quoted."""
    buffer = io.BytesIO()
    pyarrow.csv.write_csv(rows, buffer, pyarrow.csv.WriteOptions(include_header=False))
    return buffer.getbuffer()


def _advance(table: str, last: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last])


def first_free(table: str) -> int:
    """The first id not yet used in a table."""
    with connection.cursor() as cursor:
        query = sql.SQL("select coalesce(max(id), 0) + 1 from {}").format(sql.Identifier(table))
        cursor.execute(query)
        return int(cursor.fetchone()[0])
