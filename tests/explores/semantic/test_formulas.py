"""Dimensions and filters from an expression, over the numbers of ``test_traps`` that a person can add up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from explores.expressions import ExpressionError
from explores.semantic.compile import compile_query
from explores.semantic.custom import with_custom
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query, Sort
from explores.semantic.resolve import resolve
from explores.semantic.rewrite import rewrite
from explores.semantic.settings import Setting
from tests.explores.semantic.compared import NOW
from tests.explores.semantic.test_traps import CATALOG, ask, engine

__all__ = ["engine"]

SHOP = CATALOG.explore("shop")
SETTING = Setting(now=NOW, zone="UTC", scope=(1,))


def made(text: str) -> dict[str, Any]:
    return {"made": {"dimension": text}}


def test_a_dimension_is_made_of_an_expression(engine: Any) -> None:
    custom = made('if(${contacts.age} >= 40, "old", "young")')
    rows = ask(engine, "made", "contacts.count", custom=custom, sorts=(Sort("made"),))
    assert rows == [("old", 2), ("young", 1)]


def test_it_may_name_fields_of_views_that_each_row_has_one_of(engine: Any) -> None:
    """Lines have one product and one order, which has one contact; the guest's order has no line."""
    custom = made('concat(${contacts.country}, "-", ${products.category})')
    rows = ask(engine, "made", "order_items.revenue", custom=custom, sorts=(Sort("made"),))
    assert rows == [("DE-Hats", 80), ("FR-Hats", 40), ("FR-Shoes", 180)]


def test_by_such_a_dimension_a_row_counts_once_in_each_group(engine: Any) -> None:
    """Order 1 holds both; the total of revenue is that of four orders, the guest's in no group."""
    custom = made('concat(${contacts.country}, "-", ${products.category})')
    fields = ("made", "orders.revenue", "contacts.count")
    assert set(ask(engine, *fields, custom=custom)) == {
        ("DE-Hats", 80, 1), ("FR-Hats", 100, 1), ("FR-Shoes", 220, 1), (None, 50, 1),
    }  # fmt: skip
    assert ask(engine, *fields, custom=custom, totals=True, what="totals") == [(350, 3)]


def test_a_filter_on_it_reads_the_row_that_is_asked(engine: Any) -> None:
    """Contacts who ordered for more than five times their age: Ann (20) for 120, not for 100; Bob (40) not."""
    custom = made("${orders.total} > ${contacts.age} * 5")
    assert ask(engine, "contacts.count", custom=custom, filters={"made": "yes"}) == [(1,)]
    assert ask(engine, "orders.revenue", custom=custom, filters={"made": "yes"}) == [(120,)]
    assert set(ask(engine, "made", "contacts.count", custom=custom)) == {(True, 1), (False, 2), (None, 1)}


def test_a_field_of_a_missing_row_is_null_and_may_be_made_something_of(engine: Any) -> None:
    """The guest's order: ``some_country`` of nobody is nothing, though it says "none" of a contact without one."""
    custom = made('concat("from ", coalesce(${contacts.some_country}, "nowhere"), " ", ${orders.status})')
    rows = ask(engine, "made", "orders.count", custom=custom, sorts=(Sort("made"),))
    assert rows == [("from DE paid", 1), ("from FR paid", 2), ("from nowhere paid", 1)]


def test_one_may_be_made_of_another_and_stand_in_bins_groups_and_measures(engine: Any) -> None:
    custom = {
        "net": {"dimension": "${orders.total} - 20"},
        "double": {"dimension": "${net} * 2"},
        "size": {"bins": "double", "breaks": [100, 170]},
        "kind": {"groups": "net", "cases": [{"label": "small", "filter": "<70"}], "else": "large"},
        "sum_of_net": {"type": "sum", "of": "net"},
        "of_the_large": {"type": "sum", "of": "net", "filters": {"kind": "large"}},
    }
    rows = ask(engine, "size", "sum_of_net", "of_the_large", custom=custom, sorts=(Sort("size"),))
    assert rows == [("(-inf,100)", 30, None), ("[100,170)", 140, 80), ("[170,inf)", 100, 100)]


