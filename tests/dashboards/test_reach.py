"""How far buyers go, with numbers one can check by hand."""

from __future__ import annotations

from fractions import Fraction

from dashboards.reach import stages

COUNTS = [(1, 60), (2, 20), (3, 10), (5, 6), (9, 4)]


def test_a_stage_counts_everyone_who_got_at_least_that_far() -> None:
    assert [stage.buyers for stage in stages(COUNTS)] == [40, 20, 10, 10, 4]


def test_a_share_is_of_all_buyers() -> None:
    assert stages(COUNTS)[0].share == Fraction(40, 100)


def test_the_last_stage_is_open() -> None:
    assert [stage.label for stage in stages(COUNTS)] == ["2nd", "3rd", "4th", "5th", "6th +"]


def test_people_without_an_order_are_no_buyers() -> None:
    assert stages([(0, 1000), *COUNTS]) == stages(COUNTS)


def test_nobody_bought_is_no_stage() -> None:
    assert stages([(0, 3)]) == []
