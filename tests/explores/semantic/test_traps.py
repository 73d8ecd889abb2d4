"""The classic traps, with numbers a person can add up.

contacts: 1 Ann (FR), 2 Bob (DE), 3 Cid (FR, never ordered)      orders: 1 Ann 100, 2 Ann 120, 3 Bob 80, 4 guest 50
lines: order 1 → Shoes 60, Hats 40; order 2 → Shoes 120; order 3 → Hats 80     refunds: order 1 → 10, 20
events: Ann click Spring, Ann click Spring, Ann sent Sale, Bob sent Spring     memberships: Ann VIP, Ann VIP, Bob News
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from explores.semantic.compile import compile_query
from explores.semantic.custom import with_custom
from explores.semantic.query import Query, Sort
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting
from explores.semantic.validate import validate
from tests.explores.semantic import shop
from tests.explores.semantic.compared import NOW, open_engine

JAN, FEB = datetime(2025, 1, 10), datetime(2025, 2, 10)


def row(number: int, sub: int = 1, **values: Any) -> dict[str, Any]:
    return {"id": number, "subaccount_id": sub, **values}


def tables() -> shop.Tables:
    def contact(number: int, country: str, age: int) -> dict[str, Any]:
        return row(number, country=country, channel="web", age=age, consent=True, created_at=JAN)

    def order(number: int, contact_id: int | None, total: int, at: datetime) -> dict[str, Any]:
        return row(number, contact_id=contact_id, status="paid", channel="web", total=Decimal(total), ordered_at=at)

    def line(number: int, order_id: int, product_id: int, total: int) -> dict[str, Any]:
        return row(number, order_id=order_id, product_id=product_id, quantity=1, total=Decimal(total))

    def event(number: int, contact_id: int, campaign_id: int, kind: str, at: datetime) -> dict[str, Any]:
        return row(number, contact_id=contact_id, campaign_id=campaign_id, kind=kind, channel="mail", occurred_at=at)

    return {
        "contacts": [contact(1, "FR", 20), contact(2, "DE", 40), contact(3, "FR", 60)],
        "orders": [order(1, 1, 100, JAN), order(2, 1, 120, FEB), order(3, 2, 80, FEB), order(4, None, 50, JAN)],
        "order_items": [line(1, 1, 1, 60), line(2, 1, 2, 40), line(3, 2, 1, 120), line(4, 3, 2, 80)],
        "products": [
            row(1, category="Shoes", price=Decimal(60)),
            row(2, category="Hats", price=Decimal(40)),
            row(3, category="Socks", price=Decimal(5)),
        ],
        "refunds": [
            row(1, order_id=1, amount=Decimal(10), refunded_on=FEB.date()),
            row(2, order_id=1, amount=Decimal(20), refunded_on=FEB.date()),
        ],
        "events": [
            event(1, 1, 1, "click", FEB), event(2, 1, 1, "click", FEB), event(3, 1, 2, "sent", JAN),
            event(4, 2, 1, "sent", FEB),
        ],
        "campaigns": [row(1, name="Spring"), row(2, name="Sale")],
        "memberships": [
            row(1, contact_id=1, list="VIP"), row(2, contact_id=1, list="VIP"), row(3, contact_id=2, list="News"),
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def engine() -> Any:
    return open_engine(tables())


CATALOG = shop.catalog()


def ask(engine: Any, *fields: str, what: str = "rows", explore: str = "shop", **more: Any) -> list[tuple[Any, ...]]:
    """The values of one of the query's statements; the counts that stand behind the fields are left out."""
    more["filters"] = tuple(more.get("filters", {}).items())
    query = Query(explore, fields, **more)
    found = with_custom(CATALOG.explore(explore), query.custom)
    validate(found, query)
    statement = getattr(compile_query(found, rewrite(found, query), Setting(now=NOW, zone="UTC", scope=(1,))), what)
    cursor = engine.execute(statement.sql, dict(statement.params))
    wanted = [place for place, column in enumerate(cursor.description) if not column[0].startswith("#")]
    return [tuple(values[place] for place in wanted) for values in cursor.fetchall()]


def test_revenue_is_not_multiplied_by_the_lines_of_its_orders(engine: Any) -> None:
    """Ann: 100 + 120, though her orders have three lines and two refunds."""
    rows = ask(engine, "contacts.country", "orders.revenue", "order_items.count", "refunds.amount")
    assert rows == [("FR", 220, 3, 30), ("DE", 80, 1, None), (None, 50, 0, None)]


def test_an_order_counts_once_in_each_category_it_holds_and_once_in_the_total(engine: Any) -> None:
    """Order 1 holds both: Shoes 100 + 120, Hats 100 + 80; together 300, and the guest's 50 without lines."""
    fields = ("products.category", "orders.revenue")
    assert ask(engine, *fields) == [("Shoes", 220), ("Hats", 180), (None, 50)]
    assert ask(engine, *fields, totals=True, what="totals") == [(350,)]


def test_two_measures_that_each_have_many_of_the_other_stay_whole(engine: Any) -> None:
    """A chasm: 2 orders × 3 events of Ann would give 660 and 6."""
    rows = ask(engine, "contacts.country", "orders.revenue", "events.count", filters={"contacts.country": "FR"})
    assert rows == [("FR", 220, 3)]


def test_the_average_is_over_orders_not_over_joined_rows(engine: Any) -> None:
    """Orders with shoes are 100 and 120, whatever their lines."""
    rows = ask(engine, "orders.average", "orders.median", "orders.count", filters={"products.category": "Shoes,Hats"})
    assert rows == [(100.0, 100, 3)]


