"""Teams: who makes them, what is kept, and that they go with their account's people alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from accounts import teams, tokens
from accounts.access import viewer_for
from accounts.models import Account, Membership, Role, Team, User
from accounts.teams import WrongTeam

pytestmark = pytest.mark.django_db
HOSTILE = '<img src=x onerror="window.broken=1">'


def member(user: User) -> Membership:
    return user.memberships.get()


def send(user: User, path: str, **values: Any) -> Any:
    client = Client()
    client.force_login(user)
    return client.post(f"/accounts/people/{path}", values) if values else client.get(f"/accounts/people/{path}")


def ask(user: User, method: str, path: str, body: Any = None) -> Any:
    token = tokens.issue(user, member(user).account, "test")
    client = Client(headers={"authorization": f"Bearer {token}"})
    return client.generic(method, f"/api/v1/{path}", json.dumps(body or {}), content_type="application/json")


def test_an_admin_makes_changes_and_deletes_a_team_on_screen(alice: User, bob: User) -> None:
    assert send(alice, "teams/new", name="  North   team ", member=[member(bob).pk]).status_code == 302
    team = Team.objects.get()
    assert team.name == "North team" and [each.user for each in team.members.all()] == [bob]
    listed = send(alice, "").content.decode()
    assert "North team" in listed and "Bob" in listed
    assert "checked" in send(alice, f"teams/{team.pk}/").content.decode()
    send(alice, f"teams/{team.pk}/", name="South", member=[member(alice).pk])
    team.refresh_from_db()
    assert team.name == "South" and [each.user for each in team.members.all()] == [alice]
    assert send(alice, f"teams/{team.pk}/delete", yes="1").status_code == 302 and not Team.objects.exists()


def test_a_refused_form_keeps_what_was_typed_and_writes_nothing(alice: User, bob: User) -> None:
    team = teams.make(viewer_for(alice), "North", [member(bob).pk])
    answer = send(alice, f"teams/{team.pk}/", name=" ", member=[member(bob).pk])
    assert answer.status_code == 400 and "A team needs a name" in answer.content.decode()
    assert answer.content.decode().count("checked") == 1
    assert Team.objects.get().name == "North"


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "needs a name"), ("x" * 101, "at most 100"), ("a\0b", "cannot be shown"), ("\ud800", "cannot be shown"),
     (7, "is a text"), (None, "is a text"), ("NORTH", "already")],
)  # fmt: skip
def test_a_name_that_cannot_be_kept_is_refused(alice: User, name: object, said: str) -> None:
    teams.make(viewer_for(alice), "North")
    with pytest.raises(WrongTeam, match=said):
        teams.make(viewer_for(alice), name)
    assert Team.objects.count() == 1


def test_nobody_of_another_account_becomes_a_member(alice: User, charlie: User) -> None:
    for number in (member(charlie).pk, 0, "x", HOSTILE):
        with pytest.raises(WrongTeam, match="nobody of this account"):
            teams.make(viewer_for(alice), "North", [number])
    assert not Team.objects.exists()


def test_a_name_is_shown_as_text(alice: User) -> None:
    teams.make(viewer_for(alice), HOSTILE)
    page = send(alice, "").content.decode()
    assert HOSTILE not in page and "&lt;img" in page


def test_who_leaves_the_account_leaves_its_teams(alice: User, bob: User) -> None:
    team = teams.make(viewer_for(alice), "North", [member(bob).pk])
    member(bob).delete()
    assert team.members.count() == 0


@pytest.mark.parametrize("role", [Role.VIEWER, Role.ANALYST])
def test_only_admins_see_and_change_teams(role: str, alice: User, bob: User) -> None:
    team = teams.make(viewer_for(alice), "North")
    bob.memberships.update(role=role)
    doors = {"teams/new": {"name": "x"}, f"teams/{team.pk}/": {"name": "x"}, f"teams/{team.pk}/delete": {"y": 1}}
    for path, values in doors.items():
        assert send(bob, path, **values).status_code == 403
    assert Team.objects.get().name == "North"


def test_another_account_finds_no_team(alice: User, charlie: User) -> None:
    team = teams.make(viewer_for(alice), "North")
    assert send(charlie, f"teams/{team.pk}/").status_code == 404
    assert send(charlie, f"teams/{team.pk}/delete", yes="1").status_code == 404
    assert ask(charlie, "DELETE", f"teams/{team.pk}").status_code == 404
    assert ask(charlie, "GET", "teams").json() == []


def test_the_api_does_what_the_screen_does(alice: User, bob: User, account: Account) -> None:
    made = ask(alice, "POST", "teams", {"name": "North", "members": [member(bob).pk]})
    assert made.status_code == 201
    person = {"id": member(bob).pk, "name": "Bob", "email": "bob@example.org"}
    assert made.json() == {"id": made.json()["id"], "name": "North", "members": [person]}
    path = f"teams/{made.json()['id']}"
    assert ask(alice, "PATCH", path, {"members": []}).json()["members"] == []
    assert ask(alice, "PATCH", path, {"name": "South"}).json()["name"] == "South"
    assert [each["name"] for each in ask(alice, "GET", "teams").json()] == ["South"]
    assert ask(alice, "DELETE", path).status_code == 204 and ask(alice, "GET", path).status_code == 404


@pytest.mark.parametrize(
    "body", [{}, [], "North", {"name": "x", "members": 3}, {"name": "x", "members": [[]]}, {"title": "x"}]
)
def test_a_body_that_means_nothing_is_a_400(alice: User, body: Any) -> None:
    answer = ask(alice, "POST", "teams", body)
    assert answer.status_code == 400 and answer.json()["message"]
    assert not Team.objects.exists()
