"""The same arguments tell the same story; every table has a part in it."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from cdp.demo.plan import Plan
from cdp.demo.story import stretches, tell
from cdp.demo.world import Owners
from cdp.warehouse.schema import TABLES
from tests.cdp.demo.conftest import PLAN, kept, tables_of

SMALL = Plan(10_000, 3, date(2026, 11, 17))


def test_the_same_seed_tells_the_same_rows() -> None:
    first, second = kept(SMALL), tables_of(SMALL)
    assert all(first[name].equals(second[name]) for name in first)


def test_another_seed_tells_other_rows() -> None:
    other = tables_of(Plan(10_000, 4, SMALL.until))
    assert not kept(SMALL)["orders"].equals(other["orders"])


def test_rows_do_not_depend_on_the_ids_that_are_free() -> None:
    shifted = tables_of(SMALL, {"orders": 500, "order_items": 900, "contacts": 100})
    plain = kept(SMALL)
    assert shifted["orders"]["total"] == plain["orders"]["total"]
    assert shifted["orders"]["id"][0].as_py() == 500
    assert shifted["order_items"]["order_id"][0].as_py() == 500


def test_every_mirrored_table_has_rows_even_in_the_smallest_demo() -> None:
    told = kept(SMALL)
    assert [name for name in TABLES if name not in told or not told[name].num_rows] == []


def test_events_are_as_many_as_asked_for(told: dict[str, pa.Table]) -> None:
    assert abs(told["message_events"].num_rows - PLAN.events) < PLAN.events * 0.03


def test_orders_grow_with_the_events(told: dict[str, pa.Table]) -> None:
    assert abs(told["orders"].num_rows - PLAN.events * 0.03) < PLAN.events * 0.03 * 0.15


def test_ids_of_a_table_are_never_used_twice(told: dict[str, pa.Table]) -> None:
    assert [name for name, rows in told.items() if len(rows["id"].unique()) != rows.num_rows] == []


def test_natural_keys_are_never_used_twice(told: dict[str, pa.Table]) -> None:
    for name in set(told) - {"ad_metrics"}:
        if {"source_id", "external_id"} <= set(told[name].column_names):
            keys = told[name].select(["source_id", "external_id"])
            assert keys.group_by(["source_id", "external_id"]).aggregate([]).num_rows == keys.num_rows, name


def test_a_large_demo_is_told_in_slices_of_bounded_size() -> None:
    large = Plan(100_000_000, 1, date(2026, 11, 17))
    assert max(end - start for start, end in stretches(large)) < 20
    assert stretches(large)[0][0] == large.first_day
    assert stretches(large)[-1][1] == large.end_day


def test_columns_are_of_the_types_of_the_warehouse() -> None:
    company = next(iter(tell(SMALL, Owners.sample(), {})))
    prices = next(part.rows for part in company.parts if part.name == "products")
    assert prices.schema.field("price").type == pa.decimal128(20, 6)
