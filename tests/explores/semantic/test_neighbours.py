"""Measures that read what a row has one of (a factor of many e-mails), and counts that are apart in each month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from explores.semantic.compile import compile_query
from explores.semantic.load import from_data
from explores.semantic.model import Catalog
from explores.semantic.query import Query
from explores.semantic.rewrite import rewrite
from explores.semantic.section import CatalogError
from explores.semantic.settings import Setting
from explores.semantic.validate import validate

COLUMNS = {
    "mails": {"id": "id", "subaccount_id": "id", "contact_id": "id", "stream": "text", "sent_at": "timestamp"},
    "factors": {"id": "id", "subaccount_id": "id", "stream": "text", "grams": "money"},
}
MAILS: dict[str, Any] = {
    "view": "mails", "label": "Mails", "item": "mail", "table": "mails", "key": "id",
    "dimensions": {"stream": {}, "sent": {"sql": "sent_at", "label": "Date"}},
    "measures": {
        "grams": {"type": "sum", "sql": "coalesce(factors.grams, 2)", "needs": ["factors"], "estimated": "carbon"},
        "contact_months": {"type": "count_distinct", "sql": "contact_id", "per": "sent_month"},
    },
}  # fmt: skip
FACTORS = {
    "view": "factors", "label": "Factors", "item": "factor", "table": "factors", "key": "id",
    "dimensions": {"stream": {"label": "Type"}}, "measures": {"count": {"type": "count"}},
}  # fmt: skip
EXPLORE = {
    "explore": "mail", "label": "Mail", "base": {"view": "mails"},
    "joins": [{"view": "factors", "from": "mails", "relation": "many_to_one", "on": {"stream": "stream"}}],
}  # fmt: skip


def catalog(measure: dict[str, Any] | None = None) -> Catalog:
    mails = MAILS | {"measures": {"tried": measure}} if measure else MAILS
    return from_data({"mails": mails, "factors": FACTORS}, {"mail": EXPLORE}, COLUMNS)


@pytest.fixture
def engine() -> duckdb.DuckDBPyConnection:
    """Mails of contacts 1 and 2 (and one of nobody's) in two sub-accounts; only the first has a factor for "a"."""
    made = duckdb.connect()
    made.execute("CREATE TABLE mails (id INT, subaccount_id INT, contact_id BIGINT, stream TEXT, sent_at TIMESTAMP)")
    made.execute("CREATE TABLE factors (id INT, subaccount_id INT, stream TEXT, grams DECIMAL(20, 6))")
    made.execute("INSERT INTO factors VALUES (1, 1, 'a', 0.5), (2, 1, 'b', 10), (3, 2, 'b', 20), (4, 3, 'a', 99)")
    made.executemany(
        "INSERT INTO mails VALUES (?, ?, ?, ?, ?)",
        [
            (1, 1, 1, "a", datetime(2026, 5, 1)), (2, 1, 1, "a", datetime(2026, 5, 31, 21)),
            (3, 1, 1, "a", datetime(2026, 5, 31, 23)), (4, 1, None, "b", datetime(2026, 6, 2)),
            (5, 2, 2, "a", datetime(2026, 6, 2)), (6, 2, 2, "b", datetime(2026, 6, 3)),
        ],
    )  # fmt: skip
    return made


def asked(
    engine: duckdb.DuckDBPyConnection, fields: Sequence[str], zone: str = "UTC", scope: tuple[int, ...] = (1, 2)
) -> list[tuple[Any, ...]]:
    explore, query = catalog().explore("mail"), Query("mail", tuple(fields), limit=None)
    validate(explore, query)
    setting = Setting(now=datetime(2026, 11, 17, tzinfo=UTC), zone=zone, scope=scope)
    statement = compile_query(explore, rewrite(explore, query), setting).rows
    return [row[: len(fields)] for row in engine.execute(statement.sql, dict(statement.params)).fetchall()]


def test_a_factor_counts_once_for_each_row_and_is_its_own_sub_account_s(engine: duckdb.DuckDBPyConnection) -> None:
    assert asked(engine, ["mails.grams"]) == [(Decimal("33.5"),)]  # 3 × 0.5, 10, the default of 2, 20
    assert asked(engine, ["mails.grams"], scope=(1,)) == [(Decimal("11.5"),)]
    assert sorted(asked(engine, ["mails.stream", "mails.grams"])) == [("a", Decimal("3.5")), ("b", Decimal("30"))]


def test_a_contact_counts_once_in_each_month_of_the_reader_s_clocks(engine: duckdb.DuckDBPyConnection) -> None:
    assert asked(engine, ["mails.contact_months"]) == [(2,)]  # contact 1 in May, contact 2 in June
    assert asked(engine, ["mails.contact_months"], "Europe/Paris") == [(3,)]  # 31 May 23:00 UTC is in June there


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ({"type": "count_distinct", "sql": "contact_id", "per": "sent_mnth"}, "sent_mnth"),
        ({"type": "count_distinct", "sql": "contact_id", "per": "sent_hour"}, "sent_hour"),
        ({"type": "count_distinct", "sql": "stream", "per": "sent_month"}, "whole numbers"),
        ({"type": "sum", "sql": "contact_id", "per": "sent_month"}, "per"),
    ],
)
def test_what_cannot_be_counted_apart_is_refused(measure: dict[str, Any], said: str) -> None:
    with pytest.raises(CatalogError, match=said):
        catalog(measure)


