"""Attributes of members: what is kept, who may change whose."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client

from accounts.access import viewer_for
from accounts.attributes import MOST, WrongAttribute, gathered
from accounts.models import Account, Membership, Role, User

HOSTILE = '<img src=x onerror="window.broken=1">'


def member(user: User) -> Membership:
    return user.memberships.get()


def send(user: User, of: User, pairs: list[tuple[str, str]] | None = None) -> Any:
    client = Client()
    client.force_login(user)
    path = f"/accounts/people/{member(of).pk}/"
    if pairs is None:
        return client.get(path)
    return client.post(path, {"name": [name for name, _ in pairs], "value": [value for _, value in pairs]})


def test_rows_of_one_name_are_a_list_and_empty_ones_are_none() -> None:
    pairs = [(" region ", "FR"), ("", ""), ("region", "BE"), ("region", "FR"), ("team", "")]
    assert gathered(pairs) == {"region": ["FR", "BE"], "team": []}


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (("", "FR"), "has no name"),
        (("a'b", "x"), "no filter could name it"),
        (("a]", "x"), "no filter could name it"),
        (("a" * 61, "x"), "longer than 60"),
        (("a", "x" * 201), "longer than 200"),
        (("a", "x\0y"), "cannot be shown"),
        (("a\n", "\ud800"), "cannot be shown"),
    ],
)
def test_what_no_filter_could_use_is_refused_with_its_row(pair: tuple[str, str], said: str) -> None:
    with pytest.raises(WrongAttribute, match=said) as error:
        gathered([("region", "FR"), pair])
    assert error.value.place == 1


def test_there_is_an_end_to_values() -> None:
    with pytest.raises(WrongAttribute, match="At most 100"):
        gathered(("region", str(number)) for number in range(MOST + 1))


def test_an_admin_gives_changes_and_takes_attributes(alice: User, bob: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "accounts.people")
    assert send(alice, bob, [("region", "FR"), ("region", "BE"), ("team", HOSTILE), ("", "")]).status_code == 302
    assert viewer_for(bob).attributes == (("region", ("FR", "BE")), ("team", (HOSTILE,)))
    assert (
        f"member {member(bob).pk} " in caplog.text and f"by user {alice.pk}" in caplog.text and "FR" not in caplog.text
    )
    page = send(alice, bob).content.decode()
    assert page.count('value="region"') == 2 and HOSTILE not in page and "&lt;img" in page
    listed = Client()
    listed.force_login(alice)
    assert "region: FR, BE" in listed.get("/accounts/people/").content.decode()
    send(alice, bob, [("team", "North"), ("region", "")])
    assert viewer_for(bob).attributes == (("team", ("North",)),)


def test_a_form_that_is_wrong_keeps_what_was_typed_and_saves_nothing(alice: User, bob: User) -> None:
    answer = send(alice, bob, [("region", "FR"), ("", "BE")])
    page = answer.content.decode()
    assert answer.status_code == 400 and "has no name" in page and 'value="BE"' in page and "aria-invalid" in page
    assert viewer_for(bob).attributes == ()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANALYST])
def test_a_team_mate_changes_nobodys_not_even_their_own(alice: User, bob: User, role: Role) -> None:
    bob.memberships.update(role=role)
    for of in (alice, bob):
        assert send(bob, of).status_code == 403 and send(bob, of, [("region", "FR")]).status_code == 403
    client = Client()
    client.force_login(bob)
    assert client.get("/accounts/people/").status_code == 403
    assert b"/accounts/people/" not in client.get("/explore/").content
    assert viewer_for(bob).attributes == viewer_for(alice).attributes == ()


def test_a_stranger_finds_nobody_and_changes_nothing(alice: User, bob: User, charlie: User, account: Account) -> None:
    assert send(charlie, bob).status_code == 404 and send(charlie, bob, [("region", "FR")]).status_code == 404
    client = Client()
    client.force_login(charlie)
    page = client.get("/accounts/people/").content.decode()
    assert "charlie@example.org" in page and "bob@example.org" not in page
    assert viewer_for(bob).attributes == ()
