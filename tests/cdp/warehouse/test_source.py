"""Rows out of PostgreSQL: all of them as they are, or an error, never the first half."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from cdp.warehouse import publication, source
from cdp.warehouse.conversion import UnreadableRow
from cdp.warehouse.publication import Publication
from cdp.warehouse.schema import Table
from cdp.warehouse.source import Share, conninfo

pytestmark = pytest.mark.django_db

TYPES = {
    "id": ("id", "bigint"),
    "position": ("int", "integer"),
    "kind": ("text", "varchar(300)"),
    "email": ("text", "varchar(300)"),
    "machine": ("bool", "boolean"),
    "total": ("money", "numeric(20, 6)"),
    "at": ("timestamp", "timestamptz"),
    "day": ("date", "date"),
    "attributes": ("json", "jsonb"),
}
THINGS = Table("things", "things", {name: lake for name, (lake, _) in TYPES.items()})
ALL = sql.SQL("true")
ABOVE_ALL = (
    *(2**63 - 1, 2**31 - 1, "", "", True, "99999999999999.999999", "9999-12-31 23:59:59.999999+00", "9999-12-31"),
    '{"é": [1, "\\n", null]}',
)
BELOW_ALL = (
    *(-(2**63), -(2**31), 'a"b,c\n\r\t', "žluťoučký 👩‍🚀", False, "-0.000001", "0001-01-01 00:00:00+00", "0001-01-01"),
    '{"a": {"b": 1.10}}',
)
ZEROS = (0, 0, "NULL", "\\N", None, "0", "1970-01-01 00:00:00+00", "1970-01-01", "{}")
NULLS = (1, *[None] * 8)
BETWEEN = (2, 1, "NULL", "\\.", True, "1.5", "1969-12-31 23:59:59.999999+00", "2024-02-29", '{"a": "{}"}')


@pytest.fixture
def database() -> Iterator[psycopg.Connection[Any]]:
    """A table of every type, and a session beside the one that reads."""
    with psycopg.connect(conninfo(), autocommit=True) as opened:
        opened.execute(f"CREATE TABLE things ({', '.join(f'{name} {type_}' for name, (_, type_) in TYPES.items())})")
        yield opened
        opened.execute("DROP TABLE things")


def test_the_address_holds_nothing_that_only_the_other_driver_knows(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "prepare_threshold", "5")
    assert "prepare_threshold" not in conninfo() and "dbname" in conninfo()


def fill(database: psycopg.Connection[Any], rows: int) -> None:
    database.execute("INSERT INTO things (id, kind) SELECT i, repeat('x', 300) FROM generate_series(1, %s) i", [rows])


def read(database: psycopg.Connection[Any], *wanted: sql.Composable) -> Generator[dict[str, Any], None, None]:
    """Rows of the table as of a snapshot taken now, once for each condition, one after the other."""
    return shared(database, [(THINGS, where) for where in wanted or (ALL,)])


def shared(database: psycopg.Connection[Any], *shares: Share) -> Generator[dict[str, Any], None, None]:
    """Rows as of a snapshot taken now, of each share through a connection of its own."""
    with database.transaction():
        database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        (name,) = database.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        for _, rows in source.read(name, *shares):
            yield from rows.to_pylist()


def readers(database: psycopg.Connection[Any]) -> list[int]:
    """The other sessions that are at the table. The server's own cleaning may come by at any moment, and is none."""
    held = """SELECT DISTINCT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE relation = 'things'::regclass AND pid <> pg_backend_pid() AND backend_type = 'client backend'"""
    return [row[0] for row in database.execute(held)]


def test_every_row_comes_once_in_slices(database: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "SLICE_BYTES", 10_000)
    database.execute("INSERT INTO things (id) SELECT generate_series(1, 50000)")
    assert [row["id"] for row in read(database)] == list(range(1, 50_001))


def test_the_wanted_rows_come_for_each_condition(database: psycopg.Connection[Any]) -> None:
    fill(database, 10)
    none, some = sql.SQL("false"), sql.SQL("id > 8")
    assert [row["id"] for row in read(database, none, some, none, some)] == [9, 10, 9, 10]


def test_the_two_halves_of_a_large_table_are_all_of_it(
    database: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publication, "SLICE_BYTES", 100_000)
    fill(database, 10_000)
    middle = Publication(database).middle(THINGS)
    first = [row["id"] for row in read(database, sql.SQL("ctid < {}").format(middle))]
    assert 4_500 < len(first) < 5_500
    halves = [[(THINGS, sql.SQL(half).format(middle))] for half in ("ctid < {}", "ctid >= {}")]
    assert sorted(row["id"] for row in shared(database, *halves)) == list(range(1, 10_001))


