"""A query survives the way through a URL and through JSON; what is broken is named."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.semantic.errors import SemanticError
from explores.semantic.query import Query, Sort
from explores.semantic.query_json import from_json, to_json
from explores.semantic.url import from_params, parse_sort, to_params

names = st.from_regex(r"[a-z_]{1,12}\.[a-z0-9_]{1,20}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
sorts = st.builds(Sort, names, st.booleans(), st.none() | texts)
queries = st.builds(
    Query,
    explore=st.just("business"),
    fields=st.lists(names, max_size=4).map(tuple),
    filters=st.lists(st.tuples(names, texts), max_size=3).map(tuple),
    sorts=st.lists(sorts, max_size=3).map(tuple),
    pivots=st.lists(names, max_size=2).map(tuple),
    limit=st.none() | st.integers(0, 10**9),
    totals=st.booleans(),
    row_totals=st.booleans(),
    subtotals=st.booleans(),
    column_limit=st.integers(0, 10**9),
    where=st.dictionaries(st.sampled_from(["any", "all", "field"]), st.lists(texts, max_size=2) | texts, max_size=2),
    timezone=st.none() | st.sampled_from(["Europe/Paris", "UTC"]),
    compare=st.none() | st.sampled_from(["previous", "year"]),
    custom=st.dictionaries(
        st.from_regex("[a-z]{1,8}", fullmatch=True), st.dictionaries(texts, texts, max_size=2), max_size=2
    ),
)


@given(queries)
def test_a_query_survives_a_url(query: Query) -> None:
    address = urlencode(to_params(query))
    assert from_params("business", parse_qsl(address, keep_blank_values=True)) == query


@given(queries)
def test_a_query_survives_json(query: Query) -> None:
    assert from_json(json.loads(json.dumps(to_json(query)))) == query


def test_a_url_leaves_out_what_is_as_usual() -> None:
    assert to_params(Query("ads", ("a.b",))) == [("fields", "a.b")]


def test_a_url_reads_like_the_question() -> None:
    query = Query("ads", ("a.b", "a.c"), (("a.d", "last 3 months"),), (Sort("a.c", True),), limit=None, totals=True)
    assert to_params(query) == [
        ("fields", "a.b,a.c"), ("f[a.d]", "last 3 months"), ("sorts", "a.c desc"), ("limit", "all"), ("total", "1"),
    ]  # fmt: skip


BROKEN = (
    ("limit", "many", "'limit' is 'many'"),
    ("limit", "-3", "'limit' is '-3'"),
    ("total", "yes", "'total' is 'yes'"),
    ("custom", "{", "'custom'"),
    ("custom", "[1]", "'custom'"),
    ("where", "[1]", "'where'"),
    ("where", "[" * 100_000, "'where'"),
    ("column_limit", "many", "'column_limit'"),
    ("sorts", "a.b downwards", "'sorts'"),
    ("feilds", "a.b", "Try fields"),
)


@pytest.mark.parametrize(("name", "value", "said"), BROKEN)
def test_a_broken_url_names_the_parameter(name: str, value: str, said: str) -> None:
    with pytest.raises(SemanticError) as caught:
        from_params("business", [(name, value)])
    assert said in str(caught.value)


def test_what_belongs_to_the_page_is_passed_over() -> None:
    assert from_params("ads", [("vis", "line")]) == Query("ads")


BAD_JSON = (
    ([], "object"), ({"explore": "ads", "feilds": []}, "Try fields"), ({"explore": "ads", "limit": -1}, "limit"),
    ({"explore": "ads", "limit": True}, "limit"), ({"explore": "ads", "fields": "a.b"}, "fields"),
    ({"explore": "ads", "filters": [["a", "b"]]}, "filters"), ({"explore": 5}, "explore"),
    ({"explore": "ads", "totals": 1}, "totals"), ({"explore": "ads", "sorts": [{"field": "a.b", "way": 1}]}, "sorts"),
    ({"explore": "ads", "custom": []}, "custom"), ({"explore": "ads", "where": []}, "where"),
    ({"explore": "ads", "column_limit": None}, "column_limit"),
    ({"explore": "ads", "filters": [{"field": "a", "expression": 1}]}, "filters"),
)  # fmt: skip


@pytest.mark.parametrize(("data", "said"), BAD_JSON)
def test_broken_json_names_the_part(data: object, said: str) -> None:
    with pytest.raises(SemanticError, match=said):
        from_json(data)


def test_filters_may_be_an_object_in_json() -> None:
    assert from_json({"explore": "ads", "filters": {"a.b": "1"}}).filters == (("a.b", "1"),)


def test_a_sort_may_name_a_pivot_column() -> None:
    assert parse_sort("orders.revenue desc [2024-01]") == Sort("orders.revenue", True, "2024-01")
