"""Parameters of a catalog: each choice gives what the fields behind it give, and nothing of it becomes SQL."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.semantic.cells import Cell, narrowed
from explores.semantic.choosing import explore_for, with_parameters
from explores.semantic.comparing import Comparison, comparison
from explores.semantic.compile import compile_query
from explores.semantic.drilling import rows_behind
from explores.semantic.errors import FilterError, SemanticError
from explores.semantic.model import Explore
from explores.semantic.query import Query, Sort
from explores.semantic.query_json import from_json, to_json
from explores.semantic.recount import FIGURE, recount
from explores.semantic.rewrite import rewrite
from explores.semantic.section import CatalogError
from explores.semantic.validate import validate
from tests.explores.semantic import choices, drawn, shop
from tests.explores.semantic.compared import Bench, around_the_data

CATALOG = choices.catalog()
SHOP = CATALOG.explore("shop")
SWITCHED = {
    **{f"orders.{name}": ("orders.figure", "orders.figure_of", value) for value, name in choices.FIGURES.items()},
    **{f"orders.{name}": ("orders.breakdown", "orders.broken_by", value) for value, name in choices.BREAKDOWNS.items()},
}


@cache
def bench(seed: int = 4) -> Bench:
    return Bench(CATALOG, shop.Draw(seed).tables())


def statements(explore: Explore, query: Query, bench: Bench) -> Iterator[Any]:
    """All that the engine is asked for a query."""
    explore = explore_for(explore, query)
    validate(explore, query)
    compiled = compile_query(explore, rewrite(explore, query), bench.setting, bounds=around_the_data)
    yield from (compiled.rows, compiled.totals, compiled.grand, compiled.row_totals, *compiled.subtotals)


def answered(query: Query, bench: Bench) -> list[list[dict[str, Any]]]:
    return [bench.run(one) for one in statements(SHOP, query, bench) if one is not None]


def asked(*fields: str, filters: dict[str, str] | None = None, **more: Any) -> Query:
    return Query("shop", fields, tuple((filters or {}).items()), **more)


def one(query: Query, bench: Bench) -> Any:
    return answered(query, bench)[0][0][query.fields[0]]


def paid(bench: Bench) -> list[dict[str, Any]]:
    """The shop's orders that have a total."""
    return [row for row in bench.judge.tables["orders"] if row["total"] is not None]


def renamed(query: Query, old: str, new: str) -> Query:
    """The same question with another field in every place."""
    return from_json(json.loads(json.dumps(to_json(query)).replace(old, new)))


@pytest.mark.parametrize("seed", range(6))
def test_a_field_that_stands_for_another_gives_what_that_gives_in_every_part_of_a_query(seed: int) -> None:
    r, at, tried = random.Random(seed), bench(seed), 0
    for query in (drawn.query(r) for _ in range(120)):
        said = json.dumps(to_json(query))
        for name, (switch, parameter, value) in SWITCHED.items():
            if f'"{name}"' not in said or (name == "orders.total" and "made_size" in said):
                continue
            twin = renamed(query, f'"{name}"', f'"{switch}"')
            twin = replace(twin, filters=(*twin.filters, (parameter, value)))
            same = [
                [{k.replace(switch, name): v for k, v in row.items()} for row in rows] for rows in answered(twin, at)
            ]
            assert same == answered(query, at), (query, name)
            tried += 1
    assert tried > 20


@given(rate=st.decimals(-1000, 1000, places=3), halved=st.booleans())
def test_a_number_and_a_yes_or_no_are_what_a_row_loop_makes_of_them(rate: Decimal, halved: bool) -> None:
    at = bench()
    found = one(
        asked("orders.scaled", filters={"orders.rate": str(rate), "orders.halved": "yes" if halved else "no"}), at
    )
    total = float(sum(row["total"] for row in paid(at)) * rate) / (2 if halved else 1)
    assert float(found) == pytest.approx(total)


@pytest.mark.parametrize("wanted", ["paid", "open", "PAID", "%", "pa%", "-paid", "paid,open", "NULL", "EMPTY", "'"])
def test_a_text_is_one_value_and_never_an_expression(wanted: str) -> None:
    at = bench()
    query = asked("orders.is_wanted", "orders.wanted_count", "orders.count", filters={"orders.wanted": wanted})
    number = sum(row["status"] == wanted for row in at.judge.tables["orders"])
    found = answered(query, at)[0]
    assert sum(row["orders.wanted_count"] for row in found) == number
    assert sum(row["orders.count"] for row in found if row["orders.is_wanted"]) == number


def test_a_day_is_compared_as_a_day() -> None:
    at = bench()
    late = sum(row["total"] for row in paid(at) if row["ordered_at"].date().isoformat() >= "2025-02-15")
    assert one(asked("orders.recent", filters={"orders.since": "2025-02-15"}), at) == late


