"""What cannot be asked is refused with what, where and the nearest right name."""

from __future__ import annotations

from typing import Any

import pytest

from explores.semantic.compile import compile_query
from explores.semantic.custom import with_custom
from explores.semantic.errors import FilterError, SemanticError
from explores.semantic.model import Measure
from explores.semantic.ordering import default_sorts
from explores.semantic.query import Query, Sort
from explores.semantic.resolve import resolve
from explores.semantic.rewrite import rewrite
from explores.semantic.validate import validate
from tests.explores.semantic.standard import standard
from tests.explores.semantic.test_sql_snapshots import SETTING

EXPLORE = standard().explore("business")
COUNTRY, STATUS, REVENUE, MONTH = "contacts.country", "orders.status", "orders.revenue", "orders.ordered_month"
WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({"fields": ()}, "at least one field"),
    ({"fields": ("orders.revenu",)}, "Try orders.revenue"),
    ({"fields": ("Orders › Revenue",)}, "Try orders.revenue"),
    ({"fields": (REVENUE,), "filters": (("orders.statu", "paid"),)}, "Try orders.status"),
    ({"fields": (REVENUE, COUNTRY), "pivots": (STATUS,)}, "not among the chosen"),
    ({"fields": (COUNTRY,), "pivots": (COUNTRY,)}, "needs at least one measure"),
    ({"fields": (REVENUE,), "pivots": (REVENUE,)}, "is a measure"),
    ({"fields": (REVENUE,), "sorts": (Sort(COUNTRY),)}, "not among the chosen"),
    ({"fields": (REVENUE,), "sorts": (Sort(REVENUE, pivot="FR"),)}, "only a pivoted measure"),
    ({"fields": (REVENUE,), "row_totals": True}, "need a pivot"),
    ({"fields": (REVENUE, COUNTRY), "subtotals": True}, "two dimensions"),
    ({"fields": (REVENUE,), "limit": -1}, "0 or more"),
    ({"fields": (REVENUE,), "column_limit": 201}, "1 to 200"),
    ({"fields": (REVENUE,), "column_limit": 0}, "1 to 200"),
    ({"fields": (REVENUE,), "sorts": (Sort("__UNSORTED__"), Sort(REVENUE))}, "stands alone"),
    ({"fields": (REVENUE,), "where": {"any": [{"field": "orders.statu", "is": "x"}]}}, "Try orders.status"),
    ({"fields": (REVENUE,), "timezone": "Europe/Pari"}, "Try Europe/Paris"),
    ({"fields": (REVENUE,) * 201}, "at most 200 fields"),
    ({"fields": (REVENUE,), "filters": ((STATUS, "paid"),) * 101}, "at most 100 filters"),
)


@pytest.mark.parametrize(("parts", "said"), WRONG)
def test_a_wrong_query_is_refused(parts: dict[str, Any], said: str) -> None:
    with pytest.raises(SemanticError) as caught:
        validate(EXPLORE, Query("business", **parts))
    assert said in str(caught.value)


def test_an_unknown_explore_is_named_with_the_nearest() -> None:
    with pytest.raises(SemanticError, match="Try business"):
        standard().explore("busines")


def test_a_filter_that_does_not_parse_names_its_field() -> None:
    with pytest.raises(FilterError) as caught:
        resolve(EXPLORE, Query("business", (REVENUE,), (("orders.ordered_date", "yesterdayish"),)), SETTING)
    assert caught.value.field == "orders.ordered_date"


DEFAULTS = (
    ((COUNTRY, MONTH, REVENUE), Sort(MONTH, True)),
    ((COUNTRY, "orders.ordered_year", REVENUE), Sort("orders.ordered_year", True)),
    (("orders.ordered_day_of_week", REVENUE), Sort(REVENUE, True)),
    ((COUNTRY, "orders.count", REVENUE), Sort("orders.count", True)),
    ((COUNTRY, STATUS), Sort(COUNTRY)),
)


@pytest.mark.parametrize(("fields", "sort"), DEFAULTS)
def test_the_default_sort_is_lookers(fields: tuple[str, ...], sort: Sort) -> None:
    assert default_sorts(EXPLORE, Query("business", fields)) == (sort,)


def test_unsorted_rows_have_no_order_and_no_default() -> None:
    query = rewrite(EXPLORE, Query("business", (COUNTRY, REVENUE), sorts=(Sort("__UNSORTED__"),)))
    validate(EXPLORE, query)
    assert "ORDER BY" not in compile_query(EXPLORE, query, SETTING).rows.sql


def test_pivot_columns_may_be_as_many_as_200() -> None:
    fields = {"fields": (COUNTRY, MONTH, REVENUE), "pivots": (MONTH,)}
    query = rewrite(EXPLORE, Query("business", **fields, column_limit=200))  # type: ignore[arg-type]
    validate(EXPLORE, query)
    assert '"#column_rank" <= 200' in compile_query(EXPLORE, query, SETTING).rows.sql


