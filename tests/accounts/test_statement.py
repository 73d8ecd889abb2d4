"""The statements that stand before every request: what they give back, and what becomes of a lost connection."""

from __future__ import annotations

import psycopg
import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.statement import row
from cdp.warehouse.source import conninfo


def lose() -> None:
    """End the session that PostgreSQL keeps for this connection, at the beginning of another request."""
    number = row("SELECT pg_backend_pid()", [])
    with psycopg.connect(conninfo(), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", number)
    connection.health_check_done = False


def test_the_first_row_is_given_back(db: None) -> None:
    assert row("SELECT * FROM (VALUES (%s::int, %s), (2, 'b')) v ORDER BY 1", [1, "%s 'a'"]) == (1, "%s 'a'")
    assert row("SELECT 1 WHERE %s::bigint IS NOT NULL", [None]) is None


def test_it_is_planned_once(db: None) -> None:
    for number in range(3):
        assert row("SELECT %s::bigint + 41", [number]) == (number + 41,)
    statement = "SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT $1::bigint + 41'"
    assert row(statement, []) == (1,)


def test_it_stands_in_the_log_of_statements_with_its_values(db: None) -> None:
    with CaptureQueriesContext(connection) as asked:
        row("SELECT %s::text", ["word"])
    assert [each["sql"] for each in asked.captured_queries] == ["SELECT 'word'::text"]


def test_a_lost_connection_is_made_anew(transactional_db: None) -> None:
    lose()
    assert row("SELECT 1", []) == (1,)


def test_one_lost_within_a_transaction_is_an_error(transactional_db: None) -> None:
    with pytest.raises(OperationalError), transaction.atomic():
        lose()
        row("SELECT 1", [])
    connection.close()
    assert row("SELECT 1", []) == (1,)


def test_a_faulty_statement_is_an_error_as_everywhere(transactional_db: None) -> None:
    with pytest.raises(ProgrammingError):
        row("SELECT nothing", [])
    assert row("SELECT 1", []) == (1,)
