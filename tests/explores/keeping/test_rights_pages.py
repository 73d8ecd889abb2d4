"""The sheet "Who may see this" and the same over REST: what it shows, does and refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.access import viewer_for
from accounts.models import Account, Audience, Team, User
from explores.keeping import folders, rights
from explores.models import Folder
from tests.explores.keeping.people import analyst, send
from tests.explores.keeping.test_api import ask
from tests.explores.keeping.test_rights import folder_of, line, opens

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(account: Account) -> User:
    return analyst(account)


@pytest.fixture
def board(dana: User) -> Folder:
    return folder_of(dana)


def change(user: User, folder: Folder, *rows: rights.Line, **values: str) -> Any:
    client = Client()
    client.force_login(user)
    given = {"mode": "custom", "seen": rights.version(folder), **values}
    who, level = [row.who for row in rows], [row.level for row in rows]
    return client.post(f"/folders/{folder.pk}/who/change", {**given, "who": who, "level": level})


def test_the_sheet_names_people_teams_and_through_what(account: Account, dana: User, bob: User, board: Folder) -> None:
    team = Team.objects.create(account=account, name="Directors & co")
    team.members.add(bob.memberships.get())
    rights.name(viewer_for(dana), board, [line(dana, "MANAGE"), line(team)])
    page = send(dana, f"/folders/{board.pk}/").content.decode()
    assert "team Directors &amp; co" in page and "Dana (dana@example.org)" in page and 'value="custom" checked' in page


def test_who_may_only_see_gets_no_form(bob: User, board: Folder) -> None:
    page = send(bob, f"/folders/{board.pk}/who/").content.decode()
    assert "everyone of the account" in page and "who/change" not in page
    assert change(bob, board, line(bob, "MANAGE")).status_code == 403


def test_rows_are_kept_and_blank_ones_are_none(dana: User, bob: User, board: Folder) -> None:
    rows = [line(dana, "MANAGE"), rights.Line("", "VIEW"), line(bob)]
    assert change(dana, board, *rows).status_code == 302
    assert rights.lines(Folder.objects.get(pk=board.pk)) == [line(bob), line(dana, "MANAGE")]
    board = Folder.objects.get(pk=board.pk)
    assert change(dana, board, *rows, mode="inherits").status_code == 302
    assert not Audience.objects.exists()


def test_a_refused_form_says_why_and_keeps_its_rows(dana: User, bob: User, board: Folder) -> None:
    answer = change(dana, board, line(bob, "MANAGE"))
    page = answer.content.decode()
    assert answer.status_code == 400 and "Nobody would be left to manage it" in page
    assert f'value="{line(bob).who}" selected' in page and opens(bob, board)


def test_the_second_of_two_is_told(dana: User, board: Folder) -> None:
    eve = analyst(board.account, "eve")
    change(dana, board, line(dana, "MANAGE"), line(eve, "MANAGE"))
    answer = change(eve, board, line(eve, "MANAGE"))  # her form was opened before
    assert answer.status_code == 400 and "Somebody else changed" in answer.content.decode()


def test_who_takes_themselves_away_lands_where_they_may_be(dana: User, board: Folder) -> None:
    eve = analyst(board.account, "eve")
    answer = change(dana, board, line(eve, "MANAGE"))
    assert answer.headers["Location"] == "/folders/" and not opens(dana, board)


def test_a_personal_folder_and_the_root_say_what_they_are(dana: User) -> None:
    viewer = viewer_for(dana)
    own, root = folders.personal(viewer), folders.shared(viewer.account)
    assert "theirs alone" in send(dana, f"/folders/{own.pk}/").content.decode()
    assert "Everyone of the account sees this folder" in send(dana, f"/folders/{root.pk}/").content.decode()
    assert change(dana, root, line(dana, "MANAGE")).status_code == 400


def test_the_api_reads_and_changes_who_sees(dana: User, bob: User, board: Folder) -> None:
    path = f"folders/{board.pk}/rights"
    assert ask(bob, "GET", path).json()["inherits"] is True if bob.memberships.update(role="ANALYST") else None
    grants = [{"who": line(dana).who, "level": "MANAGE"}]
    changed = ask(dana, "PUT", path, {"grants": grants, "seen": ""})
    assert changed.status_code == 200 and changed.json()["grants"] == grants and changed.json()["inherits"] is False
    assert [each["name"] for each in changed.json()["people"]] == ["Dana"]
    assert ask(bob, "GET", path).status_code == 404
    assert ask(dana, "PUT", path, {"grants": grants, "seen": ""}).status_code == 409
    assert ask(dana, "PUT", path, {"grants": None}).json()["inherits"] is True


@pytest.mark.parametrize(
    "body",
    [{}, {"grants": {}}, {"grants": [1]}, {"grants": [{"who": "member:1"}]}, {"grants": [{"who": [], "level": {}}]},
     {"grants": None, "seen": 3}, {"grants": []}, {"grants": None, "more": 1}],
)  # fmt: skip
def test_a_body_that_means_nothing_is_a_400(dana: User, board: Folder, body: Any) -> None:
    answer = ask(dana, "PUT", f"folders/{board.pk}/rights", body)
    assert answer.status_code == 400 and answer.json()["message"]
    assert not Folder.objects.get(pk=board.pk).customised


def test_the_list_of_folders_names_no_parent_that_may_not_be_opened(dana: User, board: Folder) -> None:
    eve = analyst(board.account, "eve")
    inner = folder_of(dana, "Inner", board)
    rights.name(viewer_for(dana), board, [line(dana, "MANAGE")])
    rights.name(viewer_for(dana), inner, [line(dana, "MANAGE"), line(eve)])
    found = next(each for each in ask(eve, "GET", "folders").json() if each["id"] == inner.pk)
    assert (found["parent"], found["path"], found["may_save"]) == (None, "Inner", False)
    rights.name(viewer_for(dana), inner, [line(dana, "MANAGE"), line(eve, "MANAGE")])
    page = send(eve, f"/folders/{inner.pk}/").content.decode()
    assert "Board" not in page and "As the folder it is in" in page
    send(eve, f"/folders/{inner.pk}/change", name="Ours", parent="")
    inner.refresh_from_db()
    assert (inner.name, inner.parent_id) == ("Ours", board.pk)
