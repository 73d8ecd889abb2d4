"""The page of merged results, on real data: figures, files, addresses, and whose rows they are."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from explores.merging.state import Merge, Source
from tests import shop

REVENUE = Source("business", "fields=orders.channel,orders.revenue&f[orders.ordered_date]=2025-10,2025-11&total=1")
EMAIL = Source("business", "fields=orders.channel,orders.count&f[orders.channel]=Email")
MONTHS = Source("business", "fields=orders.ordered_month,orders.channel,orders.count&f[orders.ordered_date]=2025-11")
Get = Callable[..., Any]


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


@pytest.fixture
def get() -> Get:
    def fetch(user: User, path: str, *sources: Source, more: str = "") -> Any:
        client = Client()
        client.force_login(user)
        return client.get(f"/explore/{path}{Merge(sources).href() if sources else ''}{more}")

    return fetch


def text(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return re.sub(r"\s+", " ", unescape(body.decode()))


def rows(answer: Any, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in json.loads(answer.content)["rows"]]


def test_two_queries_meet_on_the_dimension_they_share(sales: None, get: Get, bob: User) -> None:
    page = text(get(bob, "merge/", REVENUE, EMAIL))
    assert "Revenue and Orders by channel" in page and "3 of 3 rows" in page and "<plot-chart" in page
    found = rows(get(bob, "merge.json", REVENUE, EMAIL), "orders.channel", "orders.revenue", "orders.count")
    assert sorted(found) == [("Ads", 450, None), ("Email", 450, 14), ("Store", 450, None)]


def test_filters_apply_to_their_own_query_alone(sales: None, get: Get, bob: User) -> None:
    found = rows(get(bob, "merge.json", EMAIL, REVENUE), "orders.channel", "orders.count", "orders.revenue")
    assert found == [("Email", 14, 450)]
    assert "Channel is Email" in text(get(bob, "merge/", EMAIL, REVENUE))


def test_any_query_is_made_the_first_by_a_link(sales: None, get: Get, bob: User) -> None:
    page = get(bob, "merge/", REVENUE, EMAIL).content.decode()
    link = re.findall(r'href="([^"]+)">Make it the first', page)[0]
    assert "1 of 1 row" in text(get(bob, unescape(link).removeprefix("/explore/")))


def test_at_most_5000_rows_of_each_query_are_merged(sales: None, get: Get, bob: User, monkeypatch: Any) -> None:
    monkeypatch.setattr("explores.merging.asking.MOST_ROWS", 2)
    page = text(get(bob, "merge/", REVENUE, EMAIL))
    assert "Only the first 2 of 3 rows of query 1 are merged." in page


def test_several_matches_are_told(sales: None, get: Get, bob: User) -> None:
    by_status = Source(
        "business", "fields=orders.ordered_month,orders.channel,orders.count&f[orders.ordered_date]=2025"
    )
    page = text(get(bob, "merge/", REVENUE, Source(by_status.explore, by_status.query, (("orders.channel",) * 2,))))
    assert "match several of another and stand once for each" in page and "totals queried" in page


def test_pivots_are_rows_here(sales: None, get: Get, bob: User) -> None:
    pivoted = Source("business", f"{MONTHS.query}&pivots=orders.ordered_month&row_total=1")
    found = rows(get(bob, "merge.json", REVENUE, pivoted), "orders.channel", "orders.ordered_month", "orders.count")
    assert ("Ads", "2025-11", 1) in found


def test_the_form_chooses_what_is_matched(get: Get, alice: User) -> None:
    client = Client()
    client.force_login(alice)
    state = Merge((REVENUE, MONTHS)).href()
    form = {"state": state, "place": "1", "left": ["orders.channel", ""], "right": ["orders.channel", "orders.count"]}
    where = client.get("/explore/merge/match", form).headers["Location"]
    assert where.endswith("match=orders.channel:orders.channel")
    for bad in ({}, {"state": state, "place": "9"}, {"state": "source=?", "place": "1"}):
        assert client.get("/explore/merge/match", bad).headers["Location"] == "/explore/merge/"


def test_csv_holds_every_row(sales: None, get: Get, bob: User) -> None:
    lines = text(get(bob, "merge.csv", REVENUE, EMAIL)).split()
    assert "Email,450,14" in lines


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ((REVENUE, Source("busines", "fields=a")), "There is no explore"),
        ((REVENUE, Source("business", "fields=orders.revenu")), "Query 2, Business: There is no field"),
        ((REVENUE, Source("business", "")), "Query 2, Business: It asks nothing yet."),
        ((REVENUE, Source("business", "fields=orders.count")), "Query 2 is matched on nothing"),
        ((REVENUE, Source("business", EMAIL.query, (("orders.gone", "orders.channel"),))), "'orders.gone'"),
        ((Source("business", "fields=orders.count&limit=x"),), "whole number"),
    ],
)
def test_what_is_wrong_is_said_and_the_queries_stay(
    sales: None, get: Get, alice: User, sources: tuple[Source, ...], said: str
) -> None:
    page = text(get(alice, "merge/", *sources))
    assert said in page and "Remove" in page and get(alice, "merge/result", *sources).status_code in {400, 404}
    assert get(alice, "merge.csv", *sources).status_code == 400


def test_an_empty_merge_shows_the_way_in(get: Get, alice: User) -> None:
    page = text(get(alice, "merge/"))
    assert "Nothing to merge yet" in page and "/explore/sms/?merge=0" in page
    assert get(alice, "merge.json").status_code == 400
    assert "too many to merge" in text(get(alice, "merge/", *[REVENUE] * 9))


def test_a_query_is_made_on_its_explore_and_comes_back(sales: None, get: Get, alice: User) -> None:
    page = get(alice, "merge/", REVENUE).content.decode()
    start = next(each for each in re.findall(r'href="(/explore/business/[^"]+)"', page) if "merge=1" in each)
    built = text(get(alice, unescape(start).removeprefix("/explore/"), more="&fields=orders.channel,orders.count"))
    back = re.findall(r'href="([^"]+)"> ?<svg(?:(?!</a>).)*Use in the merge', built)[0]
    came = get(alice, back.removeprefix("/explore/"), more="")
    assert "Revenue and Orders by channel" in text(came)


def test_a_team_mate_gets_the_rows_of_their_sub_account(sales: None, get: Get, alice: User, bob: User) -> None:
    for path in ("merge/", "merge/result", "merge.csv", "merge.json"):
        assert re.search("99,?000", text(get(alice, path, REVENUE, EMAIL)))
        assert not re.search("99,?000", text(get(bob, path, REVENUE, EMAIL)))


def test_a_stranger_gets_none_of_it(sales: None, get: Get, charlie: User, client: Client) -> None:
    for path in ("merge/", "merge.csv", "merge.json"):
        page = text(get(charlie, path, REVENUE, EMAIL))
        assert "Email,450" not in page and "€450" not in page
    assert client.get("/explore/merge/").headers["Location"].startswith("/accounts/login/")


def test_hostile_values_are_text(sales: None, get: Get, alice: User) -> None:
    hostile = Source("business", 'fields=orders.channel,orders.count&f[orders.channel]="><script>alert(1)</script>')
    for path in ("merge/", "merge/result"):
        body = get(alice, path, REVENUE, hostile, more='&vis="><script>alert(2)</script>').content.decode()
        assert "<script>alert" not in body and "<img src=x" not in body