def test_what_nobody_chooses_is_at_its_default_and_an_empty_filter_chooses_nothing() -> None:
    at = bench()
    for filters in ({}, {"orders.rate": "1"}, {"orders.rate": ""}, {"orders.rate": " 1.0 "}):
        assert one(asked("orders.scaled", filters=filters), at) == sum(row["total"] for row in paid(at))
    assert with_parameters(SHOP, [("orders.rate", " 1 ")]) is SHOP


def test_of_two_choices_the_last_one_counts() -> None:
    twice = Query("shop", ("orders.scaled",), (("orders.rate", "7"), ("orders.rate", "2")))
    assert one(twice, bench()) == 2 * one(asked("orders.scaled"), bench())


def test_a_parameter_decides_in_joins_in_exists_and_among_groups() -> None:
    """Orders are only a filter of contacts here (EXISTS), only what groups them (a bridge), and judged (HAVING)."""
    at = bench()
    for filters, same in (
        ({"orders.outcome": "wanted"}, {"orders.status": "open"}),
        ({"orders.wanted_count": ">1"}, {"opened": ">1"}),
    ):
        mine = asked("contacts.count", "products.category", filters={**filters, "orders.wanted": "open"}, totals=True)
        custom = {"opened": {"based_on": "orders.count", "expression": '${orders.status} = "open"'}}
        assert answered(mine, at) == answered(replace(mine, filters=tuple(same.items()), custom=custom), at)
    by = asked("orders.outcome", "contacts.count", filters={"orders.wanted": "open"}, totals=True)
    said = {row["orders.outcome"]: row["contacts.count"] for row in answered(by, at)[0]}
    assert said["wanted"] == one(asked("contacts.count", filters={"orders.status": '"open"'}), at)


def test_a_choice_names_the_field_it_stands_for_and_brings_its_type() -> None:
    for value, kind, label in (("month", "date", "Breakdown: Month"), ("total", "number", "Breakdown: Total")):
        explore = with_parameters(SHOP, [("orders.broken_by", value)])
        assert (explore.by_id["orders.breakdown"].type, explore.labels["orders.breakdown"]) == (
            kind,
            f"Orders › {label}",
        )
    dated = asked("orders.breakdown", "orders.count", filters={"orders.breakdown": "2025-02"})
    same = asked("orders.ordered_month", "orders.count", filters={"orders.ordered_month": "2025-02"})
    assert [[*row.values()] for row in answered(dated, bench())[0]] == [
        [*row.values()] for row in answered(same, bench())[0]
    ]


HOSTILE = ("'; DROP TABLE orders; --", "$wanted", "1) OR (1=1", "{{ x }}", "<b>", "\\", '"', "p1", "é漢", "a" * 500)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_choice_becomes_sql(text: str) -> None:
    query = asked("orders.outcome", "orders.wanted_count", filters={"orders.wanted": text})
    for statement in statements(SHOP, query, bench()):
        if statement is not None:
            assert "orders__wanted" in statement.params
            assert len(text) < 3 or text not in statement.sql
    assert {row["orders.outcome"] for row in answered(query, bench())[0]} == {"other"}


@given(st.text(max_size=60), st.sampled_from(sorted(SHOP.parameters)))
def test_any_text_is_taken_as_it_is_or_refused_by_name(text: str, name: str) -> None:
    at = bench()
    try:
        found = answered(asked("orders.figure", "orders.scaled", "orders.wanted_count", filters={name: text}), at)
    except FilterError as error:
        assert error.field == name
        assert name in error.message
    else:
        assert len(found[0]) == 1