def test_it_may_be_pivoted(engine: Any) -> None:
    rows = ask(engine, "contacts.country", "made", "orders.revenue", custom=made("${orders.total} >= 100"),
               pivots=("made",))  # fmt: skip
    assert ("FR", True, 220) in rows and ("DE", False, 80) in rows


def test_a_measure_is_filtered_by_an_expression(engine: Any) -> None:
    custom = {
        "large": {"based_on": "orders.revenue", "expression": "${orders.total} > ${contacts.age} * 3"},
        "young": {"type": "average", "of": "orders.total", "expression": "${contacts.age} < 30"},
    }
    assert ask(engine, "large", "young", "orders.revenue", custom=custom) == [(220, 110, 350)]


def test_matches_filter_reads_the_filter_grammar(engine: Any) -> None:
    """In a custom dimension, a filtered measure and a filter."""
    text = 'matches_filter(${orders.ordered_date}, "2025-02")'
    assert set(ask(engine, "made", "orders.revenue", custom=made(text))) == {(True, 200), (False, 150)}
    custom = {"spring": {"based_on": "orders.revenue", "expression": text}}
    assert ask(engine, "spring", custom=custom) == [(200,)]
    assert ask(engine, "orders.revenue", where={"expression": text}) == [(200,)]


def test_a_filter_may_be_an_expression(engine: Any) -> None:
    assert ask(engine, "contacts.count", where={"expression": '${contacts.country} = "FR"'}) == [(2,)]


def test_the_parts_of_an_expression_may_stand_where_no_row_has_one_of_each(engine: Any) -> None:
    """Bob's order was of 80; Ann clicked; Cid did neither."""
    text = '${orders.total} < 90 OR ${events.kind} = "click"'
    assert ask(engine, "contacts.count", where={"expression": text}) == [(2,)]
    text = '${orders.total} < 90 AND ${events.kind} = "click"'
    assert ask(engine, "contacts.count", where={"expression": text}) == [(0,)]


def test_an_expression_stands_beside_other_filters_in_a_tree(engine: Any) -> None:
    where = {"any": [{"expression": "${contacts.age} * 2 = 80"}, {"field": "contacts.age", "is": "60"}]}
    assert ask(engine, "contacts.count", where=where) == [(2,)]


def test_dates_are_those_of_the_zone(engine: Any) -> None:
    custom = made("trunc_months(add_days(20, ${orders.ordered_date}))")
    rows = ask(engine, "made", "orders.count", custom=custom, sorts=(Sort("made"),))
    assert rows == [(date(2025, 1, 1), 2), (date(2025, 3, 1), 2)]
    assert ask(engine, "orders.count", custom=custom, filters={"made": "2025-03"}) == [(2,)]


def test_a_date_that_is_made_sorts_first_and_downwards_as_any_date() -> None:
    explore = with_custom(SHOP, made("add_days(20, ${orders.ordered_date})"))
    query = rewrite(explore, Query("shop", ("contacts.country", "made", "orders.count")))
    assert query.sorts == (Sort("made", descending=True),)


def test_days_between_two_dates_of_views_joined_to_each_other(engine: Any) -> None:
    """All contacts were made on 10 January; two orders are of that day, two of 10 February."""
    custom = {"days": {"dimension": "diff_days(${contacts.created_date}, ${orders.ordered_date})", "format": "integer"}}
    rows = ask(engine, "days", "orders.count", custom=custom, sorts=(Sort("days"),))
    assert rows == [(0, 1), (31, 2), (None, 1)]