def test_a_small_table_is_not_cut(database: psycopg.Connection[Any]) -> None:
    middle = Publication(database).middle(THINGS)  # of no rows at all
    fill(database, 3)
    assert [row["id"] for row in read(database, sql.SQL("ctid >= {}").format(middle))] == [1, 2, 3]


def test_nothing_wanted_opens_no_connection() -> None:
    assert list(source.read("no such snapshot", [], [])) == []


def test_values_are_those_of_postgresql(database: psycopg.Connection[Any]) -> None:
    with database.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO things VALUES ({', '.join(['%s'] * len(TYPES))})",
            [ABOVE_ALL, BELOW_ALL, ZEROS, NULLS, BETWEEN],
        )
    database.execute("SET timezone = 'UTC'")
    there = database.execute("SELECT *, nullif(attributes::text, '{}') FROM things").fetchall()
    naive = [[value.replace(tzinfo=None) if isinstance(value, datetime) else value for value in row] for row in there]
    assert [list(row.values()) for row in read(database)] == [[*row[:8], row[9]] for row in naive]


@pytest.mark.parametrize(
    "written", ['{"": null}', '{"a": ""}', '{"a": {}}', "[0]", '""', "null", "false", '{"a": "xxx…"}']
)
def test_any_json_that_holds_something_comes(database: psycopg.Connection[Any], written: str) -> None:
    large = written.replace("xxx…", "x" * 100_000)
    database.execute("INSERT INTO things (id, attributes) VALUES (1, %s)", [large])
    assert [row["attributes"] for row in read(database)] == [large]


@pytest.mark.parametrize("written", ["{}", "[]", " { } "])
def test_json_that_holds_nothing_is_null(database: psycopg.Connection[Any], written: str) -> None:
    database.execute("INSERT INTO things (id, attributes) VALUES (1, %s)", [written])
    assert [row["attributes"] for row in read(database)] == [None]


def test_decimals_are_exact(database: psycopg.Connection[Any]) -> None:
    database.execute("INSERT INTO things (id, total) SELECT i, i * 1234567.654321 FROM generate_series(-5000, 5000) i")
    assert {row["total"] - row["id"] * Decimal("1234567.654321") for row in read(database)} == {0}


@pytest.mark.parametrize(
    "value",
    [
        *("at = 'infinity'", "at = '-infinity'", "at = '10000-01-01 00:00+00'", "at = '0001-12-31 BC'"),
        *("day = 'infinity'", "day = '-infinity'", "day = '10000-01-01'", "total = 'NaN'"),
    ],
)
def test_a_value_the_lake_has_no_place_for_is_refused(database: psycopg.Connection[Any], value: str) -> None:
    fill(database, 10)
    database.execute(f"UPDATE things SET {value} WHERE id = 7".encode())
    with pytest.raises(UnreadableRow, match="things holds a value the lake has no place for; mend that row"):
        list(read(database))


def test_rows_written_after_the_snapshot_are_not_seen(database: psycopg.Connection[Any]) -> None:
    fill(database, 3)
    seen = []
    for row in read(database, ALL, ALL):
        with psycopg.connect(conninfo(), autocommit=True) as other:
            other.execute("INSERT INTO things (id) VALUES (99)")
        seen.append(row["id"])
    assert seen == [1, 2, 3, 1, 2, 3]


def test_an_error_on_the_way_is_not_the_end_of_the_rows(database: psycopg.Connection[Any]) -> None:
    fill(database, 50_000)
    with pytest.raises(Exception, match="division by zero"):
        list(read(database, sql.SQL("1 / (40000 - id) IS NOT NULL")))


@pytest.fixture
def begun(database: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch) -> Generator[dict[str, Any], None, None]:
    """Rows of a large table, of which one was taken."""
    monkeypatch.setattr(source, "SLICE_BYTES", 100_000)
    fill(database, 100_000)
    rows = read(database)
    next(rows)
    return rows


def test_a_server_that_goes_away_is_not_the_end_of_the_rows(
    database: psycopg.Connection[Any], begun: Generator[dict[str, Any], None, None]
) -> None:
    with psycopg.connect(conninfo(), autocommit=True) as other:
        found = other.execute("SELECT pg_terminate_backend(unnest(%s::int[]), 5000)", [readers(database)]).fetchall()
    assert found == [(True,)]
    with pytest.raises(Exception, match="connection"):
        list(begun)


def test_a_reader_that_gives_up_leaves_no_session_behind(
    database: psycopg.Connection[Any], begun: Generator[dict[str, Any], None, None]
) -> None:
    assert len(readers(database)) == 1
    begun.close()
    until = time.monotonic() + 20  # PostgreSQL learns of it when it next writes to the closed connection
    while readers(database) and time.monotonic() < until:
        time.sleep(0.02)
    assert readers(database) == []
