"""Folders: who sees which, and what may be done with them."""

from __future__ import annotations

import pytest
from django.http import Http404

from accounts.access import viewer_for
from accounts.models import Account, User
from accounts.viewer import Viewer
from explores.keeping import folders, looks
from explores.keeping.refused import Refused
from explores.models import Folder
from tests.explores.keeping.people import analyst, look_of

pytestmark = pytest.mark.django_db


def paths(viewer: Viewer) -> list[str]:
    return [place.path for place in folders.places(viewer)]


def test_roots_make_themselves_once(alice: User) -> None:
    viewer = viewer_for(alice)
    assert paths(viewer) == paths(viewer) == ["Personal", "Shared"]
    assert Folder.objects.count() == 2


def test_who_only_reads_has_the_shared_ones_alone(alice: User, bob: User) -> None:
    folders.places(viewer_for(alice))
    assert paths(viewer_for(bob)) == ["Shared"]
    assert not any(place.open for place in folders.places(viewer_for(bob)))


def test_admins_see_the_personal_ones_of_others_and_analysts_do_not(alice: User, account: Account) -> None:
    dana, eve = viewer_for(analyst(account)), viewer_for(analyst(account, "eve"))
    folders.make(dana, folders.personal(dana), "Drafts")
    assert paths(eve) == ["Personal", "Shared"]
    assert paths(viewer_for(alice)) == [
        "Personal",
        "Shared",
        "Personal, Dana",
        "Personal, Dana / Drafts",
        "Personal, Eve",
    ]
    with pytest.raises(Http404):
        folders.find(eve, folders.personal(dana).pk)


def test_another_account_sees_none_of_it(alice: User, charlie: User) -> None:
    ours = folders.shared(viewer_for(alice).account)
    with pytest.raises(Http404):
        folders.find(viewer_for(charlie), ours.pk)
    with pytest.raises(Refused):
        folders.make(viewer_for(charlie), ours, "Theirs")


def test_parents_come_before_children_by_name(alice: User) -> None:
    viewer = viewer_for(alice)
    shared = folders.shared(viewer.account)
    weekly = folders.make(viewer, shared, "Weekly")
    folders.make(viewer, shared, "Board")
    folders.make(viewer, weekly, "North")
    assert paths(viewer)[1:] == ["Shared", "Shared / Board", "Shared / Weekly", "Shared / Weekly / North"]


def test_two_of_a_name_in_one_place_are_refused(alice: User) -> None:
    viewer = viewer_for(alice)
    shared = folders.shared(viewer.account)
    folders.make(viewer, shared, "Weekly")
    with pytest.raises(Refused, match="Choose another name"):
        folders.make(viewer, shared, " Weekly ")


def test_what_moves_into_the_shared_tree_is_shared_with_all_inside(alice: User) -> None:
    viewer = viewer_for(alice)
    drafts = folders.make(viewer, folders.personal(viewer), "Drafts")
    inner = folders.make(viewer, drafts, "Inner")
    folders.move(viewer, drafts, folders.shared(viewer.account))
    inner.refresh_from_db()
    assert inner.owner_id is None and "Shared / Drafts / Inner" in paths(viewer)


def test_a_folder_never_stands_in_itself(alice: User) -> None:
    viewer = viewer_for(alice)
    outer = folders.make(viewer, folders.personal(viewer), "Outer")
    inner = folders.make(viewer, outer, "Inner")
    for place in (outer, inner):
        with pytest.raises(Refused, match="into itself"):
            folders.move(viewer, outer, place)


def test_folders_stand_eight_deep_at_most(alice: User) -> None:
    viewer = viewer_for(alice)
    here = folders.personal(viewer)
    for number in range(folders.DEEPEST - 1):
        here = folders.make(viewer, here, str(number))
    with pytest.raises(Refused, match="8 deep"):
        folders.make(viewer, here, "one more")


def test_roots_stay(alice: User) -> None:
    viewer = viewer_for(alice)
    for root in (folders.personal(viewer), folders.shared(viewer.account)):
        for act in (folders.delete, lambda *each: folders.rename(*each, "Other")):
            with pytest.raises(Refused, match="it stays"):
                act(viewer, root)


def test_only_an_empty_folder_goes_and_its_trash_comes_back_further_up(alice: User) -> None:
    viewer = viewer_for(alice)
    mine = folders.personal(viewer)
    drafts = folders.make(viewer, mine, "Drafts")
    look = looks.move(viewer, look_of(alice), drafts)
    with pytest.raises(Refused, match="holds 1 thing"):
        folders.delete(viewer, drafts)
    looks.trash(viewer, look)
    folders.delete(viewer, drafts)
    looks.untrash(viewer, looks.find(viewer, look.pk, trashed=True))
    assert looks.find(viewer, look.pk).folder == mine


def test_who_only_reads_changes_no_folder(alice: User, bob: User) -> None:
    weekly = folders.make(viewer_for(alice), folders.shared(viewer_for(alice).account), "Weekly")
    for act in (folders.delete, lambda *each: folders.rename(*each, "Other"), lambda *each: folders.make(*each, "New")):
        with pytest.raises(Refused, match="You may not"):
            act(viewer_for(bob), weekly)