def test_now_is_the_moment_of_asking(engine: Any) -> None:
    """15 March 2025, 10:00; a moment later it is another statement."""
    custom = made("diff_days(${orders.ordered_date}, now())")
    assert ask(engine, "made", "orders.count", custom=custom, sorts=(Sort("made"),))[0] == (33, 2)
    explore = with_custom(SHOP, custom)
    query = rewrite(explore, Query("shop", ("made", "orders.count"), custom=custom))
    later = Setting(now=NOW.replace(hour=11), zone="UTC", scope=(1,))
    assert compile_query(explore, query, SETTING) is not compile_query(explore, query, later)


WRONG = (
    ("${contacts.age} + ", "ends where a value"),
    ("${contacts.agee}", "Try ${contacts.age}"),
    ("${orders.revenue}", "is a measure"),
    ("${common.channel}", "common dimension"),
    ("running_total(${contacts.age})", "calculations only"),
    ("${contacts.age:total}", "Totals are there in calculations only"),
    ('${contacts.age} + "x"', "on both sides"),
    ('concat(${events.kind}, ${orders.status})', "One event may have many of Orders"),
    ('matches_filter(${contacts.age}, "old")', "contacts.age"),
    ("${made} + 1", "made → made"),
    ("1" + " + 1" * 100, "More than 100 parts"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_cannot_be_a_dimension_is_refused(text: str, said: str) -> None:
    with pytest.raises(SemanticError) as caught:
        with_custom(SHOP, made(text))
    assert said in str(caught.value)


def test_the_error_names_the_field_and_the_place() -> None:
    with pytest.raises(ExpressionError) as caught:
        with_custom(SHOP, {"made": {"dimension": "abs(${contacts.country})", "label": "Mine"}})
    assert (caught.value.field, caught.value.start) == ("made", 4) and "'Mine'" in caught.value.message


def test_fields_that_double_at_each_step_are_refused() -> None:
    custom: dict[str, Any] = {"f0": {"dimension": "${contacts.age} + 1"}}
    for number in range(1, 30):
        custom[f"f{number}"] = {"dimension": f"${{f{number - 1}}} + ${{f{number - 1}}}"}
    with pytest.raises(SemanticError, match="3,000 parts"):
        with_custom(SHOP, custom)


@pytest.mark.parametrize("text", ["${contacts.age}", "${orders.total} > 1 OR ${orders.status}"])
def test_a_filter_that_is_not_yes_or_no_is_refused(text: str) -> None:
    with pytest.raises(SemanticError, match="yes or no"):
        resolve(SHOP, Query("shop", ("orders.count",), where={"expression": text}), SETTING)


def test_a_measures_expression_must_be_of_what_each_row_has_one_of() -> None:
    for text, said in (("${orders.total} > 1", "may have many"), ("${contacts.age}", "what is yes or no")):
        with pytest.raises(SemanticError, match=said):
            with_custom(SHOP, {"x": {"based_on": "contacts.count", "expression": text}})


def test_parts_inside_parts_are_written_and_read(engine: Any) -> None:
    text = "${contacts.age}"
    for number in range(24):
        text = f"if(NOT ({text} + {number} > 2), 1, abs({text.count('if')} + 1))" if number % 3 else f"round({text}, 1)"
    assert ask(engine, "made", custom=made(text)) == [(16,)]


def test_parts_too_deep_to_be_written_are_refused() -> None:
    text = "${contacts.country}"
    for _ in range(95):
        text = f'concat({text}, "x")'
    explore = with_custom(SHOP, made(text))
    with pytest.raises(SemanticError, match="too many parts"):
        compile_query(explore, rewrite(explore, Query("shop", ("made",), custom=made(text))), SETTING)


def test_a_hostile_text_is_a_bound_value(engine: Any) -> None:
    hostile = "'; DROP TABLE orders; --"
    custom = made(f'concat("{hostile}", ${{contacts.country}})')
    explore = with_custom(SHOP, custom)
    query = rewrite(explore, Query("shop", ("made", "contacts.count"), custom=custom))
    assert hostile not in compile_query(explore, query, SETTING).rows.sql
    assert (f"{hostile}FR", 2) in ask(engine, "made", "contacts.count", custom=custom)
