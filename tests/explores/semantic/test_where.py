"""Filters joined by AND and OR, over the numbers of ``test_traps`` that a person can add up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from explores.semantic.compile import compile_query
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query
from explores.semantic.resolve import resolve
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting
from explores.semantic.validate import validate
from explores.semantic.where_words import sentence
from tests.explores.semantic.compared import NOW
from tests.explores.semantic.test_traps import CATALOG, ask, engine

__all__ = ["engine"]

SETTING = Setting(now=NOW, zone="UTC", scope=(1,))


def leaf(field: str, expression: str) -> dict[str, str]:
    return {"field": field, "is": expression}


def test_one_of_two_conditions_on_a_row_is_enough(engine: Any) -> None:
    """Ann is 20 and French, Bob 40 and German, Cid 60 and French."""
    where = {"any": [leaf("contacts.country", "DE"), leaf("contacts.age", ">50")]}
    assert ask(engine, "contacts.count", where=where) == [(2,)]


def test_groups_stand_inside_groups(engine: Any) -> None:
    french = {"all": [leaf("contacts.country", "FR"), leaf("contacts.age", "<30")]}
    assert ask(engine, "contacts.count", where={"any": [leaf("contacts.age", "40"), french]}) == [(2,)]


def test_an_or_across_one_to_many_counts_a_row_once(engine: Any) -> None:
    """Bob ordered for 80; Ann has three clicks and messages, but she is one; Cid has neither."""
    where = {"any": [leaf("orders.total", "<100"), leaf("events.kind", "click,sent"), leaf("memberships.list", "VIP")]}
    assert ask(engine, "contacts.count", "contacts.average_age", where=where) == [(2, 30)]


def test_the_conditions_of_one_way_hold_for_the_same_row(engine: Any) -> None:
    """Ann clicked Spring and was sent Sale, never clicked Sale; nobody is 99."""
    both = {"all": [leaf("campaigns.name", "Sale"), leaf("events.kind", "click")]}
    assert ask(engine, "contacts.count", where={"any": [both, leaf("contacts.age", "99")]}) == [(0,)]


def test_a_flat_filter_and_an_or_must_hold_for_the_same_row(engine: Any) -> None:
    """In January only Ann ordered (and a guest); an order above 110 she made in February."""
    where = {"any": [leaf("orders.total", ">110"), leaf("contacts.age", "60")]}
    assert ask(engine, "contacts.count", filters={"orders.ordered_month": "2025-01"}, where=where) == [(0,)]


def test_an_order_in_two_groups_of_an_or_is_in_the_total_once(engine: Any) -> None:
    """Order 1 holds shoes and a hat: Shoes by the category, both by the country; the total of 1, 2 and 3 is 300."""
    where = {"any": [leaf("products.category", "Shoes"), leaf("contacts.country", "FR,DE")]}
    fields = ("products.category", "orders.revenue")
    assert ask(engine, *fields, where=where) == [("Shoes", 220), ("Hats", 180)]
    assert ask(engine, *fields, where=where, totals=True, what="totals") == [(300,)]


def test_a_row_without_any_match_passes_what_accepts_nothing(engine: Any) -> None:
    """Cid has no order; Bob is the German."""
    where = {"any": [leaf("orders.status", "NULL"), leaf("contacts.country", "DE")]}
    assert ask(engine, "contacts.count", where=where) == [(2,)]


def test_an_or_of_figures_judges_groups(engine: Any) -> None:
    """France 220 of 2 orders, Germany 80 of one, nowhere 50 of one."""
    where = {"any": [leaf("orders.revenue", ">200"), leaf("orders.count", "0")]}
    assert ask(engine, "contacts.country", "orders.revenue", where=where) == [("FR", 220)]


def test_a_dimension_beside_a_measure_is_judged_by_the_group(engine: Any) -> None:
    where = {"any": [leaf("orders.revenue", ">200"), leaf("contacts.country", "DE")]}
    fields = ("contacts.country", "orders.revenue")
    assert ask(engine, *fields, where=where) == [("FR", 220), ("DE", 80)]
    assert ask(engine, *fields, where=where, totals=True, what="totals") == [(300,)]


def test_a_month_beside_a_measure_is_its_first_day(engine: Any) -> None:
    where = {"any": [leaf("orders.ordered_month", "2025-01"), leaf("orders.revenue", ">1000")]}
    assert ask(engine, "orders.ordered_month", "orders.revenue", where=where) == [(date(2025, 1, 1), 150)]
    where = {"any": [leaf("orders.ordered_year", "2025"), leaf("orders.revenue", ">1000")]}
    assert ask(engine, "orders.ordered_year", "orders.revenue", where=where) == [(2025, 350)]


def test_measures_and_dimensions_apart_are_joined_by_and(engine: Any) -> None:
    where = {"all": [leaf("contacts.age", "<50"), leaf("orders.revenue", ">100")]}
    assert ask(engine, "contacts.country", "orders.revenue", where=where) == [("FR", 220)]


def test_what_asks_nothing_lets_all_pass(engine: Any) -> None:
    where = {"any": [leaf("contacts.country", " "), {"all": []}]}
    assert ask(engine, "contacts.count", where=where) == [(3,)]


def test_a_common_date_in_an_or_is_each_measures_own(engine: Any) -> None:
    """January: orders 100 and 50; Bob's order of 80 is of February."""
    where = {"any": [leaf("common.date_date", "2025-01"), leaf("contacts.country", "DE")]}
    assert ask(engine, "orders.revenue", "events.count", where=where) == [(230, 2)]


