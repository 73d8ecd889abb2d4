"""What a catalog sets once: the first day of weeks, the first month of fiscal years, case, and groups of durations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from explores import shaping
from explores.formatting import formats
from explores.semantic.compile import compile_query
from explores.semantic.errors import SemanticError
from explores.semantic.load import from_data
from explores.semantic.model import Explore
from explores.semantic.query import Query, Sort
from explores.semantic.rewrite import rewrite
from explores.semantic.section import CatalogError
from explores.semantic.settings import setting_for
from explores.semantic.timeframes import filter_for
from tests.explores.semantic import shop
from tests.explores.semantic.compared import NOW
from tests.explores.semantic.test_traps import engine, tables

__all__ = ["engine"]

FRAMES = ["week", "fiscal_quarter", "fiscal_year", "millisecond250", "date"]
GROUP = {"type": "duration", "start": "created_at", "end": "facts.first_at", "units": ["second", "minute", "day"],
         "label": "Time to order", "needs": ["facts"]}  # fmt: skip


def made(calendar: dict[str, Any] | None = None, **of_contacts: Any) -> Explore:
    contacts = shop.VIEWS["contacts"]
    dimensions = {**contacts["dimensions"], "made": {"sql": "created_at", "timeframes": FRAMES}, "wait": GROUP}
    views = {**shop.VIEWS, "contacts": {**contacts, "dimensions": dimensions, **of_contacts}}
    joins = [{"view": "facts", "from": "contacts", "relation": "one_to_one", "on": {"id": "contact_id"}}]
    data = {"explore": "shop", "label": "Shop", "base": {"view": "contacts"}, "joins": joins}
    return from_data(views, {"shop": data}, shop.COLUMNS, calendar).explore("shop")


def answered(engine: Any, explore: Explore, *fields: str, **more: Any) -> list[tuple[Any, ...]]:
    query = rewrite(explore, Query("shop", fields, **more))
    setting = setting_for(explore, now=NOW, zone="UTC", scope=(1,))
    statement = compile_query(explore, query, setting).rows
    table = engine.execute(statement.sql, dict(statement.params)).to_arrow_table()
    found = shaping.read_rows(table, [explore.by_id[name] for name in fields], setting)
    return [tuple(row.values()) for row in found]


def test_weeks_begin_on_the_day_the_catalog_says(engine: Any) -> None:
    """All contacts are of Friday, 10 January 2025."""
    assert answered(engine, made(), "contacts.made_week") == [(date(2025, 1, 6),)]
    assert answered(engine, made({"week_start": "sunday"}), "contacts.made_week") == [(date(2025, 1, 5),)]


def test_a_filter_on_weeks_counts_as_the_catalog_does(engine: Any) -> None:
    """Asked on Saturday, 15 March 2025: 10 January is nine weeks back, or eight where weeks begin on Saturday."""
    filters = (("contacts.made_date", "9 weeks ago"),)
    assert answered(engine, made(), "contacts.count", filters=filters) == [(3,)]
    assert answered(engine, made({"week_start": "saturday"}), "contacts.count", filters=filters) == [(0,)]


def test_fiscal_years_begin_with_the_month_the_catalog_says(engine: Any) -> None:
    explore = made({"fiscal_month_offset": 3})
    fields = ("contacts.made_fiscal_quarter", "contacts.made_fiscal_year")
    ((quarter, year),) = answered(engine, explore, *fields)
    assert (quarter, year) == (date(2025, 1, 1), "FY2024")
    assert formats.moment(quarter, "fiscal_quarter") == "FY2024-Q4"
    filters = (("contacts.made_fiscal_year", "FY2024"),)
    assert answered(engine, explore, "contacts.count", filters=filters) == [(3,)]


@pytest.mark.parametrize(
    ("data", "said"),
    [({"week_start": "sonday"}, "Try sunday"), ({"fiscal_month_offset": 12}, "-11 to 11"), ({"weeks": 1}, "weeks")],
)
def test_a_calendar_that_cannot_be_is_refused_at_start(data: dict[str, Any], said: str) -> None:
    with pytest.raises(CatalogError) as caught:
        made(data)
    assert said in str(caught.value)


def test_case_counts_where_a_view_or_an_explore_says_so(engine: Any) -> None:
    filters = (("contacts.country", "fr"),)
    assert answered(engine, made(), "contacts.count", filters=filters) == [(2,)]
    assert answered(engine, made(case_sensitive=True), "contacts.count", filters=filters) == [(0,)]
    views, explores = shop.VIEWS, {"shop": {"explore": "shop", "label": "Shop", "base": {"view": "orders"},
                                            "case_sensitive": True}}  # fmt: skip
    explore = from_data(views, explores, shop.COLUMNS).explore("shop")
    assert answered(engine, explore, "orders.count", filters=(("orders.status", "PAID"),)) == [(0,)]


def test_a_duration_group_has_one_field_for_each_unit_under_one_heading(engine: Any) -> None:
    """Ann's first order is of the day she was made a contact, Bob's 31 days later; Cid never ordered."""
    explore = made()
    found = [d for d in explore.views["contacts"].dimensions if d.id.startswith("contacts.wait_")]
    assert [(d.id, d.label, d.group_label) for d in found] == [
        (f"contacts.wait_{unit}s", f"{unit.capitalize()}s", "Time to order") for unit in ("second", "minute", "day")
    ]
    rows = answered(engine, explore, *(d.id for d in found), sorts=(Sort("contacts.wait_days"),))
    assert rows == [(0, 0, 0), (31 * 86_400, 31 * 1440, 31), (None, None, None)]


def test_durations_are_whole_units() -> None:
    import duckdb

    data = tables()
    data["orders"][0]["ordered_at"] = datetime(2025, 1, 10, 0, 1, 59)
    from tests.explores.semantic.compared import open_engine

    opened: duckdb.DuckDBPyConnection = open_engine(data)
    rows = answered(opened, made(), "contacts.wait_seconds", "contacts.wait_minutes",
                    sorts=(Sort("contacts.wait_seconds"),))  # fmt: skip
    assert rows[0] == (119, 1)


def test_stretches_of_milliseconds() -> None:
    from tests.explores.semantic.compared import open_engine

    data = tables()
    data["contacts"][0]["created_at"] = datetime(2025, 1, 10, 9, 0, 1, 749_900)
    ((found,), *_) = answered(open_engine(data), made(), "contacts.made_millisecond250")
    assert found == datetime(2025, 1, 10, 9, 0, 1, 500_000)
    assert formats.moment(found, "millisecond250") == "2025-01-10 09:00:01.500"
    with pytest.raises(SemanticError, match="whole seconds"):
        filter_for("millisecond250", found)
