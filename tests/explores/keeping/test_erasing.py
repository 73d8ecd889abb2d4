"""Deleting for ever: from the trash alone, after a question, by who made it, whose folder it is in, or an admin."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.access import viewer_for
from accounts.models import Account, Role, User
from dashboards import own
from dashboards.models import Dashboard, DashboardVersion
from explores.keeping import content, folders, looks
from explores.models import Folder, Look, LookVersion
from tests.explores.keeping.people import MONTHS, analyst, look_of, place_of, send

pytestmark = pytest.mark.django_db
HOSTILE = '<img src=x onerror="window.broken=1">'


def trashed(user: User, *, shared: bool = True, name: str = "By month") -> Look:
    look = look_of(user, shared=shared, name=name)
    looks.trash(viewer_for(user), look)
    return look


def board(user: User) -> Dashboard:
    viewer = viewer_for(user)
    row = own.make(viewer, place_of(viewer, True), "Board")
    own.append(viewer, row, "Tile", content.of_address(viewer, "business", MONTHS), "bar")
    own.trash(viewer, row)
    return row


def erase(user: User, *keys: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.post("/folders/trash/erase", {"thing": keys}, follow=True)


def page(user: User) -> str:
    return re.sub(r"\s+", " ", unescape(send(user, "/folders/trash/").content.decode()))


def test_one_thing_goes_with_all_that_hangs_on_it(alice: User) -> None:
    look, kept = trashed(alice), look_of(alice, name="Stays")
    assert f'value="Look:{look.pk}"' in page(alice) and "with all its versions? This can’t be undone." in page(alice)
    assert "Deleted 1 thing for ever." in erase(alice, f"Look:{look.pk}").content.decode()
    assert [each.pk for each in Look.objects.all()] == [kept.pk] and LookVersion.objects.count() == 1


def test_a_dashboard_goes_with_its_versions(alice: User) -> None:
    row = board(alice)
    erase(alice, f"Dashboard:{row.pk}")
    assert not Dashboard.objects.exists() and not DashboardVersion.objects.exists()


def test_emptying_the_trash_takes_what_the_page_showed_and_nothing_else(alice: User) -> None:
    one, row = trashed(alice), board(alice)
    shown = page(alice)
    assert "Delete 2 things for ever?" in shown
    keys = re.findall(r'name="thing" value="([^"]+)"', shown.split('id="erase-all"')[1].split("</form>")[0])
    assert set(keys) == {f"Look:{one.pk}", f"Dashboard:{row.pk}"}
    later = trashed(alice, name="Trashed meanwhile")
    erase(alice, *keys)
    assert list(Look.objects.values_list("pk", flat=True)) == [later.pk] and not Dashboard.objects.exists()


def test_what_was_taken_out_meanwhile_stays(alice: User) -> None:
    look = trashed(alice)
    looks.untrash(viewer_for(alice), look)
    assert "Deleted 0 things" in erase(alice, f"Look:{look.pk}").content.decode() and Look.objects.exists()


@pytest.mark.parametrize("key", ["", "Look", "Look:x", "Look:9" * 30, "Folder:1", "Look:99999", "Look:-1", "\0:1"])
def test_a_key_of_nothing_deletes_nothing(alice: User, key: str) -> None:
    trashed(alice)
    assert "Deleted 0 things" in erase(alice, key).content.decode() and Look.objects.exists()


def test_a_folder_that_held_nothing_but_trash_can_go_and_the_trash_after_it(alice: User) -> None:
    viewer = viewer_for(alice)
    folder = folders.make(viewer, folders.shared(viewer.account), "Old")
    look = trashed(alice)
    Look.objects.update(folder=folder)
    folders.delete(viewer, folder)
    erase(alice, f"Look:{look.pk}")
    assert not Look.objects.exists() and not Folder.objects.filter(name="Old").exists()


def test_who_made_it_or_whose_folder_it_is_in_may_and_admins(alice: User, account: Account) -> None:
    dana, erin = analyst(account), analyst(account, "erin")
    ours, own_one, moved = trashed(dana), trashed(dana, shared=False), trashed(dana, name="Moved")
    Look.objects.filter(pk=moved.pk).update(folder=folders.personal(viewer_for(erin)))
    seen = page(erin)
    assert "Restore By month" in seen and f'value="Look:{ours.pk}"' not in seen and f'value="Look:{moved.pk}"' in seen
    refused = erase(erin, f"Look:{moved.pk}", f"Look:{ours.pk}").content.decode()
    assert "made by somebody else" in refused and Look.objects.count() == 3  # all of it, or nothing
    erase(erin, f"Look:{moved.pk}", f"Look:{own_one.pk}")
    assert {each.pk for each in Look.objects.all()} == {ours.pk, own_one.pk}
    erase(dana, f"Look:{own_one.pk}")
    erase(alice, f"Look:{ours.pk}")
    assert not Look.objects.exists()


def test_a_team_mate_who_only_looks_and_a_stranger_delete_nothing(alice: User, bob: User, charlie: User) -> None:
    look, row = trashed(alice), board(alice)
    keys = (f"Look:{look.pk}", f"Dashboard:{row.pk}")
    assert erase(bob, *keys).status_code == 403
    assert "Deleted 0 things" in erase(charlie, *keys).content.decode()
    bob.memberships.update(role=Role.ANALYST)
    erase(bob, *keys)
    assert Look.objects.exists() and Dashboard.objects.exists()
    assert "Delete" not in page(bob).split("Folders")[-1] or f'value="{keys[0]}"' not in page(bob)


def test_names_are_texts_in_the_question_too(alice: User) -> None:
    trashed(alice, name=HOSTILE)
    shown = send(alice, "/folders/trash/").content.decode()
    assert HOSTILE not in shown and "&lt;img src=x" in shown


def test_programs_delete_for_ever_from_the_trash_alone(alice: User, account: Account) -> None:
    look = look_of(alice, shared=True)
    client, other = Client(), Client()
    client.force_login(alice)
    other.force_login(analyst(account))
    path = f"/api/v1/looks/{look.pk}?forever=1"
    assert client.delete(path).status_code == 404 and Look.objects.exists()
    looks.trash(viewer_for(alice), look)
    refused = other.delete(path)
    assert refused.status_code in {400, 403} and "somebody else" in json.loads(refused.content)["message"]
    assert client.delete(path).status_code == 204 and not Look.objects.exists()
