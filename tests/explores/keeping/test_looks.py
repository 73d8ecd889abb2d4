"""Looks: saved, saved over by two at once, brought back, and whose they are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.http import Http404

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from explores.keeping import content, folders, looks
from explores.keeping.refused import Overtaken, Refused
from explores.models import Look
from explores.semantic.errors import SemanticError
from tests.explores.keeping.people import MONTHS, analyst, look_of

pytestmark = pytest.mark.django_db
OTHER = "fields=orders.channel,orders.count&f[orders.status]=-paid,&limit=all&c[legend]=off&stack=1"


SHARE = '{"share":{"calculation":"${orders.count} / sum(${orders.count})","format":"percent"}}'
EITHER = '{"any":[{"field":"orders.status","is":"paid"},{"field":"orders.channel","is":"Ads"}]}'
CUSTOM = (
    "fields=orders.channel,orders.ordered_month,orders.count,share&pivots=orders.ordered_month&compare=previous"
    f"&f[orders.ordered_date]=2025&fill_fields=none&column_limit=20&custom={SHARE}&where={EITHER}"
)


@pytest.mark.parametrize("asked", [MONTHS, OTHER, CUSTOM])
def test_what_is_kept_asks_the_same_again(alice: User, asked: str) -> None:
    look = look_of(alice, query=asked)
    kept = content.wish_for(look.query, look.settings)
    again = content.of_address(viewer_for(alice), "business", kept.href())
    assert (again.query, again.settings) == (look.query, look.settings)
    assert kept.picture == content.wish_of(asked).picture


def test_every_save_keeps_what_was_before(alice: User) -> None:
    look, viewer = look_of(alice), viewer_for(alice)
    looks.save(viewer, look, 1, name="Renamed", content=content.of_address(viewer, "business", OTHER))
    first, second = look.versions.order_by("number")
    assert (first.name, second.name) == ("By month", "Renamed")
    assert first.query["fields"] == ["orders.ordered_month", "orders.revenue"] and second.saved_by == alice


def test_restoring_makes_a_new_version(alice: User) -> None:
    look, viewer = look_of(alice), viewer_for(alice)
    first = dict(look.query)
    looks.save(viewer, look, 1, content=content.of_address(viewer, "business", OTHER))
    looks.restore(viewer, looks.find(viewer, look.pk), 1)
    look.refresh_from_db()
    assert look.version == 3 and look.query == first
    assert look.versions.get(number=3).note == "restored from version 1" and look.versions.count() == 3


def test_the_second_of_two_at_once_is_told_and_loses_nothing(alice: User, account: Account) -> None:
    dana = analyst(account)
    look = look_of(alice, shared=True)
    mine, theirs = looks.find(viewer_for(alice), look.pk), looks.find(viewer_for(dana), look.pk)
    looks.save(viewer_for(dana), theirs, 1, name="Dana's")
    with pytest.raises(Overtaken, match="Dana saved version 2") as told:
        looks.save(viewer_for(alice), mine, 1, name="Alice's")
    assert told.value.newest.number == 2
    assert Look.objects.get(pk=look.pk).name == "Dana's" and look.versions.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_one_moment_one_is_kept_and_the_other_told(alice: User) -> None:
    look, viewer, start = look_of(alice), viewer_for(alice), Barrier(2)

    def save(name: str) -> str:
        try:
            mine = looks.find(viewer, look.pk)
            start.wait(10)
            return looks.save(viewer, mine, 1, name=name).name
        except Overtaken:
            return "told"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        ends = list(two.map(save, ("One", "Other")))
    look.refresh_from_db()
    assert sorted(ends) == sorted([look.name, "told"]) and look.version == look.versions.count() == 2


def test_a_look_in_a_personal_folder_is_its_owners_and_admins(alice: User, bob: User, account: Account) -> None:
    look = look_of(analyst(account))
    assert looks.find(viewer_for(alice), look.pk) == look
    for user in (bob, analyst(account, "eve")):
        assert list(looks.seen(viewer_for(user))) == []
        with pytest.raises(Http404):
            looks.find(viewer_for(user), look.pk)


def test_a_shared_look_is_opened_by_all_and_changed_by_who_may_save(alice: User, bob: User) -> None:
    look, viewer = look_of(alice, shared=True), viewer_for(bob)
    assert looks.find(viewer, look.pk).name == "By month"
    for change in (looks.trash, lambda *each: looks.save(*each, 1), lambda *each: looks.restore(*each, 1)):
        with pytest.raises(Refused, match="You may not save"):
            change(viewer, look)


def test_another_account_learns_nothing(alice: User, charlie: User) -> None:
    look, stranger = look_of(alice, shared=True), viewer_for(charlie)
    with pytest.raises(Http404):
        looks.find(stranger, look.pk)
    with pytest.raises(Refused):
        looks.make(stranger, look.folder, "Mine now", "", content.Content(look.query, {}))


def test_the_trash_gives_back(alice: User) -> None:
    look, viewer = look_of(alice), viewer_for(alice)
    looks.trash(viewer, look)
    with pytest.raises(Http404):
        looks.find(viewer, look.pk)
    with pytest.raises(Overtaken):  # a page that was open meanwhile
        looks.save(viewer, look, 1)
    looks.untrash(viewer, looks.find(viewer, look.pk, trashed=True))
    assert looks.find(viewer, look.pk) == look


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "nothing to keep"),
        ("f[orders.status]=paid", "nothing to keep"),
        ("fields=orders.revenu", "There is no field 'orders.revenu'"),
        ("fields=orders.revenue&limit=many", "whole number"),
        ("fields=orders.revenue&f[orders.ordered_date]=12 mnths", "12 mnths"),
        ("fields=orders.revenue&f[orders.status]=%00", "a character that is none"),
        ("fields=orders.revenue&c[title]=" + "x" * 60_000, "characters long"),
        ("fields=orders.revenue&" + "&".join(f"c[{n}]=1" for n in range(1100)), "1,000 parts"),
    ],
)
def test_only_a_question_that_can_be_asked_is_kept(alice: User, asked: str, said: str) -> None:
    with pytest.raises(SemanticError, match=said):
        content.of_address(viewer_for(alice), "business", asked)


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "nul\0", "\ud800", None, 5])
def test_a_name_that_is_none_is_refused(alice: User, name: Any) -> None:
    viewer = viewer_for(alice)
    kept = content.of_address(viewer, "business", MONTHS)
    with pytest.raises(Refused):
        looks.make(viewer, folders.personal(viewer), name, "", kept)


def test_names_are_kept_as_they_are_written(alice: User) -> None:
    hostile = "<script>alert(1)</script> ' OR 1=1; -- {{ 7|add:7 }} ⛄"
    assert Look.objects.get(pk=look_of(alice, name=hostile).pk).name == hostile


def test_the_rows_are_those_of_whoever_opens_it(alice: User, bob: User, subaccount: SubAccount) -> None:
    look = look_of(alice, shared=True)
    assert "subaccount" not in str(look.query)
    narrow = replace(viewer_for(alice), subaccounts=frozenset({subaccount.pk}))
    assert looks.find(narrow, look.pk).query == looks.find(viewer_for(bob), look.pk).query
