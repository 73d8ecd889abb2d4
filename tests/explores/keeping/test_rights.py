"""Who may see a folder: inherited or its own, by person or team, and nobody else by any door."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from django.http import Http404

from accounts.access import Act, kept_for, level_on, may_on, viewer_for
from accounts.models import Account, Audience, Grant, Level, Membership, Role, Team, User
from accounts.viewer import Viewer
from explores.keeping import content, folders, looks, rights, seers, shelves
from explores.keeping.refused import Refused
from explores.keeping.rights import Line
from explores.models import Folder, Look
from tests.explores.keeping.people import MONTHS, analyst, look_of, send

pytestmark = pytest.mark.django_db


def line(of: User | Team, level: str = "VIEW") -> Line:
    return Line(f"team:{of.pk}" if isinstance(of, Team) else f"member:{of.memberships.get().pk}", level)


def folder_of(user: User, name: str = "Board", parent: Folder | None = None) -> Folder:
    viewer = viewer_for(user)
    return folders.make(viewer, parent or folders.shared(viewer.account), name)


def kept_in(user: User, folder: Folder, name: str = "By month") -> Look:
    viewer = viewer_for(user)
    return looks.make(viewer, folder, name, "", content.of_address(viewer, "business", MONTHS))


def opens(user: User, folder: Folder, act: Act = Act.EXPLORE) -> bool:
    return may_on(viewer_for(user), act, Folder.objects.get(pk=folder.pk))


@pytest.fixture
def dana(account: Account) -> User:
    return analyst(account)


@pytest.fixture
def eve(account: Account) -> User:
    return analyst(account, "eve")


def test_a_shared_folder_is_everybodys_until_somebody_is_named(alice: User, bob: User, dana: User, eve: User) -> None:
    board = folder_of(dana)
    assert all(opens(user, board) for user in (alice, bob, dana, eve)) and opens(eve, board, Act.SAVE)
    rights.name(viewer_for(dana), board, [line(dana, "MANAGE"), line(bob)])
    assert [opens(user, board) for user in (alice, bob, dana, eve)] == [True, True, True, False]
    assert [opens(user, board, Act.SAVE) for user in (alice, bob, dana, eve)] == [True, False, True, False]


def test_all_that_lies_in_it_follows(bob: User, dana: User, eve: User) -> None:
    board = folder_of(dana)
    inner = folder_of(dana, "Inner", board)
    look, gone = kept_in(dana, inner), kept_in(dana, inner, "Old")
    looks.trash(viewer_for(dana), gone)
    rights.name(viewer_for(dana), board, [line(dana, "MANAGE")])
    later = folder_of(dana, "Later", inner)
    for user in (bob, eve):
        viewer = viewer_for(user)
        places = {place.folder.pk for place in folders.places(viewer)}
        assert not {board.pk, inner.pk, later.pk} & places
        assert shelves.kept(viewer) == shelves.kept(viewer, trashed=True) == []
        for find in (lambda v=viewer: looks.find(v, look.pk), lambda v=viewer: folders.find(v, later.pk)):
            with pytest.raises(Http404):
                find()
    with pytest.raises(Refused, match="may not save"):
        looks.make(
            viewer_for(eve),
            Folder.objects.get(pk=inner.pk),
            "Mine",
            "",
            content.of_address(viewer_for(eve), "business", MONTHS),
        )


def test_view_lets_read_and_manage_lets_change(dana: User, eve: User) -> None:
    board = folder_of(dana)
    look = kept_in(dana, board)
    board = rights.name(viewer_for(dana), board, [line(dana, "MANAGE"), line(eve)])
    reader = viewer_for(eve)
    look = looks.find(reader, look.pk)
    assert not folders.place_of(reader, board).open
    changes = [
        lambda: looks.save(reader, look, 1, name="Mine"),
        lambda: looks.trash(reader, look),
        lambda: folders.rename(reader, board, "Mine"),
        lambda: folders.make(reader, board, "Mine"),
        lambda: folders.delete(reader, board),
        lambda: rights.inherit(reader, board),
        lambda: rights.name(reader, board, [line(eve, "MANAGE")]),
    ]
    for change in changes:
        with pytest.raises(Refused, match="may not"):
            change()
    rights.name(viewer_for(dana), board, [line(dana, "MANAGE"), line(eve, "MANAGE")])
    assert folders.rename(viewer_for(eve), board, "Ours").name == "Ours"


def test_a_team_gives_its_members_what_it_has_and_takes_it_with_them(account: Account, dana: User, eve: User) -> None:
    team, board = Team.objects.create(account=account, name="Board"), folder_of(dana)
    team.members.add(eve.memberships.get())
    rights.name(viewer_for(dana), board, [line(dana, "MANAGE"), line(team, "MANAGE")])
    assert opens(eve, board, Act.SAVE)
    team.members.clear()
    assert not opens(eve, board)
    team.members.add(eve.memberships.get())
    team.delete()
    assert not opens(eve, board) and opens(dana, board)


def test_who_leaves_the_account_and_comes_back_is_named_no_more(dana: User, eve: User, account: Account) -> None:
    board = folder_of(dana)
    rights.name(viewer_for(dana), board, [line(dana, "MANAGE"), line(eve)])
    eve.memberships.all().delete()
    Membership.objects.create(user=eve, account=account, role=Role.ANALYST)
    assert not opens(eve, board)


def test_a_list_that_lost_everybody_is_admins_alone(alice: User, dana: User, eve: User) -> None:
    board = folder_of(dana)
    rights.name(viewer_for(dana), board, [line(dana, "MANAGE")])
    dana.memberships.all().delete()
    assert Grant.objects.count() == 0 and not opens(eve, board) and opens(alice, board, Act.SAVE)


def test_a_viewers_role_changes_nothing_even_with_manage(bob: User, dana: User) -> None:
    board = folder_of(dana)
    rights.name(viewer_for(dana), board, [line(dana, "MANAGE"), line(bob, "MANAGE")])
    assert opens(bob, board) and not opens(bob, board, Act.SAVE)
    said = {str(seer.member.user): (seer.level, seer.through) for seer in seers.seers(Folder.objects.get(pk=board.pk))}
    assert said["Bob"] == ("View", "named; a viewer changes nothing") and said["Dana"] == ("Manage", "named")


@pytest.mark.parametrize("level", ["VIEW", "MANAGE"])
def test_somebody_who_can_manage_must_stay(bob: User, dana: User, level: str) -> None:
    board = folder_of(dana)
    wanted = [line(bob, level)] + ([line(dana)] if level == "VIEW" else [])
    with pytest.raises(Refused, match="Nobody would be left to manage it"):
        rights.name(viewer_for(dana), board, wanted)
    assert opens(dana, board, Act.SAVE) and not Audience.objects.exists()


@pytest.mark.parametrize(
    ("who", "level", "said"),
    [
        ("member:999999", "VIEW", "no person or team of this account"),
        ("team:1", "VIEW", "no person or team of this account"),
        ("member:", "VIEW", "no person or team"),
        ("user:1", "VIEW", "no person or team"),
        ("member:٣", "VIEW", "no person or team"),
        ("member:" + "9" * 40, "VIEW", "no person or team"),
        ("<script>", "VIEW", "no person or team"),
        (None, "ADMIN", "takes VIEW or MANAGE"),
        (None, "view", "takes VIEW or MANAGE"),
    ],
)
def test_a_line_that_means_nothing_is_refused(dana: User, eve: User, who: str | None, level: str, said: str) -> None:
    board = folder_of(dana)
    with pytest.raises(Refused, match=said):
        rights.name(viewer_for(dana), board, [line(dana, "MANAGE"), Line(who or line(eve).who, level)])
    assert not Folder.objects.get(pk=board.pk).customised


def test_nobody_of_another_account_is_named_and_none_twice(dana: User, eve: User, charlie: User) -> None:
    board, strangers = folder_of(dana), Team.objects.create(account=charlie.memberships.get().account, name="Theirs")
    for stranger in (charlie, strangers):
        with pytest.raises(Refused, match="of this account"):
            rights.name(viewer_for(dana), board, [line(dana, "MANAGE"), line(stranger)])
    with pytest.raises(Refused, match="Eve is named twice"):
        rights.name(viewer_for(dana), board, [line(dana, "MANAGE"), line(eve), line(eve, "MANAGE")])


def test_another_account_changes_nothing(dana: User, charlie: User) -> None:
    board = folder_of(dana)
    with pytest.raises(Refused, match="may not change who sees"):
        rights.name(viewer_for(charlie), board, [line(charlie, "MANAGE")])


def test_the_roots_have_no_list(alice: User) -> None:
    viewer = viewer_for(alice)
    for root in (folders.shared(viewer.account), folders.personal(viewer)):
        with pytest.raises(Refused, match="has no list"):
            rights.name(viewer, root, [line(alice, "MANAGE")])


def test_of_two_who_change_it_at_once_the_second_is_told(dana: User, eve: User) -> None:
    board = folder_of(dana)
    both = [line(dana, "MANAGE"), line(eve, "MANAGE")]
    board = rights.name(viewer_for(dana), board, both, rights.version(board))
    seen = rights.version(board)
    rights.name(viewer_for(dana), board, both[:1], seen)
    changes = [
        lambda: rights.name(viewer_for(dana), board, both, seen),
        lambda: rights.inherit(viewer_for(dana), board, seen),
    ]
    for change in changes:
        with pytest.raises(Refused, match="changed who may see") as error:
            change()
        assert error.value.code == "overtaken"
    assert rights.lines(Folder.objects.get(pk=board.pk)) == both[:1]


def test_inheriting_again_leaves_nothing_behind(dana: User, eve: User) -> None:
    board = folder_of(dana)
    inner = folder_of(dana, "Inner", board)
    rights.name(viewer_for(dana), board, [line(dana, "MANAGE")])
    rights.name(viewer_for(dana), inner, [line(dana, "MANAGE"), line(eve)])
    rights.inherit(viewer_for(dana), inner)
    assert not opens(eve, inner) and Audience.objects.count() == 1
    rights.inherit(viewer_for(dana), board)
    assert opens(eve, inner) and not Audience.objects.exists() and not Grant.objects.exists()


def test_a_folder_whose_parent_one_may_not_open_stands_for_itself(dana: User, eve: User) -> None:
    board = folder_of(dana)
    inner = folder_of(dana, "Inner", board)
    rights.name(viewer_for(dana), board, [line(dana, "MANAGE")])
    rights.name(viewer_for(dana), inner, [line(dana, "MANAGE"), line(eve)])
    assert [place.path for place in folders.places(viewer_for(eve))] == ["Personal", "Shared", "Inner"]


def test_a_folder_moved_under_another_is_seen_by_who_sees_that(dana: User, eve: User) -> None:
    closed, open_ = folder_of(dana, "Closed"), folder_of(dana, "Open")
    rights.name(viewer_for(dana), closed, [line(dana, "MANAGE")])
    inner = folder_of(dana, "Inner", open_)
    closed = Folder.objects.get(pk=closed.pk)
    folders.move(viewer_for(dana), open_, closed)
    assert not opens(eve, open_) and not opens(eve, inner)
    folders.move(viewer_for(dana), inner, folders.shared(inner.account_id))
    assert opens(eve, inner)


def test_a_list_outlasts_a_stay_in_a_personal_folder(dana: User, eve: User) -> None:
    board, viewer = folder_of(dana), viewer_for(dana)
    board = rights.name(viewer, board, [line(dana, "MANAGE")])
    board = folders.move(viewer_for(dana), board, folders.personal(viewer))
    assert not opens(eve, board) and opens(dana, board, Act.SAVE)
    folders.move(viewer_for(dana), board, folders.shared(board.account_id))
    assert not opens(eve, board)


def test_nobody_takes_into_their_own_folder_what_they_may_not_manage(dana: User, eve: User) -> None:
    outer = folder_of(dana, "Outer")
    inner = folder_of(dana, "Inner", outer)
    look = kept_in(dana, inner)
    rights.name(viewer_for(dana), inner, [line(dana, "MANAGE")])
    with pytest.raises(Refused, match="may not change folders in Inner"):
        folders.move(viewer_for(eve), outer, folders.personal(viewer_for(eve)))
    with pytest.raises(Http404):
        looks.find(viewer_for(eve), look.pk)


def test_what_is_in_the_trash_comes_back_to_nobody_else(dana: User, eve: User) -> None:
    board = folder_of(dana)
    gone = kept_in(dana, board)
    board = rights.name(viewer_for(dana), board, [line(dana, "MANAGE")])
    looks.trash(viewer_for(dana), gone)
    with pytest.raises(Refused, match="in the trash would come back"):
        folders.delete(viewer_for(dana), board)
    looks.erase(viewer_for(dana), gone)
    folders.delete(viewer_for(dana), board)
    assert not Audience.objects.exists() and not Look.objects.exists()


def oracle(user: User, folder: Folder) -> Level | None:
    """The same rules once more, from the lists and the tree alone."""
    member = user.memberships.filter(account=folder.account_id).first()
    if member is None:
        return None
    if member.role == Role.ADMIN:
        return Level.MANAGE
    if folder.owner_id is not None:
        return Level.MANAGE if folder.owner_id == user.pk else None
    above: Folder | None = folder
    while above is not None and not above.customised:
        above = above.parent
    if above is None:
        return Level.MANAGE
    mine = [g.level for g in Grant.objects.filter(audience=above.audience_id)
            if g.member_id == member.pk or (g.team is not None and member in g.team.members.all())]  # fmt: skip
    return Level.MANAGE if "MANAGE" in mine else Level.VIEW if mine else None


def shuffled(chance: random.Random, people: list[User], teams: list[Team]) -> None:
    """One thing somebody does to a tree; most of what is refused is refused here too."""
    viewer = viewer_for(chance.choice(people))
    places = folders.places(viewer)
    here, there = (chance.choice(places).folder for _ in range(2))
    below = [place.folder for place in places if place.depth] or [here]
    named = [line(who, chance.choice(Level.values)) for who in chance.sample([*people, *teams], 4)]  # type: ignore[type-var]
    deeds: list[Any] = [
        lambda: folders.make(viewer, here, f"f{chance.random()}"),
        lambda: folders.make(viewer, here, f"f{chance.random()}"),
        lambda: rights.name(viewer, chance.choice(below), named),
        lambda: rights.name(viewer, chance.choice(below), named),
        lambda: rights.inherit(viewer, chance.choice(below)),
        lambda: folders.move(viewer, chance.choice(below), there),
        lambda: teams[0].members.set([chance.choice(people).memberships.get()]),
    ]
    with suppress(Refused), transaction.atomic():
        chance.choice(deeds)()


@pytest.mark.parametrize("seed", range(6))
def test_list_and_thing_agree_with_the_rules_over_any_tree(
    seed: int, account: Account, alice: User, bob: User, dana: User, eve: User, charlie: User
) -> None:
    chance, people = random.Random(seed), [alice, bob, dana, eve]
    teams = [Team.objects.create(account=account, name=f"Team {number}") for number in range(3)]
    for team in teams:
        team.members.set(user.memberships.get() for user in chance.sample(people, 2))
    for _ in range(60):
        shuffled(chance, people, teams)
    rights.name(viewer_for(alice), folder_of(alice, "Last"), [line(alice, "MANAGE"), line(teams[1])])
    every = list(Folder.objects.select_related("parent__parent__parent__parent"))
    for user in (*people, charlie):
        viewer: Viewer = viewer_for(user)
        meant = {folder.pk: oracle(user, folder) for folder in every}
        assert {folder.pk: level_on(viewer, folder) for folder in every} == meant
        listed = set(Folder.objects.filter(kept_for(viewer)).values_list("pk", flat=True))
        assert listed == {pk for pk, level in meant.items() if level}
    assert len(every) > 8


def test_a_short_link_and_an_address_give_no_way_round(dana: User, eve: User) -> None:
    look = look_of(dana, shared=True)
    board = folder_of(dana)
    looks.move(viewer_for(dana), look, board)
    rights.name(viewer_for(dana), board, [line(dana, "MANAGE")])
    for path in (f"/looks/{look.pk}/", f"/looks/{look.pk}/versions/", f"/folders/{board.pk}/"):
        assert send(eve, path).status_code == 404
    assert "By month" not in send(eve, "/folders/?q=month").content.decode()
    assert look.name not in send(eve, f"/explore/business/?{MONTHS}&look={look.pk}v1").content.decode()
