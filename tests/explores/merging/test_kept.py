"""A merged result as it is kept, and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.merging.kept import from_json, to_json
from explores.merging.state import Merge, Source
from explores.semantic import query_json, url
from explores.semantic.errors import SemanticError
from explores.semantic.query import Query, Sort

ORDERS = Source("business", "fields=orders.channel,orders.revenue&f[orders.status]=a%26b,%3F")
ADS = Source("ads", "fields=ads.channel,ads.spend&sorts=ads.spend+desc", (("orders.channel", "ads.channel"),))
OVER = (("sorts", "roas desc"), ("limit", "10"), ("total", "1"), ("custom", '{"roas":{"calculation":"1"}}'))


def test_it_is_kept_as_its_queries_and_what_is_done_to_their_rows() -> None:
    kept = to_json(Merge((ORDERS, ADS), (*OVER, ("vis", "line"), ("look", "3v1"))))
    assert kept["explore"] == "merge" and kept["sources"][1]["match"] == [["orders.channel", "ads.channel"]]
    assert kept["sources"][0]["query"]["filters"] == [{"field": "orders.status", "expression": "a&b,?"}]
    assert (kept["limit"], kept["totals"], kept["sorts"]) == (10, True, [{"field": "roas", "descending": True}])
    assert "vis" not in json.dumps(kept) and "look" not in json.dumps(kept)


def test_its_address_comes_back_with_the_settings_of_the_picture() -> None:
    merge = from_json(json.loads(json.dumps(to_json(Merge((ORDERS, ADS), OVER)))), {"vis": "line", "c[legend]": "off"})
    assert merge.sources[1].pairs == ADS.pairs and dict(merge.rest) == {**dict(OVER), "vis": "line", "c[legend]": "off"}
    assert to_json(merge) == to_json(Merge((ORDERS, ADS), OVER))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
NAME = st.from_regex(r"[a-z]{1,5}\.[a-z_]{1,8}", fullmatch=True)
QUERIES = st.builds(
    Query,
    st.sampled_from(["business", "sms"]),
    st.lists(NAME, min_size=1, max_size=3).map(tuple),
    st.lists(st.tuples(NAME, TEXT), max_size=2).map(tuple),
    st.lists(st.builds(Sort, NAME, st.booleans()), max_size=2).map(tuple),
)


@given(st.lists(st.tuples(QUERIES, st.lists(st.tuples(NAME, NAME), max_size=2)), min_size=1, max_size=4))
def test_any_merge_survives_being_kept(parts: list[tuple[Query, list[tuple[str, str]]]]) -> None:
    sources = [
        {"query": query_json.to_json(query), "match": [list(pair) for pair in pairs] if place else []}
        for place, (query, pairs) in enumerate(parts)
    ]
    kept = {"explore": "merge", "sources": sources}
    merge = from_json(kept)
    assert to_json(merge) == kept
    assert [url.from_params(one.explore, one.wish.query_params()) for one in merge.sources] == [
        query for query, _ in parts
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"sources": []}, "takes a list"),
        ({"sources": ["a"]}, "{query, match}"),
        ({"sources": [{"query": {"explore": "a"}, "x": 1}]}, "{query, match}"),
        ({"sources": [{"query": {"fields": []}}]}, "'explore' takes a text"),
        ({"sources": [{"query": {"explore": "a"}}, {"query": {"explore": "b"}, "match": [["a"]]}]}, "pairs of texts"),
        ({"sources": [{"query": {"explore": "a"}}] * 9}, "too many"),
        ({"sources": [{"query": {"explore": "a"}}], "pivots": []}, "has no 'pivots'"),
        ({"sources": [{"query": {"explore": "a"}}], "limit": "x"}, "'limit'"),
    ],
)
def test_what_a_program_sends_wrong_is_named(data: dict[str, Any], said: str) -> None:
    with pytest.raises(SemanticError, match=said):
        from_json({"explore": "merge", **data})
