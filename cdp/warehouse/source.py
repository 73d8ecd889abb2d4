"""Reading PostgreSQL for the mirror: one snapshot, many rows, in slices of flat size.

ADBC reads a binary COPY straight into Arrow, the cheapest way out of PostgreSQL for wide rows: see docs/decisions.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager

import psycopg
import pyarrow as pa
from adbc_driver_postgresql import StatementOptions, dbapi
from django.db import connection
from psycopg import sql

from cdp.ahead import ahead
from cdp.warehouse.conversion import typed
from cdp.warehouse.schema import Table

SLICE_BYTES = 24 << 20  # as sent: about 100,000 wide rows; two a share are in memory, and the one that is worked on
EMPTY_JSON_BYTES = 5  # {} and [] as jsonb in a row: a byte for the length, four for "nothing follows"

OF_PSYCOPG = {"prepare_threshold"}  # options of Django's driver, which libpq does not know

Share = Sequence[tuple[Table, sql.Composable]]  # tables, and which of their rows to read


def conninfo() -> str:
    """The address of the project's database, for drivers other than Django."""
    settings = connection.settings_dict
    given = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
        **{name: value for name, value in settings["OPTIONS"].items() if name not in OF_PSYCOPG},
    }
    return psycopg.conninfo.make_conninfo("", **{name: value for name, value in given.items() if value})


def read(snapshot: str, *shares: Share) -> Iterator[tuple[Table, pa.Table]]:
    """The rows of each table that meet its condition as of an exported snapshot, in slices, typed as in the lake.

    Each share has a connection of its own. While a slice is worked on, the next ones are being read.
    """
    with ExitStack() as opened:
        received = [opened.enter_context(closing(_received(snapshot, share))) for share in shares if share]
        for table, rows in opened.enter_context(closing(ahead(*received))):
            yield table, typed(table, rows)


def _received(snapshot: str, share: Share) -> Generator[tuple[Table, pa.RecordBatch], None, None]:
    with _cursor(snapshot) as cursor:
        for table, where in share:
            cursor.execute(_select(table, where).as_string())
            for rows in cursor.fetch_record_batch():
                yield table, rows


@contextmanager
def _cursor(snapshot: str) -> Iterator[dbapi.Cursor]:
    """A connection of its own that sees what the snapshot saw."""
    with closing(dbapi.connect(conninfo())) as database, closing(database.cursor()) as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)).as_string())
        cursor.adbc_statement.set_options(**{StatementOptions.BATCH_SIZE_HINT_BYTES.value: str(SLICE_BYTES)})
        yield cursor


def _select(table: Table, where: sql.Composable) -> sql.Composed:
    words = [_expression(name, type_) for name, type_ in table.columns.items()]
    return sql.SQL("SELECT {} FROM {} WHERE {}").format(sql.SQL(", ").join(words), sql.Identifier(table.origin), where)


def _expression(name: str, type_: str) -> sql.Composable:
    """A column; of JSON its text, or null where nothing is in it, as in most: its size is cheaper to tell than that."""
    if type_ == "json":
        filled = sql.SQL("CASE WHEN pg_column_size({0}) > {1} THEN {0}::text END AS {0}")
        return filled.format(sql.Identifier(name), EMPTY_JSON_BYTES)
    return sql.Identifier(name)
