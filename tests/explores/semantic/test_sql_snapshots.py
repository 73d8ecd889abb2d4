"""The SQL of a fixed set of questions, to be read by people.

Write anew after a wanted change with ``SEXTANT_WRITE_SNAPSHOTS=1`` and read the diff.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from explores.semantic.compile import compile_query
from explores.semantic.query import Query, Sort
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting
from explores.semantic.sql import pretty
from tests.explores.semantic.standard import standard

FOLDER = Path(__file__).parent / "snapshots"
SETTING = Setting(now=datetime(2026, 11, 21, 9, tzinfo=UTC), zone="UTC", scope=(3, 4))
MONTHLY = ("orders.ordered_month", "orders.revenue", "orders.average_basket")
QUESTIONS = {
    "one_view": Query("ads", ("ad_campaigns.channel", "ad_metrics.spend", "ad_metrics.cpc")),
    "by_month_with_the_base_views_groups": Query("business", MONTHLY),
    "common_date": Query("business", ("common.date_month", "orders.revenue", "received.clicks")),
    "fan_out_on_both_sides": Query("business", ("contacts.country", "orders.revenue", "received.clicks")),
    "exists_one_per_path": Query(
        "business",
        ("orders.revenue",),
        (("campaigns.name", "Spring"), ("received.kind", "sent"), ("orders.ordered_date", "2026-03")),
    ),
    "bridge_with_the_null_row": Query(
        "business",
        ("products.category", "orders.count"),
        (("products.brand", "-Acme"),),
        sorts=(Sort("orders.count", True),),
    ),
    "negative_filter_on_one_to_many": Query("business", ("contacts.count",), (("orders.status", "-cancelled"),)),
    "measure_filter": Query("business", ("contacts.country", "orders.revenue"), (("orders.revenue", ">1000"),)),
    "cohorts": Query(
        "business",
        ("contacts.first_order_month", "orders.months_since_first_order", "orders.customers"),
        pivots=("orders.months_since_first_order",),
    ),
    "hidden_dates_of_a_list": Query(
        "marketing_email",
        ("emails.occurred_week", "emails.open_rate"),
        (("lists.name", "VIP"), ("emails.occurred_date", "30 days")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_sql_is_what_it_was(name: str) -> None:
    query = QUESTIONS[name]
    explore = standard().explore(query.explore)
    statement = compile_query(explore, rewrite(explore, query), SETTING).rows
    found = f"{pretty(statement)}\n"
    file = FOLDER / f"{name}.sql"
    if os.environ.get("SEXTANT_WRITE_SNAPSHOTS"):
        FOLDER.mkdir(exist_ok=True)
        file.write_text(found)
    assert found == file.read_text()


def test_no_snapshot_is_left_over() -> None:
    assert {file.stem for file in FOLDER.glob("*.sql")} == set(QUESTIONS)


def test_totals_over_passing_groups_are_written_once() -> None:
    query = Query("business", ("contacts.country", "orders.revenue"), (("orders.revenue", ">1000"),), totals=True)
    explore = standard().explore("business")
    totals = compile_query(explore, rewrite(explore, query), SETTING).totals
    assert totals is not None and totals.sql.count("IS NOT DISTINCT FROM") == 2  # one for each part


def test_the_same_question_is_compiled_once() -> None:
    explore = standard().explore("business")
    query = rewrite(explore, QUESTIONS["measure_filter"])
    assert compile_query(explore, query, SETTING) is compile_query(explore, query, SETTING)
