"""The engine is told what not to try: a fault of it that changes results is kept away from every answer."""

from __future__ import annotations

import duckdb
import pytest

from cdp.warehouse import open_warehouse
from cdp.warehouse.engine import UNTRUSTED, careful
from cdp.warehouse.mirror import publish

SOLD_BY_PRODUCT = """
    SELECT order_id, name, sum(amount) FROM sold LEFT JOIN products ON sold.product_id = products.id AND shop = 1
    GROUP BY ALL HAVING sum(amount) > 0 AND (name IS NULL OR sum(amount) = 99)
"""


def shop(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Two sales and a return, and no product described."""
    connection.execute("CREATE TABLE products (id int, shop int, name text)")
    connection.execute(
        "CREATE TABLE sold AS FROM (VALUES (1, 7, 6), (2, 8, 15), (3, 9, -1)) t (order_id, product_id, amount)"
    )
    return connection


def test_groups_are_not_lost_over_an_empty_table() -> None:
    rows = careful(shop(duckdb.connect())).execute(SOLD_BY_PRODUCT).fetchall()
    assert sorted(rows) == [(1, None, 6), (2, None, 15)]


def test_the_pinned_engine_still_needs_that_care() -> None:
    """When this fails the fault is mended: take ``careful`` out."""
    assert shop(duckdb.connect()).execute(SOLD_BY_PRODUCT).fetchall() == []


@pytest.mark.django_db(transaction=True)
def test_the_gateway_works_with_it() -> None:
    publish()
    warehouse = open_warehouse()
    told = warehouse.query("SELECT current_setting('disabled_optimizers')", {}, pin=warehouse.pin(), timeout=5)
    assert told.table.column(0).to_pylist() == [UNTRUSTED]