def test_50_pivot_columns_are_shown_unless_asked_otherwise() -> None:
    query = rewrite(EXPLORE, Query("business", (COUNTRY, MONTH, REVENUE), pivots=(MONTH,)))
    assert '"#column_rank" <= 50' in compile_query(EXPLORE, query, SETTING).rows.sql


def test_a_pivoted_date_is_no_default_sort() -> None:
    assert default_sorts(EXPLORE, Query("business", (MONTH, REVENUE), pivots=(MONTH,))) == (Sort(REVENUE, True),)


def test_rewriting_tidies_a_query() -> None:
    query = Query("business", (REVENUE, COUNTRY, REVENUE), ((STATUS, " "),))
    tidy = Query("business", (COUNTRY, REVENUE), sorts=(Sort(REVENUE, True),))
    assert rewrite(EXPLORE, query) == tidy


CUSTOM_WRONG: tuple[tuple[Any, str], ...] = (
    ({"X": {"type": "sum", "of": "orders.total"}}, "no name"),
    ({"x": {"type": "product", "of": "orders.total"}}, "there are sum"),
    ({"x": {"type": "summ", "of": "orders.total"}}, "Try sum"),
    ({"x": {"type": "sum", "of": "orders.status"}}, "is a text"),
    ({"x": {"type": "sum", "of": "orders.revenue"}}, "is a measure"),
    ({"x": {"type": "sum", "of": "orders.totl"}}, "Try orders.total"),
    ({"x": {"type": "sum"}}, "needs 'of'"),
    ({"x": {"expression": "1 + 1"}}, "to say what it is"),
    ({"x": "sum"}, "takes an object"),
    ({"x": {"based_on": "orders.revenue"}}, "needs 'filters'"),
    ({"x": {"based_on": "orders.average_basket", "filters": {"orders.status": "paid"}}}, "made of other measures"),
    ({"x": {"based_on": "contacts.count", "filters": {"orders.status": "paid"}}}, "may have many"),
    ({"x": {"type": "count_distinct", "of": "common.channel"}}, "view's own field"),
    ({"x": {"type": "sum", "of": "orders.total", "percentle": 4}}, "Try percentile"),
    ({"x": {"type": "percentile", "of": "orders.total"}}, "takes a number as 'percentile'"),
    ({"x": {"type": "percentile", "of": "orders.total", "percentile": 101}}, "it takes 0 to 100"),
    ({"x": {"type": "sum", "of": "orders.total", "filters": {"products.brand": "A"}}}, "may have many"),
    ({"x": {"type": "sum", "of": "orders.total", "filters": "paid"}}, "an object of field and expression"),
    ({"x": {"type": "sum", "of": "orders.total", "format": "moneys"}}, "Try money"),
    ({"x": {"bins": "orders.status", "breaks": [1]}}, "bins are of numbers"),
    ({"x": {"bins": "orders.total", "breaks": [2, 1]}}, "ascending"),
    ({"x": {"bins": "orders.total", "breaks": []}}, "ascending"),
    ({"x": {"bins": "orders.total", "breaks": [1], "size": 2}}, "one or the other"),
    ({"x": {"bins": "orders.total", "size": 10, "min": 0}}, "takes a number as 'max'"),
    ({"x": {"bins": "orders.total", "size": 0, "min": 0, "max": 5}}, "above 0"),
    ({"x": {"bins": "orders.total", "size": 0.001, "min": 0, "max": 5}}, "more than 500"),
    ({"x": {"bins": "orders.total", "breaks": [1], "style": "clasic"}}, "Try classic"),
    ({"x": {"bins": "orders.total", "breaks": [1.5], "style": "integer"}}, "Try interval"),
    ({"x": {"groups": "orders.status", "cases": []}}, "label and filter"),
    ({"x": {"groups": "orders.status", "cases": [{"label": "A"}]}}, "label and a filter"),
    ({"x": {"groups": "orders.status", "cases": [{"label": "A", "filter": "x"}], "else": 3}}, "takes a text as 'else'"),
    (
        {
            "x": {"groups": "y", "cases": [{"label": "A", "filter": "x"}]},
            "y": {"groups": "x", "cases": [{"label": "A", "filter": "x"}]},
        },
        "x → y → x",
    ),
    ({"x": {"type": "max", "of": "y"}, "y": {"calculation": "1"}}, "table calculation"),
    ({"bands": {"bins": "orders.total", "breaks": [1]}, "x": {"type": "list", "of": "bnds"}}, "Try bands"),
)


@pytest.mark.parametrize(("custom", "said"), CUSTOM_WRONG)
def test_a_wrong_custom_field_is_refused(custom: Any, said: str) -> None:
    with pytest.raises(SemanticError) as caught:
        with_custom(EXPLORE, custom)
    assert said in str(caught.value)


def test_a_custom_measure_keeps_money_money() -> None:
    found = with_custom(EXPLORE, {"x": {"type": "sum", "of": "orders.total", "label": "All"}}).field("x")
    assert isinstance(found, Measure) and (found.format, found.label) == ("money", "All")
