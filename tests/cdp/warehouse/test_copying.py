"""Rows out of PostgreSQL: all of them or an error, never the first half."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from cdp.warehouse.copying import copied
from cdp.warehouse.source import conninfo

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def database() -> Iterator[psycopg.Connection]:
    with psycopg.connect(conninfo(), autocommit=True) as opened:
        yield opened


def numbers(select: str) -> bytes:
    return f"COPY ({select}) TO STDOUT".encode()


def test_every_row_comes_and_the_connection_can_be_used_again(database: psycopg.Connection) -> None:
    rows = [int(bytes(row)) for row in copied(database, numbers("SELECT generate_series(1, 100000)"))]
    assert rows == list(range(1, 100001))
    assert database.execute("SELECT 1").fetchone() == (1,)


def test_no_rows_are_no_error(database: psycopg.Connection) -> None:
    assert list(copied(database, numbers("SELECT 1 WHERE false"))) == []


def test_a_statement_that_is_wrong_says_so(database: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable, match="nowhere"):
        list(copied(database, numbers("SELECT * FROM nowhere")))


def test_an_error_on_the_way_is_not_the_end_of_the_rows(database: psycopg.Connection) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero):
        list(copied(database, numbers("SELECT 1 / (50000 - i) FROM generate_series(1, 100000) i")))


def test_a_server_that_goes_away_is_not_the_end_of_the_rows(database: psycopg.Connection) -> None:
    rows = copied(database, numbers("SELECT repeat('x', 1000) FROM generate_series(1, 1000000)"))
    next(rows)
    with psycopg.connect(conninfo(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [database.info.backend_pid])
    with pytest.raises(psycopg.OperationalError):
        list(rows)
