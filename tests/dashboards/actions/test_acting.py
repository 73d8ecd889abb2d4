"""What the head and menu of a dashboard do: copy, move, details, link; and who may."""

from __future__ import annotations

import pytest

from accounts.access import viewer_for
from accounts.models import Account, User
from dashboards import own
from dashboards.loading import documents
from dashboards.models import Dashboard
from explores.keeping import content, folders
from explores.models import Folder
from tests.dashboards.kept import tiles_of
from tests.explores.keeping.people import MONTHS, analyst, send


@pytest.fixture
def row(alice: User) -> Dashboard:
    """Shared by Alice, with one tile."""
    viewer = viewer_for(alice)
    made = own.make(viewer, folders.shared(viewer.account), "Sales", "What we sold")
    own.append(viewer, made, "By month", content.of_address(viewer, "business", MONTHS), "bar")
    return made


def personal(user: User) -> Folder:
    return folders.personal(viewer_for(user))


def test_a_standard_dashboard_is_copied_whole_into_a_folder_of_choice(account: Account) -> None:
    dana = analyst(account)
    sheet = send(dana, "/dashboards/revenue/copy").content.decode()
    assert 'value="Revenue performance, copy"' in sheet and "Personal" in sheet and "Shared" in sheet
    answer = send(dana, "/dashboards/revenue/copy", title="Ours", folder=str(personal(dana).pk))
    made = Dashboard.objects.get()
    assert answer.headers["Location"] == f"/dashboards/{made.pk}/"
    assert (made.title, made.owner, made.folder) == ("Ours", dana, personal(dana))
    assert {**made.content, "title": ""} == {**documents()["revenue"], "title": ""}
    assert made.versions.get().note == "copied from Revenue performance"
    page = send(dana, f"/dashboards/{made.pk}/").content.decode()
    assert 'id="tile-revenue"' in page and "Ours" in page and ">Standard<" not in page


def test_a_copy_of_ones_own_does_not_follow_its_origin(row: Dashboard, account: Account) -> None:
    dana = analyst(account)
    send(dana, f"/dashboards/{row.pk}/copy", title="Ours", folder=str(personal(dana).pk))
    made = Dashboard.objects.exclude(pk=row.pk).get()
    kept = content.of_address(viewer_for(dana), "business", MONTHS)
    own.append(viewer_for(dana), made, "More", kept, "table")
    assert tiles_of(row) == ["by_month"] and tiles_of(made) == ["by_month", "more"]


def test_a_form_sent_twice_makes_two_and_breaks_nothing(row: Dashboard, alice: User) -> None:
    for _ in range(2):
        send(alice, f"/dashboards/{row.pk}/copy", title="Ours", folder=str(personal(alice).pk))
    assert [each.title for each in Dashboard.objects.all()] == ["Ours", "Ours", "Sales"]


@pytest.mark.parametrize("title", ["", "   ", "x" * 201, "a\0b"])
def test_a_copy_without_a_good_title_is_refused_in_words(row: Dashboard, alice: User, title: str) -> None:
    answer = send(alice, f"/dashboards/{row.pk}/copy", title=title, folder=str(personal(alice).pk))
    assert answer.headers["Location"] == f"/dashboards/{row.pk}/" and Dashboard.objects.count() == 1


def test_a_dashboard_moves_between_folders_and_becomes_who_owns_them(row: Dashboard, alice: User, bob: User) -> None:
    assert send(bob, f"/dashboards/{row.pk}/").status_code == 200
    assert "Move Sales" in send(alice, f"/dashboards/{row.pk}/move").content.decode()
    send(alice, f"/dashboards/{row.pk}/move", folder=str(personal(alice).pk))
    row.refresh_from_db()
    assert row.folder == personal(alice) and row.version == 2  # moving is no new version
    assert send(bob, f"/dashboards/{row.pk}/").status_code == 404


def test_nobody_moves_or_copies_what_they_may_not(row: Dashboard, account: Account, bob: User, charlie: User) -> None:
    dana, eve = analyst(account), analyst(account, "eve")
    evil = str(personal(eve).pk)
    for path in (f"/dashboards/{row.pk}/move", f"/dashboards/{row.pk}/copy", "/dashboards/revenue/copy"):
        assert send(bob, path, title="x", folder="1").status_code == 403, path
        assert send(dana, path, title="x", folder=evil).status_code == 404, path
        assert send(dana, path, title="x", folder="9" * 30).status_code == 404, path
    for path in (f"/dashboards/{row.pk}/move", f"/dashboards/{row.pk}/copy"):
        assert send(charlie, path, title="x", folder=str(personal(charlie).pk)).status_code in {403, 404}
    row.refresh_from_db()
    assert row.folder.owner_id is None and Dashboard.objects.count() == 1


def test_standard_dashboards_are_never_moved_or_trashed(alice: User) -> None:
    assert send(alice, "/dashboards/revenue/move", folder="1").status_code == 404
    assert send(alice, "/dashboards/revenue/trash", go="1").status_code == 404


def test_the_menu_offers_what_the_person_may_do(row: Dashboard, account: Account, bob: User) -> None:
    mine = send(analyst(account), f"/dashboards/{row.pk}/").content.decode()
    assert "Move to a folder" in mine and "Move to the trash" in mine and "Copy…" in mine
    his = send(bob, f"/dashboards/{row.pk}/").content.decode()
    assert "Get link" in his and "Details" in his
    assert not [words for words in ("Move to", "Copy…", "Copy to edit") if words in his]
    standard = send(analyst(account, "eve"), "/dashboards/revenue/").content.decode()
    assert "Copy to edit" in standard and "Move to" not in standard


def test_the_link_holds_the_filters_as_they_stand(alice: User) -> None:
    page = send(alice, "/dashboards/revenue/?country=FR&pin=1").content.decode()
    assert 'id="page-link" hidden>http://testserver/dashboards/revenue/?country=FR</span>' in page


def test_details_say_who_when_where_and_how_much(row: Dashboard, alice: User, bob: User) -> None:
    for user in (alice, bob, bob):
        send(user, f"/dashboards/{row.pk}/")
    send(bob, f"/dashboards/{row.pk}/star", on="1")
    said = " ".join(send(bob, f"/dashboards/{row.pk}/details").content.decode().split())
    for words in ("What we sold", "Shared", "<dd>1</dd>", "3 by 2 people", str(alice)):
        assert words in said, words
    assert "the product" in send(bob, "/dashboards/revenue/details").content.decode()
