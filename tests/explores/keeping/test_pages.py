"""What people see of Looks and folders, and what their forms do."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from explores.keeping import folders, looks
from explores.models import Look
from tests import shop
from tests.explores.keeping.people import MONTHS, analyst, look_of, send
from tests.explores.keeping.test_looks import CUSTOM

Act = Callable[..., Any]
HOSTILE = '"><img src=x onerror="window.broken=1">{{ 7|add:7 }}'


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


@pytest.fixture
def act() -> Act:
    """A request of one person: ``act(alice, "/folders/")``; with values it is a POST."""
    return send


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", unescape(answer.content.decode()))


def opened(act: Act, user: User, look: Look, **changes: str) -> str:
    where = act(user, f"/looks/{look.pk}/").headers["Location"]
    return text(act(user, where + "".join(f"&{name}={value}" for name, value in changes.items())))


def test_saving_makes_a_look_that_opens_as_it_was(sales: None, act: Act, alice: User) -> None:
    folder = str(folders.personal(viewer_for(alice)).pk)
    said = json.loads(
        act(alice, "/explore/business/save", place="look", query=MONTHS, name="Mine", folder=folder).content
    )
    assert said["said"] == "Saved Mine in Personal." and said["url"] == f"/looks/{Look.objects.get().pk}/"
    page = opened(act, alice, Look.objects.get())
    assert ">Mine</h1>" in page and "Edited" not in page and "Unsaved" not in page and "€99,660" in page
    assert 'title="Bar" aria-label="Bar" aria-current="true"' in page


def test_save_and_view_goes_to_the_look(act: Act, alice: User) -> None:
    folder = str(folders.personal(viewer_for(alice)).pk)
    sent = {"place": "look", "query": MONTHS, "name": "Mine", "folder": folder, "view": "1"}
    said = json.loads(act(alice, "/explore/business/save", **sent).content)
    assert said == {"go": f"/looks/{Look.objects.get().pk}/"}


def test_a_question_nobody_kept_is_unsaved_and_a_changed_look_edited(sales: None, act: Act, alice: User) -> None:
    assert "Unsaved" in text(act(alice, f"/explore/business/?{MONTHS}"))
    assert "Edited" in opened(act, alice, look_of(alice), sorts="orders.revenue")
    assert "Edited" in opened(act, alice, look_of(alice), stack="1")


def test_a_look_with_all_that_a_question_can_hold_opens_as_it_was_kept(sales: None, act: Act, alice: User) -> None:
    page = opened(act, alice, look_of(alice, query=CUSTOM))
    assert "Edited" not in page and "Unsaved" not in page and "explore-problem" not in page


def test_saving_over_a_newer_version_offers_a_new_look(act: Act, alice: User, account: Account) -> None:
    look = look_of(alice, shared=True)
    looks.save(viewer_for(analyst(account)), look, 1, name="Dana's")
    query, folder = f"{MONTHS}&look={look.pk}v1", str(look.folder_id)
    answer = act(alice, "/explore/business/save", place="update", query=query, name="Mine", folder=folder)
    assert answer.status_code == 409 and "Dana saved version 2" in text(answer)
    assert 'name="save-place" value="look" checked' in text(answer) and 'value="Mine"' in text(answer)
    assert Look.objects.get().name == "Dana's"


def test_the_sheet_takes_the_pages_parameters_as_they_are(act: Act, alice: User) -> None:
    page = text(act(alice, f"/explore/business/save?{MONTHS}&sorts=orders.revenue+desc&place=look&title=Mine&kind=bar"))
    kept = (
        "fields=orders.ordered_month%2Corders.revenue&f%5Borders.ordered_date%5D=2025&vis=bar&sorts=orders.revenue+desc"
    )
    assert f'name="query" value="{kept}"' in page and 'value="Mine"' in page


def test_an_update_is_a_version_and_may_move(act: Act, alice: User) -> None:
    look, shared = look_of(alice), folders.shared(viewer_for(alice).account)
    query = f"fields=orders.count&look={look.pk}v1"
    sent = {"place": "update", "query": query, "name": "Count", "folder": str(shared.pk)}
    assert json.loads(act(alice, "/explore/business/save", **sent).content)["look"] == f"{look.pk}v2"
    look.refresh_from_db()
    assert (look.name, look.folder, look.query["fields"]) == ("Count", shared, ["orders.count"])


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "It needs a name."),
        ({"query": ""}, "nothing to keep"),
        ({"query": "fields=orders.revenu"}, "There is no field 'orders.revenu'"),
        ({"place": "update"}, "not there any more"),
    ],
)
def test_a_form_that_cannot_be_saved_comes_back_filled_in(
    act: Act, alice: User, changes: dict[str, str], said: str
) -> None:
    folder = str(folders.personal(viewer_for(alice)).pk)
    sent = {"place": "look", "query": MONTHS, "name": "Mine", "folder": folder, "description": "Kept words", **changes}
    answer = act(alice, "/explore/business/save", **sent)
    assert answer.status_code == 400 and said in text(answer) and "Kept words" in text(answer)
    assert not Look.objects.exists()


def test_a_removed_field_is_named_with_a_remedy_and_the_rest_stays(sales: None, act: Act, alice: User) -> None:
    look = look_of(alice)
    query = {**look.query, "fields": [*look.query["fields"], "orders.revenu"]}
    look.versions.update(query=query)
    Look.objects.update(query=query)
    page = opened(act, alice, look)
    assert "There is no field 'orders.revenu'" in page and "Use Revenue instead" in page
    assert ">By month</h1>" in page and "Remove orders.revenu" in page and 'data-field="orders.channel"' in page


def test_a_version_is_opened_and_restored(sales: None, act: Act, alice: User) -> None:
    look = look_of(alice)
    looks.save(viewer_for(alice), look, 1, name="Second")
    assert "restored from version 1" not in text(act(alice, f"/looks/{look.pk}/versions/"))
    old = act(alice, f"/looks/{look.pk}/versions/1/").headers["Location"]
    assert "Version 1 of 2" in text(act(alice, old))
    act(alice, f"/looks/{look.pk}/versions/1/restore", go="1")
    assert "restored from version 1" in text(act(alice, f"/looks/{look.pk}/versions/"))


def test_lists_find_by_words_and_hold_what_one_may_open(act: Act, alice: User, bob: User, charlie: User) -> None:
    look_of(alice, name="Private draft")
    look_of(alice, shared=True, name=HOSTILE)
    page = act(alice, "/folders/?q=draft").content.decode()
    assert "Private draft" in page and "onerror" not in page
    page = act(bob, "/folders/").content.decode()
    assert "Private draft" not in page and "&lt;img src=x" in page and "<img src=x" not in page and "14" not in HOSTILE
    assert "Private" not in text(act(charlie, "/folders/")) and "onerror" not in text(act(charlie, "/folders/"))


def test_a_hostile_name_is_text_on_every_page(sales: None, act: Act, alice: User) -> None:
    look = look_of(alice, name=HOSTILE)
    where = act(alice, f"/looks/{look.pk}/").headers["Location"]
    result = where.replace("/explore/business/", "/explore/business/result")
    for path in (where, result, f"/looks/{look.pk}/versions/", f"/explore/business/save?query=look={look.pk}v1"):
        page = act(alice, path).content.decode()
        assert "<img src=x" not in page, path


def test_the_trash_is_a_form_away_and_back(act: Act, alice: User) -> None:
    look = look_of(alice)
    act(alice, f"/looks/{look.pk}/trash", go="1")
    assert "By month" not in text(act(alice, "/folders/")).partition("toasts")[0]
    assert "Restore" in text(act(alice, "/folders/trash/"))
    act(alice, f"/looks/{look.pk}/trash", out="1")
    assert f'href="/looks/{look.pk}/"' in text(act(alice, "/folders/"))


def test_folders_are_made_moved_and_deleted_by_forms(act: Act, alice: User) -> None:
    mine = folders.personal(viewer_for(alice))
    act(alice, f"/folders/{mine.pk}/new", name="Drafts")
    drafts = mine.children.get()
    act(alice, f"/folders/{drafts.pk}/change", name="Ideas", parent=str(folders.shared(mine.account_id).pk))
    assert "Ideas" in text(act(alice, f"/folders/{drafts.pk}/"))
    act(alice, f"/folders/{drafts.pk}/delete", go="1")
    assert act(alice, f"/folders/{drafts.pk}/").status_code == 404


FORMS = (
    "/looks/{0}/trash",
    "/looks/{0}/versions/1/restore",
    "/folders/{1}/new",
    "/folders/{1}/change",
    "/folders/{1}/delete",
)


def test_a_team_mate_opens_what_is_shared_and_changes_nothing(sales: None, act: Act, alice: User, bob: User) -> None:
    look = look_of(alice, shared=True)
    page = opened(act, bob, look)
    assert ">By month</h1>" in page and "99,660" not in page and 'data-sheet="/explore/business/save' not in page
    forms = [form.format(look.pk, look.folder_id) for form in FORMS]
    assert {act(bob, form, name="x").status_code for form in [*forms, "/explore/business/save"]} == {403}


def test_a_stranger_finds_nothing(act: Act, alice: User, charlie: User) -> None:
    look = look_of(alice, shared=True)
    pages = [f"/looks/{look.pk}/", f"/looks/{look.pk}/versions/", f"/folders/{look.folder_id}/"]
    forms = [form.format(look.pk, look.folder_id) for form in FORMS]
    assert {act(charlie, page).status_code for page in pages} == {404}
    assert {act(charlie, form, name="x").status_code for form in forms} == {404}
    page = text(act(charlie, f"/explore/business/?{MONTHS}&look={look.pk}v1"))
    assert "By month" not in page and "Unsaved" in page


def test_who_is_signed_out_signs_in_first(client: Client, alice: User) -> None:
    look = look_of(alice)
    for path in (
        f"/looks/{look.pk}/",
        "/folders/",
        "/folders/trash/",
        "/explore/business/save",
        "/explore/business/embed",
    ):
        assert client.get(path).headers["Location"].startswith("/accounts/login/")