def test_a_guests_order_stands_in_the_empty_group(engine: Any) -> None:
    assert (None, 1) in ask(engine, "contacts.country", "orders.count")


def test_a_contact_on_a_list_twice_is_one_contact(engine: Any) -> None:
    rows = ask(engine, "memberships.list", "contacts.count", "orders.revenue")
    assert set(rows) == {("VIP", 1, 220), ("News", 1, 80), (None, 1, 50)}


def test_common_dates_are_each_measures_own(engine: Any) -> None:
    """January: orders 100 + 50 and one event; February: 120 + 80, 30 given back and three events."""
    rows = ask(engine, "common.date_month", "orders.revenue", "refunds.amount", "events.count")
    assert rows == [(date(2025, 2, 1), 200, 30, 3), (date(2025, 1, 1), 150, None, 1)]


def test_a_filter_on_a_common_date_narrows_each_measure_by_its_own(engine: Any) -> None:
    rows = ask(engine, "orders.revenue", "refunds.amount", "events.count", filters={"common.date_date": "2025-01"})
    assert rows == [(150, None, 1)]


def test_revenue_of_those_who_were_sent_a_campaign_in_a_window(engine: Any) -> None:
    """Both got Spring; in February Ann bought for 120 and Bob for 80."""
    filters = {"campaigns.name": "Spring", "orders.ordered_date": "2025-02"}
    assert ask(engine, "orders.revenue", "orders.customers", filters=filters) == [(200, 2)]


def test_predicates_on_one_path_must_hold_for_the_same_row(engine: Any) -> None:
    """Ann clicked Spring and was sent Sale: she never clicked Sale."""
    assert ask(engine, "orders.count", filters={"campaigns.name": "Sale", "events.kind": "click"}) == [(0,)]


def test_a_filter_that_accepts_nothing_keeps_those_without_a_match(engine: Any) -> None:
    """Cid got no message and the guest is nobody: both pass “not Sale”, as does whoever got another one."""
    assert ask(engine, "contacts.count", "orders.count", filters={"campaigns.name": "-Sale"}) == [(3, 4)]
    assert ask(engine, "contacts.count", "orders.count", filters={"events.kind": "NULL"}) == [(1, 1)]


def test_a_total_covers_groups_that_pass_the_measure_filter_and_no_others(engine: Any) -> None:
    """Only Shoes have 200 or more: orders 1 and 2. A sum of all would say 350."""
    fields, filters = ("products.category", "orders.revenue"), {"orders.revenue": ">=200"}
    assert ask(engine, *fields, filters=filters) == [("Shoes", 220)]
    assert ask(engine, *fields, filters=filters, totals=True, what="totals") == [(220,)]


def test_a_row_in_two_passing_groups_is_in_the_total_once(engine: Any) -> None:
    fields, filters = ("products.category", "orders.revenue"), {"orders.revenue": ">=100"}
    assert ask(engine, *fields, filters=filters, totals=True, what="totals") == [(300,)]


def test_an_empty_group_counts_0_sums_nothing_and_has_no_ratio(engine: Any) -> None:
    rows = ask(engine, "orders.count", "orders.revenue", "orders.basket", filters={"orders.status": "gone"})
    assert rows == [(0, None, None)]


def test_a_base_row_without_orders_still_shows_its_group(engine: Any) -> None:
    rows = ask(engine, "contacts.age", "orders.count", sorts=(Sort("contacts.age"),))
    assert rows == [(20, 2), (40, 1), (60, 0), (None, 1)]


def test_without_measures_every_views_own_values_show(engine: Any) -> None:
    assert ask(engine, "products.category") == [("Hats",), ("Shoes",), ("Socks",), (None,)]


def test_a_filtered_measure_leaves_the_others_alone(engine: Any) -> None:
    custom = {"shoe_size": {"based_on": "orders.count", "filters": {"contacts.country": "fr"}}}
    assert ask(engine, "orders.count", "shoe_size", custom=custom) == [(4, 2)]


def test_a_custom_measure_of_a_dimension_is_over_that_views_rows(engine: Any) -> None:
    custom = {"oldest": {"type": "max", "of": "contacts.age"}, "places": {"type": "list", "of": "contacts.country"}}
    rows = ask(engine, "campaigns.name", "oldest", "places", custom=custom)
    assert rows == [(None, 60, "FR"), ("Spring", 40, "DE, FR"), ("Sale", 20, "FR")]


def test_another_sub_accounts_row_never_joins_by_its_id() -> None:
    data = tables()
    data["orders"].append(row(9, 2, contact_id=1, status="paid", channel="web", total=Decimal(999), ordered_at=JAN))
    assert ask(open_engine(data), "contacts.country", "orders.revenue", filters={"contacts.country": "FR"}) == [
        ("FR", 220)
    ]


def test_a_limit_of_nothing_still_knows_how_many_rows_there_are(engine: Any) -> None:
    query = Query("shop", ("contacts.age",), limit=0)
    explore = CATALOG.explore("shop")
    compiled = compile_query(explore, rewrite(explore, query), Setting(now=NOW, zone="UTC", scope=(1,)))
    assert engine.execute(compiled.rows.sql, dict(compiled.rows.params)).fetchall()[0][-1] == 3


def test_bands_stand_in_their_order_not_in_that_of_their_letters(engine: Any) -> None:
    rows = ask(engine, "contacts.age_band", "contacts.count", sorts=(Sort("contacts.age_band"),))
    assert [band for band, _ in rows] == ["Below 30", "30 to 49", "50 or above"]
