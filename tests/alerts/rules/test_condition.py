"""What breaches a condition."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.rules.condition import Condition, Op, Usual, breached
from tests.alerts.rules.rows import figure

NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)
LEVELS = (Op.ABOVE, Op.AT_LEAST, Op.BELOW, Op.AT_MOST, Op.EQUAL)


def condition(op: Op, value: float = 10, upper: float = 0, *, percent: bool = False) -> Condition:
    return Condition("rate", op, Decimal(str(value)), Decimal(str(upper)), percent)


@pytest.mark.parametrize(
    ("op", "below", "at", "over"),
    [
        (Op.ABOVE, False, False, True),
        (Op.AT_LEAST, False, True, True),
        (Op.BELOW, True, False, False),
        (Op.AT_MOST, True, True, False),
        (Op.EQUAL, False, True, False),
    ],
)
def test_a_level_is_breached_on_its_side(op: Op, below: bool, at: bool, over: bool) -> None:
    assert [breached(condition(op), Decimal(text)) for text in ("9.99", "10.00", "10.01")] == [below, at, over]


@pytest.mark.parametrize(
    ("value", "inside"), [("9.99", False), ("10", True), ("15", True), ("20", True), ("20.01", False)]
)
def test_both_ends_belong_to_a_range(value: str, inside: bool) -> None:
    assert breached(condition(Op.BETWEEN, 10, 20), Decimal(value)) is inside
    assert breached(condition(Op.OUTSIDE, 10, 20), Decimal(value)) is not inside


@pytest.mark.parametrize(
    ("op", "percent", "before", "now", "said"),
    [
        (Op.INCREASES, False, 100, 110, True),
        (Op.INCREASES, False, 100, 109.99, False),
        (Op.INCREASES, False, 100, 80, False),
        (Op.DECREASES, False, 100, 90, True),
        (Op.DECREASES, False, 100, 120, False),
        (Op.CHANGES, False, 100, 90, True),
        (Op.CHANGES, False, 100, 110, True),
        (Op.CHANGES, False, 100, 105, False),
        (Op.INCREASES, True, 200, 220, True),
        (Op.INCREASES, True, 200, 219, False),
        (Op.DECREASES, True, -100, -110, True),  # of what is below zero, the share is of its size
        (Op.INCREASES, True, 0, 50, None),  # a share of nothing
        (Op.INCREASES, False, 0, 50, True),
        (Op.INCREASES, False, None, 50, None),
        (Op.INCREASES, False, 100, None, None),
    ],
)
def test_a_move_is_counted_from_the_figure_before(
    op: Op, percent: bool, before: float | None, now: float | None, said: bool | None
) -> None:
    assert breached(condition(op, percent=percent), figure(now), figure(before)) is said


@pytest.mark.parametrize("op", [*LEVELS, Op.BETWEEN, Op.OUTSIDE, Op.UNUSUAL])
def test_a_missing_figure_is_never_zero(op: Op) -> None:
    assert breached(condition(op, -1, 1), None, Decimal(5), Usual(Decimal(5), Decimal(1), 20, False)) is None


def test_a_missing_figure_breaches_no_data_alone() -> None:
    assert breached(condition(Op.NO_DATA), None) is True
    assert breached(condition(Op.NO_DATA), Decimal(0)) is False


def test_unusual_is_further_away_than_so_many_spreads() -> None:
    usual = Usual(Decimal(100), Decimal(10), 20, False)
    said = [breached(condition(Op.UNUSUAL, 3), Decimal(value), None, usual) for value in (130, 131, 70, 69)]
    assert said == [False, True, False, True]
    assert breached(condition(Op.UNUSUAL, 3), Decimal(1), None, None) is None


@given(NUMBERS, NUMBERS)
def test_a_figure_is_above_or_at_most_and_never_both(value: Decimal, now: Decimal) -> None:
    def said(op: Op) -> bool | None:
        return breached(Condition("rate", op, value), now)

    assert said(Op.ABOVE) is not said(Op.AT_MOST)
    assert said(Op.BELOW) is not said(Op.AT_LEAST)
    assert said(Op.EQUAL) is (said(Op.AT_LEAST) and said(Op.AT_MOST))
