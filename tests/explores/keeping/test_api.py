"""Looks, folders and links over REST: what owners, team-mates and strangers may."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from accounts import tokens
from accounts.models import Account, SubAccount, User
from tests import shop
from tests.explores.keeping.people import MONTHS, analyst, look_of

pytestmark = pytest.mark.django_db
QUERY = {"explore": "business", "fields": ["orders.channel", "orders.revenue"]}
LOOK = {"name": "By channel", "query": QUERY, "settings": {"vis": "bar", "c[legend]": "off"}}


def ask(user: User, method: str, path: str, body: Any = None) -> Any:
    account = user.memberships.get().account
    client = Client(headers={"authorization": f"Bearer {tokens.issue(user, account, 'test')}"})
    return client.generic(method, f"/api/v1/{path}", json.dumps(body or {}), content_type="application/json")


def test_a_look_is_made_read_changed_and_trashed(alice: User) -> None:
    made = ask(alice, "POST", "looks", LOOK)
    assert made.status_code == 201 and made.json()["version"] == 1 and made.json()["settings"]["c[legend]"] == "off"
    path = f"looks/{made.json()['id']}"
    assert ask(alice, "GET", path).json()["query"] == QUERY
    changed = ask(alice, "PATCH", path, {"version": 1, "name": "Channels", "query": {**QUERY, "limit": 5}})
    assert changed.json()["version"] == 2 and changed.json()["query"]["limit"] == 5
    assert changed.json()["settings"] == LOOK["settings"]
    assert [each["name"] for each in ask(alice, "GET", "looks?q=chan").json()] == ["Channels"]
    assert ask(alice, "GET", "looks?q=zebra").json() == []
    assert ask(alice, "DELETE", path).status_code == 204 and ask(alice, "GET", path).status_code == 404
    assert len(ask(alice, "GET", "looks?trashed=1").json()) == 1
    assert ask(alice, "POST", f"{path}/restore").json()["name"] == "Channels"


def test_the_second_of_two_programs_is_told(alice: User) -> None:
    path = f"looks/{look_of(alice).pk}"
    ask(alice, "PATCH", path, {"version": 1, "name": "First"})
    told = ask(alice, "PATCH", path, {"version": 1, "name": "Second"})
    assert told.status_code == 409 and told.json()["code"] == "overtaken"
    assert ask(alice, "GET", path).json()["name"] == "First"


def test_versions_are_listed_and_restored(alice: User) -> None:
    path = f"looks/{look_of(alice).pk}"
    ask(alice, "PATCH", path, {"version": 1, "name": "Second"})
    assert ask(alice, "POST", f"{path}/versions", {"restore": 1}).json()["name"] == "By month"
    notes = [(each["version"], each["note"]) for each in ask(alice, "GET", f"{path}/versions").json()]
    assert notes == [(3, "restored from version 1"), (2, ""), (1, "")]
    assert ask(alice, "POST", f"{path}/versions", {"restore": "x"}).status_code == 404


def test_a_look_is_run_within_the_rights_of_the_caller(
    transactional_db: None, alice: User, bob: User, account: Account, subaccount: SubAccount
) -> None:
    shop.fill(account, subaccount)
    path = f"looks/{look_of(alice, shared=True).pk}/run"
    every, own = ask(alice, "POST", path).json(), ask(bob, "POST", path).json()
    october = {user: {row["orders.ordered_month"]: row["orders.revenue"] for row in found["rows"]}["2025-10"]
               for user, found in (("alice", every), ("bob", own))}  # fmt: skip
    assert october == {"alice": 99_660, "bob": 660}


def test_folders_are_made_moved_and_deleted(alice: User) -> None:
    mine, shared = (each["id"] for each in ask(alice, "GET", "folders").json())
    made = ask(alice, "POST", "folders", {"name": "Weekly", "parent": mine}).json()
    assert made["path"] == "Personal / Weekly" and made["personal"]
    moved = ask(alice, "PATCH", f"folders/{made['id']}", {"name": "Board", "parent": shared}).json()
    assert moved["path"] == "Shared / Board" and not moved["personal"]
    look = ask(alice, "POST", "looks", {**LOOK, "folder": made["id"]}).json()
    assert ask(alice, "DELETE", f"folders/{made['id']}").json()["message"].startswith("Board still holds 1 thing")
    assert ask(alice, "PATCH", f"looks/{look['id']}", {"folder": mine}).json()["version"] == 1
    assert ask(alice, "DELETE", f"folders/{made['id']}").status_code == 204


def test_a_short_link_is_made(alice: User) -> None:
    body = {"explore": "business", "query": MONTHS}
    url = ask(alice, "POST", "links", body).json()["url"]
    assert "/x/" in url and ask(alice, "POST", "links", body).json()["url"] == url
    assert ask(alice, "POST", "links", {"explore": "busines", "query": ""}).json()["suggestion"] == "business"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": 5}, "name"),
        ({"colour": 1}, "colour"),
        ({"query": {**QUERY, "fields": ["orders.revenu"]}}, "orders.revenu"),
        ({"query": {**QUERY, "filters": {"orders.status": "\0"}}}, "query"),
        ({"query": None}, "query"),
        ({"settings": []}, "settings"),
        ({"settings": {"vis": 1}}, "settings"),
        ({"settings": {"colour": "red"}}, "settings"),
        ({"description": "x" * 6000}, "description"),
    ],
)
def test_what_cannot_be_kept_names_its_part(alice: User, changes: dict[str, Any], field: str) -> None:
    answer = ask(alice, "POST", "looks", LOOK | changes)
    assert answer.status_code == 400 and answer.json()["field"] == field, answer.json()


@pytest.mark.parametrize("body", [{"name": "x"}, {"version": "1", "name": "x"}, {"version": True, "name": "x"}])
def test_a_change_says_what_it_changed(alice: User, body: dict[str, Any]) -> None:
    answer = ask(alice, "PATCH", f"looks/{look_of(alice).pk}", body)
    assert answer.status_code == 400 and answer.json()["field"] == "version"


def test_a_team_mate_reads_what_is_shared_and_changes_nothing(alice: User, bob: User) -> None:
    shared, own = look_of(alice, shared=True), look_of(alice)
    assert [each["id"] for each in ask(bob, "GET", "looks").json()] == [shared.pk]
    assert ask(bob, "GET", f"looks/{own.pk}").status_code == 404
    assert ask(bob, "GET", f"looks/{shared.pk}/versions").status_code == 200
    for method, path in (
        ("PATCH", f"looks/{shared.pk}"),
        ("DELETE", f"looks/{shared.pk}"),
        ("POST", "looks"),
        ("POST", "folders"),
    ):
        assert ask(bob, method, path, LOOK).status_code == 403


def test_an_analyst_opens_no_personal_folder_of_another(alice: User, account: Account) -> None:
    look = look_of(alice)
    dana = analyst(account)
    for method, path in (
        ("GET", "looks/{}"),
        ("DELETE", "looks/{}"),
        ("GET", "looks/{}/versions"),
        ("POST", "looks/{}/run"),
    ):
        assert ask(dana, method, path.format(look.pk)).status_code == 404
    assert ask(dana, "GET", f"folders/{look.folder_id}").status_code == 404
    assert ask(dana, "POST", "looks", {**LOOK, "folder": look.folder_id}).status_code == 404


def test_a_stranger_finds_nothing(alice: User, charlie: User) -> None:
    look = look_of(alice, shared=True)
    assert ask(charlie, "GET", "looks").json() == []
    paths = [("GET", f"looks/{look.pk}"), ("PATCH", f"looks/{look.pk}"), ("DELETE", f"looks/{look.pk}")]
    paths += [
        ("POST", f"looks/{look.pk}/run"),
        ("GET", f"looks?folder={look.folder_id}"),
        ("DELETE", f"folders/{look.folder_id}"),
    ]
    assert {ask(charlie, *each).status_code for each in paths} == {404}
