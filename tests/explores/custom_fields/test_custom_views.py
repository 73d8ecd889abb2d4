"""The section, menus and dialogs of a query's own fields, as the page asks for them."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from tests import shop

SUM = {"amount": {"type": "sum", "of": "orders.total"}}
HOSTILE = '<img src=x onerror="window.broken=1">'


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


def get(user: User, path: str, **params: Any) -> str:
    client = Client()
    client.force_login(user)
    texts = {key: json.dumps(value) if key == "custom" else value for key, value in params.items()}
    answer = client.get(f"/explore/business/{path}?{urlencode(texts)}")
    assert answer.status_code in {200, 400}, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def post(user: User, step: str, state: str = "", **form: Any) -> Any:
    client = Client()
    client.force_login(user)
    return client.post(f"/explore/business/custom/{step}", {"state": state, **form})


def state(custom: dict[str, Any], **params: str) -> str:
    return "?" + urlencode({**params, "custom": json.dumps(custom)})


def test_the_picker_lists_the_querys_own_fields_on_top(alice: User) -> None:
    page = get(alice, "", fields="amount", custom=SUM)
    assert page.index('data-field="amount" data-hue="mea"') < page.index('data-field="orders.revenue"')
    assert page.count('data-field="amount"') == 1


def test_a_broken_field_is_told_with_ways_out_and_the_page_stays(sales: None, alice: User) -> None:
    custom = {**SUM, "odd": {"type": "sum", "of": "orders.nope"}}
    page = get(alice, "", fields="orders.count,odd", custom=custom)
    assert "is-broken" in page and "orders.nope" in page and 'data-custom="name=odd"' in page
    assert "Remove odd" in page and 'data-field="orders.channel"' in page


@pytest.mark.parametrize(
    ("custom", "name"),
    [
        ({"type": "sum", "of": "orders.nope"}, "orders.nope"),
        ({"type": "count_distinct", "of": "contacts.email", "filters": {"orders.gone": "1"}}, "orders.gone"),
        ({"calculation_type": "percent_of_column_sum", "of": "orders.total"}, "orders.total"),
    ],
)
def test_a_field_that_is_not_to_be_had_stays_the_choice_of_its_list(
    sales: None, alice: User, custom: dict[str, Any], name: str
) -> None:
    dialog = post(alice, "form", state({"odd": custom}), name="odd").content.decode()
    assert f'<option value="{name}" selected>{name}</option>' in dialog


def test_a_broken_field_that_no_column_shows_can_be_removed_too(alice: User) -> None:
    page = get(alice, "result", fields="orders.count", custom={"odd": {"bins": 5}})
    assert "Remove odd" in page


def test_a_broken_address_of_fields_keeps_the_picker(alice: User) -> None:
    client = Client()
    client.force_login(alice)
    page = client.get("/explore/business/?fields=orders.count&custom={").content.decode()
    assert "Remove custom" in page and 'data-field="orders.channel"' in page


@pytest.mark.parametrize("kind", ["dimension", "bin", "group", "measure", "filtered", "calculation", "quick", "nope"])
def test_each_kind_has_its_dialog(alice: User, kind: str) -> None:
    page = post(alice, "form", "?fields=orders.channel,orders.revenue", kind=kind, of="orders.total").content.decode()
    assert 'name="label"' in page and 'type="submit"' in page
    if kind in {"dimension", "calculation"}:
        assert "round(value" in page
    if kind == "calculation":
        assert "${orders.revenue}" in page and "${orders.total}" not in page.split("<template>")[1]


def test_an_edited_field_comes_filled_in(alice: User) -> None:
    custom = {"size": {"bins": "orders.total", "breaks": [10, 20], "style": "classic", "label": HOSTILE}}
    page = post(alice, "form", state(custom), name="size").content.decode()
    assert 'value="10, 20"' in page and 'value="breaks" checked' in page.replace("  ", " ")
    assert "<img" not in page and "&lt;img" in page


def test_a_saved_field_joins_the_columns(alice: User) -> None:
    form = {"kind": "measure", "type": "average", "of": "orders.total", "label": "Mean amount"}
    told = post(alice, "save", "?fields=orders.channel&limit=100", **form).json()
    made = parse_qs(told["search"][1:])
    assert made["fields"] == ["orders.channel,mean_amount"] and made["limit"] == ["100"]
    assert json.loads(made["custom"][0]) == {
        "mean_amount": {"type": "average", "of": "orders.total", "label": "Mean amount"}
    }


def test_a_form_that_is_wrong_is_not_saved_and_says_why(alice: User) -> None:
    answer = post(alice, "save", kind="bin", of="orders.total", size="0", min="0", max="9")
    assert answer.status_code == 422 and "needs a" in answer.content.decode().lower()
    answer = post(alice, "save", "?fields=orders.revenue", kind="calculation", expression="1 + ${orders.revenu}")
    assert 'data-start="4"' in answer.content.decode()


def test_a_hostile_label_is_only_a_text(alice: User) -> None:
    custom = {"bad": {**SUM["amount"], "label": HOSTILE, "description": HOSTILE}}
    for page in (get(alice, "", fields="bad", custom=custom), get(alice, "menu", head="bad", custom=custom)):
        assert "<img" not in page and "&lt;img" in page


def test_a_saved_group_and_measure_answer(sales: None, alice: User) -> None:
    group = {"kind": "group", "of": "orders.channel", "row_label": "Mail", "row_filter": "Email", "rest": "Rest"}
    search = post(alice, "save", "?fields=orders.count", **group).json()["search"]
    client = Client()
    client.force_login(alice)
    rows = client.get(f"/explore/business.json{search}").json()
    assert {row["channel_in_groups"] for row in rows["rows"]} == {"Mail", "Rest"}


def test_the_menu_of_a_field_that_is_not_there_is_not_found(alice: User) -> None:
    client = Client()
    client.force_login(alice)
    assert client.get("/explore/business/menu?head=orders.nope").status_code == 404


@pytest.mark.parametrize("step", ["form", "check", "save"])
def test_a_stranger_and_nobody_make_no_fields(step: str, client: Client, db: None) -> None:
    path = f"/explore/business/custom/{step}"
    assert client.post(path)["Location"].startswith("/accounts/login/")
    client.force_login(User.objects.create_user("dora@example.org", "correct horse battery"))
    assert client.post(path).status_code == 404
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("path", ["menu?head=orders.revenue", "custom"])
def test_who_may_not_explore_sees_no_section_and_no_menu(path: str, client: Client, db: None) -> None:
    assert client.get(f"/explore/business/{path}")["Location"].startswith("/accounts/login/")
    client.force_login(User.objects.create_user("dora@example.org", "correct horse battery"))
    assert client.get(f"/explore/business/{path}").status_code == 404


def test_a_team_mate_makes_fields_of_their_own_sub_account_alone(sales: None, bob: User) -> None:
    told = post(bob, "save", kind="measure", type="max", of="orders.total").json()
    client = Client()
    client.force_login(bob)
    assert "99000" not in json.dumps(client.get(f"/explore/business.json{told['search']}").json())