SHIPPED: dict[str, Any] = {
    "mails": MAILS | {"measures": {"heavy": {"type": "count", "filters": {"is_heavy": "yes"}}},
                      "dimensions": {**MAILS["dimensions"], "is_heavy":
                          {"type": "yesno", "sql": "factors.grams >= 10", "needs": ["factors"]}}},
    "factors": FACTORS,
    "people": {"view": "people", "label": "People", "item": "person", "table": "people", "key": "id",
               "dimensions": {"name": {}}, "measures": {"count": {"type": "count"}}},
}  # fmt: skip
PEOPLE_FIRST = {
    "explore": "mail", "label": "Mail", "base": {"view": "people"},
    "joins": [{"view": "mails", "from": "people", "relation": "one_to_many", "on": {"id": "contact_id"}},
              {"view": "factors", "from": "mails", "relation": "many_to_one", "on": {"stream": "stream"}}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "filters", "rows"),
    [
        (("people.name", "mails.heavy"), (), [("Ann", 0), ("Ben", 1), (None, 1)]),  # nobody's mail is heavy too
        (("mails.is_heavy", "people.count"), (), [(False, 1), (None, 1), (True, 1)]),  # Ben has one heavy, one unknown
        (("people.count",), (("mails.is_heavy", "yes"),), [(1,)]),  # only asked for, not grouped by
    ],
)
def test_a_dimension_may_read_what_its_row_has_one_of(
    engine: duckdb.DuckDBPyConnection, fields: tuple[str, ...], filters: tuple[tuple[str, str], ...], rows: list[Any]
) -> None:
    engine.execute("CREATE TABLE people (id BIGINT, subaccount_id INT, name TEXT)")
    engine.execute("INSERT INTO people VALUES (1, 1, 'Ann'), (2, 2, 'Ben')")
    columns = {**COLUMNS, "people": {"id": "id", "subaccount_id": "id", "name": "text"}}
    explore = from_data(SHIPPED, {"mail": PEOPLE_FIRST}, columns).explore("mail")
    query = Query("mail", fields, filters=filters, limit=None)
    validate(explore, query)
    setting = Setting(now=datetime(2026, 11, 17, tzinfo=UTC), zone="UTC", scope=(1, 2))
    statement = compile_query(explore, rewrite(explore, query), setting).rows
    found = engine.execute(statement.sql, dict(statement.params)).fetchall()
    assert sorted((row[: len(fields)] for row in found), key=str) == sorted(rows, key=str)