@pytest.mark.parametrize(
    ("name", "text", "said", "near"),
    [
        ("orders.figure_of", "revenu", "revenue, buyers, paid, basket", "revenue"),
        ("orders.figure_of", "Buyers", "revenue, buyers, paid, basket", "buyers"),
        ("orders.rate", "1e9", "a number", None),
        ("orders.rate", "٣", "a number", None),
        ("orders.rate", "9" * 40, "a number", None),
        ("orders.since", "yesterday", "a day", None),
        ("orders.halved", "perhaps", "yes or no", None),
        ("orders.wanted", "\x00", "a text", None),
        ("orders.wanted", "a" * 501, "a text", None),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_refused_with_what_is(name: str, text: str, said: str, near: str | None) -> None:
    with pytest.raises(FilterError) as error:
        with_parameters(SHOP, [(name, text)])
    assert (error.value.field, error.value.suggestion) == (name, near)
    assert said in error.value.message


@pytest.mark.parametrize(
    "query",
    [
        asked("orders.rate"),
        asked("orders.count", "orders.wanted", pivots=("orders.wanted",)),
        asked("orders.count", where={"any": [{"field": "orders.wanted", "is": "paid"}]}),
        asked("orders.count", where={"expression": "${orders.rate} > 1"}),
        asked("x", custom={"x": {"type": "sum", "of": "orders.rate"}}),
        asked("x", custom={"x": {"dimension": "${orders.rate} + 1"}}),
        asked("x", custom={"x": {"groups": "orders.wanted", "cases": [{"label": "a", "filter": "b"}]}}),
        asked("x", custom={"x": {"based_on": "orders.count", "filters": {"orders.wanted": "a"}}}),
        asked("orders.count", "x", custom={"x": {"calculation": "${orders.count} * ${orders.rate}"}}),
    ],
)
def test_a_parameter_stands_in_a_filter_of_its_own_and_nowhere_else(query: Query) -> None:
    with pytest.raises(SemanticError, match="is a parameter: it holds no data") as error:
        list(statements(SHOP, query, bench()))
    assert "f[orders." in str(error.value)


def test_a_choice_goes_with_the_question_to_its_rows_its_comparison_and_its_second_count() -> None:
    at = bench()
    given = (("orders.rate", "3"), ("orders.wanted", "open"))
    query = Query("shop", ("contacts.country", "orders.scaled"), (*given, ("orders.ordered_month", "2025-02")),
                  (Sort("contacts.country"),))  # fmt: skip
    explore = explore_for(SHOP, query)
    row = next(row for row in answered(query, at)[0] if row["orders.scaled"])
    cell = Cell("orders.scaled", {"contacts.country": row["contacts.country"]})
    assert narrowed(explore, query, cell, at.setting)[:2] == given
    behind = rows_behind(explore, query, cell, at.setting)[0].query
    assert answered(behind, at)[1][0]["orders.scaled"] == row["orders.scaled"]
    statement = recount(explore, query, cell, at.setting, around_the_data)
    assert at.run(statement)[0][FIGURE] == row["orders.scaled"]
    compared = comparison(explore, replace(query, compare="previous"), at.setting)
    assert isinstance(compared, Comparison)
    assert compared.earlier(explore, query).filters[:2] == given


@pytest.mark.parametrize(
    ("parameters", "more", "said"),
    [
        ({"a": {"type": "choice"}}, {}, "a choice takes 'allowed_values'"),
        ({"a": {"type": "text"}}, {}, "'default' is missing"),
        ({"a": {"type": "number", "default": "many"}}, {}, "it takes a number"),
        ({"a": {"type": "text", "default": "z", "allowed_values": [{"value": "x"}]}}, {}, "it takes one of x"),
        ({"a": {"type": "text", "allowed_values": [{"value": "x"}, {"value": "x"}]}}, {}, "two of its values"),
        ({"a": {"type": "text", "allowed_values": [{"value": "x", "label": "L"}, {"value": "y", "label": "L"}]}}, {},
         "two of its labels"),
        ({"a b": {"type": "text", "default": "x"}}, {}, "is no name"),
        ({"status": {"type": "text", "default": "x"}}, {}, "is a parameter and a field"),
        ({"a": {"type": "text", "default": "x", "sql": "1"}}, {}, "means nothing here"),
        ({}, {"measures": {"m": {"type": "sum", "sql": "total * $rat"}}}, r"no parameter \$rat here"),
        ({}, {"measures": {"m": {"type": "sum", "sql": "total * ?"}}}, "no parameter"),
        ({}, {"measures": {"m": {"type": "formula", "formula": "revenue * $nothing"}}}, r"no parameter \$nothing"),
        ({}, {"measures": {"m": {"type": "count", "filters": {"status": "$nothing"}}}}, "which is no parameter"),
        ({}, {"measures": {"m": {"type": "count", "filters": {"status": "$rate"}}}}, "is no number"),
        ({}, {"measures": {"m": {"type": "choice", "parameter": "figure_of", "of": {"revenue": "revenue"}}}},
         "names a field for each of revenue, buyers, paid, basket"),
        ({}, {"dimensions": {"d": {"type": "choice", "parameter": "rate", "of": {"1": "status"}}}}, "names a field"),
        ({}, {"dimensions": {"d": {"type": "choice", "parameter": "broken_by", "of": {"status": "statu", "month": "id",
         "paid": "id", "total": "id"}}}}, "no field 'statu' to stand for"),
    ],
)  # fmt: skip
def test_a_catalog_that_says_it_wrong_is_refused_with_its_place(
    parameters: dict[str, Any], more: dict[str, Any], said: str
) -> None:
    with pytest.raises(CatalogError, match=said):
        choices.catalog({**choices.PARAMETERS, **parameters}, **more)


def test_the_picker_is_told_what_may_be_chosen() -> None:
    info = next(info for info in SHOP.fields() if info.id == "orders.figure_of")
    assert (info.kind, info.label, info.default) == ("parameter", "Orders › Figure of", "revenue")
    assert info.allowed[1] == ("buyers", "Buyers")
    assert info.sql == "one of revenue (Revenue), buyers (Buyers), paid (Paid), basket (Basket); revenue unless chosen"
