"""Addresses that somebody edited, on every page that reads one: a message or a plain 404, and the page stays."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Account, SubAccount, User
from dashboards.library import dashboards
from tests import shop

ROWS = {"fields": "orders.channel,orders.total,orders.revenue", "field": "orders.revenue"}
SOURCE = "business?fields=orders.channel,orders.revenue"
HALF = '{"mine": {"type": "sum", "of": "orders.total", "label": "\\ud800"}}'
NUMBERS = ("1e999999999", "1e-999999999", "sNaN", "Infinity", "9" * 1000)
CELLS = (
    *(f'["Email", "{number}"]' for number in NUMBERS),
    f'["Email", {"9" * 1000}]', '["Email", NaN]', '["\\ud800"]', "[" * 3000, '{"a":' * 3000, '[["a"]]', "null", "{}",
)  # fmt: skip
LARGEST = 1_000_000  # characters of any answer to an address of a few hundred


@pytest.fixture
def page(transactional_db: None, client: Client, account: Account, subaccount: SubAccount, alice: User) -> Client:
    shop.fill(account, subaccount)
    client.force_login(alice)
    return client


def refused(page: Client, path: str, params: dict[str, Any]) -> str:
    """The message in a 4xx of reasonable size."""
    answer = page.get(f"/explore/business/{path}", params)
    assert 400 <= answer.status_code < 500 and len(answer.content) < LARGEST, (path, params)
    return answer.content.decode()


@pytest.mark.parametrize("path", ["drill", "drilled", "explained"])
def test_a_cell_that_no_table_has_is_refused_in_words(page: Client, path: str) -> None:
    for cell in CELLS:
        for fields in (ROWS["fields"], "orders.total,orders.revenue", "orders.ordered_day_of_week,orders.revenue"):
            found = page.get(f"/explore/business/{path}", {**ROWS, "fields": fields, "row": cell})
            assert found.status_code < 500 and len(found.content) < LARGEST, (fields, cell)
    assert "is no number" in refused(page, path, {**ROWS, "row": '["Email", "1e999999999"]'})


def test_half_a_character_in_a_custom_field_is_told_and_the_rest_stays(page: Client) -> None:
    asked = {"fields": "orders.channel,mine", "custom": HALF}
    assert "custom" in refused(page, "result", asked)
    whole = page.get("/explore/business/", asked)
    assert whole.status_code == 200 and b"<field-picker" in whole.content
    assert page.get("/explore/business.csv", asked).status_code == 400


@pytest.mark.parametrize("name", ["<script>", "a\0b", "²", "*", "../x"])
def test_a_merge_of_what_is_no_explore_says_so_and_can_be_mended(page: Client, name: str) -> None:
    answer = page.get("/explore/merge/", {"source": [SOURCE, f"{name}?fields=orders.count"]})
    assert answer.status_code == 200 and b"names no explore" in answer.content


def test_a_merge_shows_its_table_whatever_limit_its_address_names(page: Client) -> None:
    for limit in ("²", "٣", "9" * 5000, "-1", "\0"):
        answer = page.get("/explore/merge/", {"source": SOURCE, "limit": limit, "column_limit": limit})
        assert answer.status_code == 200 and "Ads" in answer.content.decode()


def test_a_hostile_query_inside_a_merge_is_that_querys_trouble(page: Client) -> None:
    answer = page.get("/explore/merge/", {"source": [SOURCE, "business?fields=\0&custom=[[["]})
    assert answer.status_code == 200 and b"Query 2" in answer.content


def test_a_short_link_that_cannot_be_is_not_there(page: Client) -> None:
    for slug in ("%00", "a%00b", "%ff", "²", "nothing"):
        assert page.get(f"/x/{slug}").status_code == 404


def test_a_dashboard_opened_at_a_moment_that_cannot_be_is_of_now(page: Client) -> None:
    revenue = dashboards()["revenue"]
    parts = [f"tiles/{revenue.tiles[0].id}/", *(f"filters/{each.name}/explain/" for each in revenue.filters)]
    for moment in ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "0999-01-01T00:00:00Z", "²"):
        for part in ("", *parts):
            assert page.get(f"/dashboards/revenue/{part}", {"now": moment}).status_code == 200


NAMES = st.sampled_from(
    ("fields", "sorts", "limit", "pivots", "column_limit", "total", "row_total", "subtotal", "fill_fields", "compare",
     "tz", "where", "custom", "vis", "stack", "trend", "toggle", "look", "merge", "head", "f[orders.channel]",
     "f[orders.ordered_date]", "f[orders.total]", "f[orders.revenue]", "c[title]", "c[series.orders.revenue.color]",
     "field", "row", "pivot", "by", "rows", "source", "match", "expression", "op", "v", "part", "search")
)  # fmt: skip
PIECES = st.sampled_from(
    ("orders.channel", "orders.revenue", "orders.total", "orders.ordered_month", "mine", "desc", ",", " ", "[", "]",
     "{", "}", '"', ":", "any", "all", "field", "is", "expression", "type", "sum", "of", "NULL", "not", "last 3 months",
     "%", "^", "-", "\\", "\0", "\u202e", "²", "1e999", "NaN", "9999-12-31", "0001-01-01", "10", "${", "(", ")",
     "<script>", "%{x}", "'", "business?fields=orders.count", "1")
)  # fmt: skip
VALUES = st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join)
PAGES = st.sampled_from(
    ("business/", "business/result", "business/drill", "business/drilled", "business/explained", "business/values",
     "business/filter", "business/column", "business/menu", "business/custom", "business/where", "business/field",
     "business/code", "business/embed", "business/sql", "business.csv", "business.json", "merge/", "merge.json")
)  # fmt: skip


@given(st.lists(st.tuples(PAGES, st.lists(st.tuples(NAMES, VALUES), max_size=5)), min_size=10, max_size=10))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_address_is_a_fault_of_ours(page: Client, asked: list[tuple[str, list[tuple[str, str]]]]) -> None:
    """Any parameters with any values, over a query that runs by itself: an answer or a 4xx, of bounded size."""
    for path, params in asked:
        sources = {"source": [SOURCE] * 2}
        given: dict[str, Any] = sources if "merge" in path else {**ROWS, "head": "orders.revenue"}
        answer: Any = page.get(f"/explore/{path}", {**given, **dict(params)})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code < 500 and len(body) < LARGEST, (path, params)
        assert b"<script>" not in body or answer["Content-Type"] != "text/html; charset=utf-8"
        assert "script-src 'self'" in answer["Content-Security-Policy"]
