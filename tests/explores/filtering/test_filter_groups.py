"""Groups of filters in the panel: read from an address as far as they can be, and said in words."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from tests import shop

EITHER = {"any": [{"field": "orders.channel", "is": "Email"}, {"field": "orders.total", "is": ">1000"}]}
HOSTILE = '<img src=x onerror="window.broken=1">'


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


def get(user: User, path: str, tree: Any = None, **params: str) -> str:
    client = Client()
    client.force_login(user)
    given = {**params, **({} if tree is None else {"where": tree if isinstance(tree, str) else json.dumps(tree)})}
    answer = client.get(f"/explore/business/{path}?{urlencode(given)}")
    assert answer.status_code in {200, 400}, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_group_stands_in_the_panel_with_its_words(sales: None, alice: User) -> None:
    page = get(alice, "", EITHER, fields="orders.channel,orders.count")
    assert page.count("filter-group") > 1 and 'value="any" selected' in page
    assert "Channel: is “Email” OR Amount: more than 1000" in page and "All conditions apply" in page
    assert page.count('data-field="orders.total" data-expression="&gt;1000"') >= 1


def test_groups_inside_groups_keep_their_joins(alice: User) -> None:
    tree = {
        "all": [
            EITHER,
            {"any": [{"all": [{"field": "orders.status", "is": "paid"}, {"field": "orders.count", "is": "1"}]}]},
        ]
    }
    page = get(alice, "where", tree, part="panel")
    assert re.findall(r'value="(any|all)" selected', page) == ["any", "any", "all"]


def test_the_flat_filters_stay_as_light_as_they_were(alice: User) -> None:
    page = get(alice, "where", part="panel", **{"f[orders.channel]": "Email", "f[orders.status]": "paid"})
    assert "filter-group" not in page and "All conditions apply" in page
    assert "All conditions apply" not in get(alice, "where", part="panel", **{"f[orders.channel]": "Email"})


@pytest.mark.parametrize(
    "tree",
    ["{", "[]", "7", '{"any":5}', '{"any":[7,null,{}]}', '{"all":[{"any":[]}]}', '{"field":"orders.nope","is":"1"}',
     '{"expression":"${orders.total} >"}', "[" * 100_000, '{"any":[' * 11 + "]}" * 11],
)  # fmt: skip
def test_a_tree_that_somebody_edited_leaves_the_page_whole(alice: User, tree: str) -> None:
    page = get(alice, "", tree, fields="orders.count")
    assert 'data-field="orders.channel"' in page
    get(alice, "where", tree)


def test_a_wrong_filter_of_a_group_is_told_beside_it(alice: User) -> None:
    told = get(alice, "where", {"any": [{"field": "orders.total", "is": "lots"}]})
    assert "bad" in told and "lots" in told


def test_a_wrong_group_and_one_that_nothing_passes_can_be_left_out(sales: None, alice: User) -> None:
    wrong = {"any": [{"field": "orders.total", "is": "lots"}]}
    assert "Remove the groups of filters" in get(alice, "result", wrong, fields="orders.total,orders.count")
    unknown = {"any": [{"field": "orders.nope", "is": "5"}]}
    assert "Remove the groups of filters" in get(alice, "result", unknown, fields="orders.count")
    none = get(
        alice, "result", {"any": [{"field": "orders.channel", "is": "Nowhere"}]}, fields="orders.channel,orders.count"
    )
    assert "No row passes the filters." in none and "Without the groups" in none and "is “Nowhere”" in none


def test_a_formula_that_cannot_be_is_told_too(alice: User) -> None:
    told = get(alice, "where", {"any": [{"expression": "${orders.tot} > 1"}]})
    assert "bad" in told and "orders.tot" in told
    assert "bad" not in get(alice, "where", {"any": [{"expression": "${orders.total} > 1"}]})


def test_hostile_values_are_only_texts(alice: User) -> None:
    tree = {
        "any": [{"field": HOSTILE, "is": HOSTILE}, {"field": "orders.channel", "is": HOSTILE}, {"expression": HOSTILE}]
    }
    assert "<img" not in get(alice, "", tree, fields="orders.count")


def test_an_empty_group_and_a_formula_are_drawn_for_the_panel(alice: User) -> None:
    assert "data-group" in get(alice, "where", part="group")
    formula = get(alice, "where", part="expression")
    assert "data-said" in formula and "${orders.total}" in formula and "round(" in formula


def test_who_may_not_explore_gets_no_panel(client: Client, db: None) -> None:
    assert client.get("/explore/business/where?part=panel")["Location"].startswith("/accounts/login/")
    client.force_login(User.objects.create_user("dora@example.org", "correct horse battery"))
    assert client.get("/explore/business/where?part=panel").status_code == 404


def test_a_group_widens_nothing_for_a_team_mate(sales: None, bob: User) -> None:
    tree = {"any": [{"field": "common.subaccount", "is": "Alba Italia"}, {"field": "orders.total", "is": ">0"}]}
    assert "99,000" not in get(bob, "result", tree, fields="orders.channel,orders.revenue")
