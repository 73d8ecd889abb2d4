"""Overlap of audiences that were made of own contacts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from alerts.playbook.audiences import Aim, Both, Shared

BUYERS, VISITORS, LETTER, NOBODY = 1, 2, 3, 4
MEMBERS = {BUYERS: {1, 2, 3, 4}, VISITORS: {3, 4, 5, 6, 7}, LETTER: {4, 8}, NOBODY: set[int]()}


def profiles(members: Mapping[int, set[int]]) -> Counter[frozenset[int]]:
    people = {person for held in members.values() for person in held}
    return Counter(frozenset(each for each, held in members.items() if person in held) for person in people)


def only(*audiences: int, but: tuple[int, ...] = ()) -> frozenset[Aim]:
    return frozenset({Aim(frozenset(audiences), frozenset(but))})


def shared(**aims: frozenset[Aim]) -> Shared[str]:
    return Shared(aims, profiles(MEMBERS))


def test_people_in_common_are_counted() -> None:
    found = shared(a=only(BUYERS), b=only(VISITORS), c=only(LETTER), d=only(NOBODY))
    assert found.people("a") == 4
    assert list(found.beside("a")) == [Both("b", 5, 2), Both("c", 2, 1), Both("d", 0, 0)]


def test_who_is_kept_out_is_taken_off() -> None:
    found = shared(a=only(BUYERS, LETTER, but=(VISITORS,)), b=only(VISITORS))
    assert found.people("a") == 3  # 1, 2 and 8
    assert list(found.beside("a")) == [Both("b", 5, 0)]


def test_those_with_the_same_aims_are_one_that_holds_all_of_them() -> None:
    found = shared(a=only(BUYERS), b=only(BUYERS), c=only(BUYERS))
    assert list(found.beside("a")) == [Both("b", 4, 4, alike=2)]


def test_a_campaign_reaches_whom_any_of_its_ad_sets_reaches() -> None:
    found = shared(a=only(BUYERS) | only(LETTER, but=(BUYERS,)), b=only(LETTER))
    assert found.people("a") == 5 and list(found.beside("a")) == [Both("b", 2, 2)]


AUDIENCES = st.frozensets(st.integers(1, 5), max_size=3)
AIMS = st.frozensets(st.builds(Aim, AUDIENCES, AUDIENCES), max_size=3)
PEOPLE = st.fixed_dictionaries({each: st.sets(st.integers(1, 15)) for each in range(1, 6)})


def reached(aims: frozenset[Aim], members: Mapping[int, set[int]]) -> set[int]:
    """Person by person."""

    def union(audiences: frozenset[int]) -> set[int]:
        return {person for each in audiences for person in members[each]}

    return {person for aim in aims for person in union(aim.included) - union(aim.excluded)}


@given(st.lists(AIMS, min_size=1, max_size=6), PEOPLE)
def test_counts_agree_with_plain_sets(aims: list[frozenset[Aim]], members: dict[int, set[int]]) -> None:
    found = Shared(dict(enumerate(aims)), profiles(members))
    for one, own in enumerate(aims):
        assert found.people(one) == len(reached(own, members))
        for each in found.beside(one):
            theirs = reached(aims[each.other], members)
            assert (each.people, each.common) == (len(theirs), len(theirs & reached(own, members)))
        assert sum(each.alike for each in found.beside(one)) == len(aims) - 1