WRONG: tuple[tuple[Any, str], ...] = (
    ({"any": "x"}, "Each part is"),
    ({"anny": []}, "Try any"),
    ({"any": [{"field": "contacts.age"}]}, "Each part is"),
    ({"any": [], "all": []}, "Each part is"),
    ({"any": [3]}, "Each part is"),
    ({"field": "contacts.agee", "is": "3"}, "Try contacts.age"),
    ({"field": "contacts.age", "is": "old"}, "contacts.age"),
    ({"any": [leaf("orders.revenue", ">1"), leaf("contacts.country", "FR")]}, "choose contacts.country among"),
    ({"any": [leaf("contacts.age", str(n)) for n in range(101)]}, "more than 100"),
)


@pytest.mark.parametrize(("where", "said"), WRONG)
def test_a_tree_that_cannot_be_read_is_refused(where: Any, said: str) -> None:
    explore, query = CATALOG.explore("shop"), Query("shop", ("orders.count",), where=where)
    with pytest.raises(SemanticError) as caught:
        validate(explore, query)
        resolve(explore, query, SETTING)
    assert said in str(caught.value)


def test_groups_without_end_are_refused() -> None:
    where: Any = leaf("contacts.age", "3")
    for _ in range(12):
        where = {"any": [where, leaf("contacts.age", "4")]}
    with pytest.raises(SemanticError, match="deep"):
        validate(CATALOG.explore("shop"), Query("shop", ("orders.count",), where=where))


def test_too_many_ways_across_joins_are_refused() -> None:
    pair = {"any": [leaf("contacts.age", "4"), leaf("orders.status", "paid")]}
    query = Query("shop", ("contacts.count",), where={"all": [pair] * 6})
    explore = CATALOG.explore("shop")
    with pytest.raises(SemanticError, match="ways to pass"):
        compile_query(explore, rewrite(explore, query), SETTING)


def test_an_or_in_one_place_is_no_more_than_a_condition() -> None:
    query = Query("shop", ("orders.count",), where={"any": [leaf("orders.status", "x"), leaf("contacts.age", "4")]})
    explore = CATALOG.explore("shop")
    sql = compile_query(explore, rewrite(explore, query), SETTING).rows.sql
    assert "DISTINCT" not in sql and "EXISTS" not in sql and "UNION" not in sql


def test_other_conditions_are_another_statement() -> None:
    explore = CATALOG.explore("shop")
    trees: list[Any] = [
        {"any": [leaf("orders.status", "x"), leaf("contacts.age", "4")]},
        {"all": [leaf("orders.status", "x"), leaf("contacts.age", "4")]},
        {"any": [leaf("orders.status", "y"), leaf("contacts.age", "4")]},
    ]
    found = [compile_query(explore, rewrite(explore, Query("shop", ("orders.count",), where=t)), SETTING).rows
             for t in trees]  # fmt: skip
    assert len({(made.sql, tuple(made.params.items())) for made in found}) == 3


def test_a_tree_is_said_in_words() -> None:
    both = {"all": [leaf("contacts.age", "<30"), leaf("orders.status", "-paid")]}
    said = sentence(CATALOG.explore("shop"), {"any": [leaf("contacts.country", "FR"), both]}, SETTING)
    assert said == "Country: is “FR” OR (Age: less than 30 AND Status: not: is “paid”)"
