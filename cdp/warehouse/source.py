"""Reading PostgreSQL for the mirror: one snapshot, many rows, in slices of flat size.

COPY as CSV, parsed by Arrow, is the cheapest way out of PostgreSQL for wide rows: see docs/decisions.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

import psycopg
import pyarrow as pa
import pyarrow.csv
from django.db import connection
from psycopg import sql

from cdp.warehouse import columns
from cdp.warehouse.copying import copied
from cdp.warehouse.schema import Table

SLICE_BYTES = 16 << 20  # of CSV: about 100,000 wide rows; three are in memory: one sorted, one ready, one being read


class UnreadableRow(ValueError):
    """A row of PostgreSQL that no Delta table can hold: names the table and the value."""


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
    return psycopg.conninfo.make_conninfo("", **{name: value for name, value in given.items() if value})


def read(table: Table, snapshot: str, where: sql.Composable) -> Iterator[pa.Table]:
    """The rows of ``table`` that meet ``where`` as of an exported snapshot, in slices, typed as in the lake.

    While a slice is worked on, the next one is being read.
    """
    ready: queue.Queue[bytearray | BaseException | None] = queue.Queue(maxsize=1)
    given_up = threading.Event()
    thread = threading.Thread(target=_fetch, args=(table, snapshot, where, ready, given_up), daemon=True)
    thread.start()
    try:
        while (rows := _next(table, ready)) is not None:
            yield rows
    finally:
        given_up.set()
        while thread.is_alive():
            _drain(ready)
            thread.join(0.05)


def _fetch(
    table: Table,
    snapshot: str,
    where: sql.Composable,
    ready: queue.Queue[bytearray | BaseException | None],
    given_up: threading.Event,
) -> None:
    """The reading thread: put slices of whole CSV rows, then None, or the error that ended it."""
    try:
        with psycopg.connect(conninfo()) as database:
            database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            database.execute("SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'")
            database.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
            for slice_ in _slices(database, _copy(table, where)):
                if given_up.is_set():
                    return
                ready.put(slice_)
        ready.put(None)
    except BaseException as error:
        ready.put(error)


def _copy(table: Table, where: sql.Composable) -> sql.Composed:
    words = [_expression(name, type_) for name, type_ in table.columns.items()]
    return sql.SQL("COPY (SELECT {} FROM {} WHERE {}) TO STDOUT (FORMAT csv)").format(
        sql.SQL(", ").join(words), sql.Identifier(table.origin), where
    )


def _expression(name: str, type_: str) -> sql.Composable:
    if type_ == "json":  # most have none, and an empty object is dear to print
        return sql.SQL("CASE WHEN {0} <> '{{}}' THEN {0}::text END").format(sql.Identifier(name))
    return sql.Identifier(name)


def _slices(database: psycopg.Connection, copy: sql.Composed) -> Iterator[bytearray]:
    held = bytearray()
    for row in copied(database, copy.as_bytes(database)):  # one message a row: a slice never ends inside one
        held += row
        if len(held) >= SLICE_BYTES:
            yield held
            held = bytearray()
    if held:
        yield held


def _next(table: Table, ready: queue.Queue[bytearray | BaseException | None]) -> pa.Table | None:
    """The next slice typed, its CSV no longer held; None after the last."""
    found = ready.get()
    if isinstance(found, BaseException):
        raise found
    return None if found is None else _parsed(table, found)


def _drain(ready: queue.Queue[bytearray | BaseException | None]) -> None:
    """Make room for a reader that waits to put a slice nobody wants any more."""
    try:
        ready.get_nowait()
    except queue.Empty:
        return


def _parsed(table: Table, rows: bytearray) -> pa.Table:
    try:
        return _read_csv(table, rows)
    except pa.ArrowInvalid as error:  # an infinite instant, a number that is none, a year of five digits
        raise UnreadableRow(
            f"{table.origin} holds a value the lake has no place for; mend that row: {error}"
        ) from error


def _read_csv(table: Table, rows: bytearray) -> pa.Table:
    """CSV of PostgreSQL as Arrow: an unquoted nothing is null, a quoted one is an empty text."""
    names = list(table.columns)
    csv = pyarrow.csv
    return csv.read_csv(
        pa.BufferReader(pa.py_buffer(rows)),
        read_options=csv.ReadOptions(column_names=names, block_size=len(rows) + 1),
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=columns.csv_types(table),
            null_values=[""],
            true_values=["t"],
            false_values=["f"],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            check_utf8=False,
        ),
    )
