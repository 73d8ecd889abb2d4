"""Orders and events to write, a second session to write them late, and a way to ask the warehouse.

The mirror reads through connections of its own, so these tests commit: ``django_db(transaction=True)``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from django.conf import settings
from django.db import connection

from cdp.batches import batch
from cdp.models import Contact, MessageEvent, Order
from cdp.warehouse import open_warehouse
from cdp.warehouse.source import conninfo

MAY = datetime(2024, 5, 3, 10, tzinfo=UTC)
JUNE = datetime(2024, 6, 3, 10, tzinfo=UTC)


def order(number: int, when: datetime | None = MAY, **fields: Any) -> Order:
    """An order not saved yet."""
    values = {"subaccount_id": 1, "source_id": 1, "ordered_at": when, "total": Decimal(number), "currency": "EUR"}
    return Order(external_id=f"o-{number}", **{**values, **fields})


def event(number: int, when: datetime | None = MAY, **fields: Any) -> MessageEvent:
    """An event not saved yet."""
    values = {"subaccount_id": 1, "source_id": 1, "channel": "email", "stream": "marketing", "kind": "open"}
    return MessageEvent(external_id=f"e-{number}", occurred_at=when, **{**values, **fields})


def contact(number: int, **fields: Any) -> Contact:
    """A contact not saved yet."""
    return Contact(subaccount_id=1, email=f"c{number}@example.org", **fields)


def write(*rows: Any) -> None:
    """Save rows in one batch."""
    with batch():
        for row in rows:
            row.save(force_insert=row.pk is None)


def ask(sql: str, **params: Any) -> list[dict[str, Any]]:
    """Rows of a query at the newest pin."""
    warehouse = open_warehouse()
    rows: list[dict[str, Any]] = warehouse.query(sql, params, pin=warehouse.pin(), timeout=20).table.to_pylist()
    return rows


def child_environment(**extra: str) -> dict[str, str]:
    """The environment in which another process works on this test's database and lake."""
    given = connection.settings_dict
    query = urlencode({**given["OPTIONS"], "host": given["HOST"], "port": given["PORT"] or "5432"})
    url = f"postgresql://{quote(given['USER'])}:{quote(given['PASSWORD'])}@/{given['NAME']}?{query}"
    return {**os.environ, "DATABASE_URL": url, "SEXTANT_LAKE": str(settings.LAKE_DIR), **extra}


@contextmanager
def other_session() -> Iterator[psycopg.Connection[Any]]:
    """A second connection, in a transaction of its own that is rolled back unless it commits."""
    with psycopg.connect(conninfo()) as connection:
        yield connection


def open_batch(connection: psycopg.Connection[Any]) -> int:
    """Open a batch in the session's transaction, as ``cdp.batches.batch`` does."""
    row = connection.execute("INSERT INTO cdp_batch (note, created_at) VALUES ('late', now()) RETURNING id").fetchone()
    assert row
    connection.execute("SELECT set_config('sextant.batch', %s, true)", [str(row[0])])
    return int(row[0])


def insert_order(connection: psycopg.Connection[Any], number: int) -> None:
    """An order of another session."""
    connection.execute(
        "INSERT INTO cdp_order (subaccount_id, source_id, external_id, attributes, ordered_at, total, currency) "
        "VALUES (1, 1, %s, '{}', '2024-05-09 12:00Z', %s, 'EUR')",
        [f"late-{number}", number],
    )
