"""Values, labels and names that would be SQL stay values, labels and names."""

from __future__ import annotations

from typing import Any

import pytest

from explores.semantic.attributes import Definition, with_attributes
from explores.semantic.compile import compile_query
from explores.semantic.custom import with_custom
from explores.semantic.query import Query
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting
from tests.explores.semantic import shop
from tests.explores.semantic.compared import NOW
from tests.explores.semantic.standard import standard
from tests.explores.semantic.test_sql_snapshots import SETTING
from tests.explores.semantic.test_traps import CATALOG, tables

HOSTILE = (
    "'; DROP TABLE orders; --",
    '" OR 1=1 --',
    "x' OR 'a'='a",
    "$p1",
    "\\'; SELECT 1 --",
    "<img onerror=alert(1)>",
    "\u202eright to left",
    "a" * 10_000,
    "/*",
    "ﬀ😀",
)


def exactly(value: str) -> str:
    """The filter that means this text and no other."""
    return "".join(f"^{sign}" if sign in '"%_,^' else sign for sign in value)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_filter_is_a_bound_value(value: str) -> None:
    explore = standard().explore("business")
    query = Query("business", ("contacts.country", "orders.count"), (("contacts.city", exactly(value)),))
    statement = compile_query(explore, rewrite(explore, query), SETTING).rows
    assert value not in statement.sql or value == "$p1"


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_attribute_name_is_a_bound_value(value: str) -> None:
    names = [Definition("contacts", value, "text", label=value)]
    explore = with_attributes(standard().explore("business"), names, {3: value})
    field = next(f for f in explore.views["contacts"].dimensions if ".attr_" in f.id)
    query = Query("business", (field.id, "common.subaccount", "orders.count"))
    statement = compile_query(explore, rewrite(explore, query), SETTING).rows
    assert value in statement.params.values() or f"/{value.replace('/', '~1')}" in statement.params.values()
    assert value not in statement.sql or value in {"$p1", "/*"}


def test_a_hostile_label_never_reaches_the_sql() -> None:
    custom = {"mine": {"type": "sum", "of": "orders.total", "label": HOSTILE[0]}}
    explore = with_custom(standard().explore("business"), custom)
    query = rewrite(explore, Query("business", ("mine",), custom=custom))
    assert "DROP" not in compile_query(explore, query, SETTING).rows.sql


@pytest.mark.parametrize("value", [v for v in HOSTILE if len(v) < 100])
def test_a_hostile_value_finds_exactly_itself(value: str) -> None:
    from tests.explores.semantic.compared import open_engine

    data = tables()
    data["contacts"][0]["country"] = value
    query = Query("shop", ("contacts.country", "contacts.count"), (("contacts.country", exactly(value)),))
    explore = CATALOG.explore("shop")
    statement = compile_query(explore, rewrite(explore, query), Setting(NOW, "UTC", (1,))).rows
    found: list[Any] = open_engine(data).execute(statement.sql, dict(statement.params)).fetchall()
    assert [row[:2] for row in found] == [(value, 1)]


def test_an_empty_scope_reads_nothing() -> None:
    explore = shop.catalog().explore("shop")
    query = rewrite(explore, Query("shop", ("contacts.country", "orders.count")))
    statement = compile_query(explore, query, Setting(NOW, "UTC", ())).rows
    assert "FALSE" in statement.sql and "subaccount_id IN" not in statement.sql


def test_every_table_is_read_in_scope() -> None:
    """Also inside derived views, bridges and EXISTS."""
    explore = standard().explore("business")
    fields = ("contacts.first_order_month", "products.category", "orders.revenue", "received.clicks")
    filters = (("lists.name", "VIP"), ("refunds.reason", "-late"), ("orders.order_number", "1"))
    sql = compile_query(explore, rewrite(explore, Query("business", fields, filters)), SETTING).rows.sql
    import sqlglot
    from sqlglot import exp

    for table in sqlglot.parse_one(sql, dialect="duckdb").find_all(exp.Table):
        if table.name not in {"groups", "judged", "passing"}:
            select = table.find_ancestor(exp.Select)
            assert select is not None and f"{table.alias_or_name}.subaccount_id IN" in select.sql(dialect="duckdb"), (
                table
            )
