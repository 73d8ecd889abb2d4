"""The gateway answers inside the viewer's scope, at one pin, with all that must be known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Account, SubAccount
from cdp.batches import batch
from cdp.models import Order
from cdp.warehouse import mirror, open_warehouse
from cdp.warehouse.base import NothingPublished
from explores.answer import ROW_TOTAL, Answer
from explores.runner import catalog_for, run
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query, Sort
from explores.tables import table
from tests.explores import published
from tests.explores.published import NOW, viewer

pytestmark = pytest.mark.django_db(transaction=True)
COUNTRY, REVENUE, MONTH = "contacts.country", "orders.revenue", "orders.ordered_month"


@pytest.fixture
def subs(account: Account) -> tuple[SubAccount, SubAccount]:
    return published.write(account)


@pytest.fixture
def ask(account: Account, subs: tuple[SubAccount, SubAccount]) -> Any:
    def ask(
        *fields: str, who: tuple[SubAccount, ...] = subs, explore: str = "business", zone: str = "UTC", **more: Any
    ) -> Answer:
        return run(Query(explore, fields, **more), viewer(account, *who, timezone=zone), now=NOW)

    return ask


def test_rows_totals_and_how_many_there_are(ask: Any) -> None:
    answer = ask(COUNTRY, REVENUE, totals=True, limit=1)
    assert answer.rows == [{COUNTRY: "PT", REVENUE: Decimal(100)}]
    assert (answer.returned, answer.total_rows, answer.totals) == (1, 3, {REVENUE: Decimal("135.3")})
    assert answer.currency == "EUR" and answer.as_of == open_warehouse().pin().data_as_of


def test_a_viewer_sees_the_rows_of_their_sub_accounts_only(ask: Any, subs: Any) -> None:
    answer = ask(COUNTRY, REVENUE, who=subs[:1], totals=True)
    assert {row[COUNTRY] for row in answer.rows} == {"FR", "DE"}
    assert answer.totals == {REVENUE: Decimal("35.3")}


def test_an_empty_scope_sees_nothing(ask: Any) -> None:
    answer = ask(COUNTRY, "orders.count", who=(), totals=True)
    assert (answer.rows, answer.total_rows, answer.totals) == ([], 0, {"orders.count": None})


def test_no_filter_widens_the_scope(ask: Any, subs: Any) -> None:
    answer = ask(COUNTRY, REVENUE, who=subs[:1], filters=(("common.subaccount", "Iberia"),))
    assert answer.rows == []


def test_sub_accounts_are_shown_by_name(ask: Any) -> None:
    answer = ask("common.subaccount", "orders.count")
    assert answer.rows == [
        {"common.subaccount": "Alba France", "orders.count": 3}, {"common.subaccount": "Iberia", "orders.count": 1},
    ]  # fmt: skip


def test_months_are_those_of_the_viewers_zone_unless_the_query_has_one(ask: Any) -> None:
    january, february = date(2026, 1, 1), date(2026, 2, 1)
    assert [row[MONTH] for row in ask(MONTH, REVENUE).rows] == [february, january]
    assert [row[MONTH] for row in ask(MONTH, REVENUE, zone="Europe/Paris").rows] == [february]
    assert ask(MONTH, REVENUE, zone="Europe/Paris", timezone="UTC").total_rows == 2


def test_custom_attributes_are_fields_of_those_who_have_them(ask: Any, account: Account, subs: Any) -> None:
    answer = ask("contacts.attr_loyalty_level", "contacts.attr_points_sum", filters=(("contacts.attr_points", ">10"),))
    assert answer.rows == [{"contacts.attr_loyalty_level": "gold", "contacts.attr_points_sum": Decimal("12.5")}]
    with pytest.raises(SemanticError):
        catalog_for(viewer(account, subs[1])).explore("business").field("contacts.attr_points")


def test_a_pivot_has_a_column_for_each_value_and_totals_both_ways(ask: Any) -> None:
    answer = ask(MONTH, COUNTRY, REVENUE, pivots=(COUNTRY,), totals=True, row_totals=True)
    assert answer.pivots == (("DE",), ("FR",), ("PT",))
    assert answer.rows[0][REVENUE] == {("DE",): Decimal(5), ("FR",): Decimal("10.1"), ("PT",): Decimal(100)}
    assert answer.row_totals == [
        {MONTH: date(2026, 2, 1), REVENUE: Decimal("115.1")},
        {MONTH: date(2026, 1, 1), REVENUE: Decimal("20.2")},
    ]
    assert answer.totals is not None and answer.totals[REVENUE][ROW_TOTAL] == Decimal("135.3")


def test_a_pivot_sorts_by_one_of_its_columns(ask: Any) -> None:
    answer = ask(COUNTRY, MONTH, REVENUE, pivots=(MONTH,), sorts=(Sort(REVENUE, True, "2026-01"),))
    assert [row[COUNTRY] for row in answer.rows] == ["FR", "DE", "PT"]


def test_an_unknown_pivot_column_names_the_nearest(ask: Any) -> None:
    with pytest.raises(SemanticError, match="Try 2026-01"):
        ask(COUNTRY, MONTH, REVENUE, pivots=(MONTH,), sorts=(Sort(REVENUE, True, "2026-001"),))


def test_subtotals_stand_for_every_dimension_but_the_last(ask: Any) -> None:
    answer = ask("common.subaccount", COUNTRY, "orders.count", subtotals=True)
    assert answer.subtotals == [
        [{"common.subaccount": "Alba France", "orders.count": 3}, {"common.subaccount": "Iberia", "orders.count": 1}]
    ]


def test_groups_of_a_subtotal_are_sorted_whatever_the_rows_inside_them_are_sorted_by(ask: Any) -> None:
    """The first row by country is of February; January stands first all the same, or last where dates go back."""
    for sorts, months in (
        ((Sort(COUNTRY),), [1, 2]),
        ((Sort(COUNTRY), Sort(MONTH, True)), [2, 1]),
        ((Sort(REVENUE, True),), [2, 1]),
        ((Sort(REVENUE),), [1, 2]),
    ):
        answer = ask(MONTH, COUNTRY, REVENUE, subtotals=True, sorts=sorts)
        assert [row[MONTH].month for row in answer.subtotals[0]] == months
        shown = [line.key[0].month for line in table.build(answer).lines if line.level]
        assert shown == months


def test_rows_that_count_in_several_groups_are_announced(ask: Any) -> None:
    (note,) = ask(MONTH, "contacts.count").notes
    assert note.startswith("Contacts › Contacts by Orders › Order date › Month: one contact counts in every group")


def test_groups_add_up_unless_rows_count_in_several(ask: Any) -> None:
    def additive(*fields: str) -> list[bool]:
        return [field.additive for field in ask(*fields).fields if field.kind == "measure"]

    assert additive(MONTH, REVENUE, "orders.count", "orders.customers") == [True, True, False]
    assert additive(MONTH, REVENUE, "contacts.count") == [True, False]
    assert additive(COUNTRY, REVENUE, "contacts.count") == [True, True]


def test_no_digit_of_an_amount_is_lost(ask: Any) -> None:
    answer = ask("ad_metrics.spend", "ad_metrics.impressions", "ad_metrics.cpc", explore="ads")
    assert answer.rows == [
        {"ad_metrics.spend": Decimal("0.123456"), "ad_metrics.impressions": 3, "ad_metrics.cpc": 0.123456}
    ]


def test_amounts_in_two_currencies_say_so(ask: Any, subs: Any) -> None:
    with batch():
        published.order(9, subs[0], total=Decimal(1), currency="USD").save()
    mirror.publish()
    answer = ask(REVENUE)
    assert answer.currency is None and "EUR, USD" in answer.notes[-1]


def test_a_pin_holds_an_answer_still(ask: Any, account: Account, subs: Any) -> None:
    pin = open_warehouse().pin()
    with batch():
        published.order(9, subs[0], total=Decimal(1)).save()
    mirror.publish()
    counts = [
        run(Query("business", ("orders.count",)), viewer(account, *subs), now=NOW, pin=p).rows for p in (pin, None)
    ]
    assert counts == [[{"orders.count": 4}], [{"orders.count": 5}]]
    assert Order.objects.count() == 5


def test_without_a_mirror_the_way_out_is_named(account: Account) -> None:
    with pytest.raises(NothingPublished, match="mirror"):
        run(Query("business", ("orders.count",)), viewer(account), now=NOW)


def test_the_sql_shows_its_values(ask: Any) -> None:
    assert "-- $p1 = " in ask(REVENUE).sql


def test_a_filter_may_name_an_attribute_of_whoever_asks(account: Account) -> None:
    """Ann's two orders are from France, Bob's one is from Germany; a stranger to the attribute is told."""
    france, _ = published.write(account)
    query = Query("business", ("orders.count",), (("contacts.country", "{{ _user_attributes['place'] }}"),))
    mine = replace(viewer(account, france), attributes=(("place", ("FR",)),))
    theirs = replace(mine, attributes=(("place", ("DE",)),))
    assert [run(query, who, now=NOW).rows for who in (mine, theirs)] == [[{"orders.count": 2}], [{"orders.count": 1}]]
    with pytest.raises(SemanticError, match="no attribute 'place'"):
        run(query, viewer(account, france), now=NOW)
