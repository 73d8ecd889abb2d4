"""Saving a dashboard: each save is a version, and two at once never overwrite each other."""

from __future__ import annotations

import pytest

from accounts.access import viewer_for
from accounts.models import Account, User
from dashboards import own
from dashboards.looks import followed
from dashboards.models import Dashboard
from explores.keeping import content, looks
from explores.keeping.refused import Overtaken, Refused
from explores.semantic.section import CatalogError
from tests.dashboards.kept import first, rewrite
from tests.explores.keeping.people import MONTHS, analyst, look_of, place_of, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(account: Account) -> User:
    return analyst(account)


def made(user: User) -> Dashboard:
    return own.make(viewer_for(user), place_of(viewer_for(user), True), "Weekly")


def test_the_order_of_a_document_is_kept(dana: User) -> None:
    filters = {name: {"label": name, "type": "string", "field": "orders.country"} for name in ("zz", "b", "aaa")}
    row = own.make_from(viewer_for(dana), place_of(viewer_for(dana), True), {"title": "W", "filters": filters})
    row.refresh_from_db()
    assert [each.name for each in own.as_value(row).filters] == ["zz", "b", "aaa"]


def test_the_second_of_two_savers_is_told_and_nothing_is_lost(dana: User, alice: User) -> None:
    row = made(dana)
    own.save(viewer_for(alice), row, {"title": "Alice's", "description": "new"}, 1)
    with pytest.raises(Overtaken, match="Alice saved version 2"):
        own.save(viewer_for(dana), row, {"title": "Dana's"}, 1)
    row.refresh_from_db()
    assert (row.title, row.description, row.version) == ("Alice's", "new", 2)
    assert [version.content["title"] for version in row.versions.all()] == ["Alice's", "Weekly"]


@pytest.mark.parametrize("document", [{}, {"title": " "}, {"title": "x" * 300}, {"title": "x", "tiles": {"a": {}}}])
def test_a_document_that_cannot_be_read_is_not_saved(dana: User, document: dict[str, object]) -> None:
    row = made(dana)
    with pytest.raises((Refused, CatalogError)):
        own.save(viewer_for(dana), row, document, 1)
    row.refresh_from_db()
    assert (row.title, row.version, row.versions.count()) == ("Weekly", 1, 1)


def test_who_may_not_save_there_saves_nothing(dana: User, bob: User) -> None:
    with pytest.raises(Refused, match="may not save"):
        own.save(viewer_for(bob), made(dana), {"title": "Bob's"}, 1)


def following(user: User, *, shared: bool) -> tuple[Dashboard, int]:
    look, row = look_of(user, shared=shared), made(user)
    own.append(viewer_for(user), row, "Tile", content.of_address(viewer_for(user), "business", MONTHS), "bar")
    row.refresh_from_db()
    document = {**row.content, "tiles": {"one": {"title": "Followed", "look": look.pk, "at": [0, 0, 12, 8]}}}
    own.save(viewer_for(user), row, document, row.version)
    return row, look.pk


def test_a_tile_follows_its_look(dana: User) -> None:
    row, number = following(dana, shared=True)
    row.refresh_from_db()
    (tile,) = followed(own.as_value(row), viewer_for(dana)).tiles
    assert tile.query.fields and tile.vis and tile.look == number and not tile.fault


def test_a_deleted_look_is_its_tiles_own_trouble(dana: User) -> None:
    row, number = following(dana, shared=True)
    looks.trash(viewer_for(dana), looks.find(viewer_for(dana), number))
    assert "was deleted" in send(dana, first(row)).content.decode()
    assert send(dana, f"/dashboards/{row.pk}/").status_code == 200


def test_a_look_of_somebody_elses_folder_is_not_shown_through_a_tile(dana: User, account: Account) -> None:
    row, _ = following(dana, shared=False)
    eve = analyst(account, "eve")
    assert "may not open" in send(eve, first(row)).content.decode()
    rewrite(row, "one", look=10**12)
    assert "was deleted" in send(dana, first(row)).content.decode()
