"""Beliefs of the true cost against closed forms."""

from __future__ import annotations

from math import exp, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.playbook.evidence.posterior import Belief, Part
from alerts.playbook.evidence.record import Record

FLAT = Belief((Part(1e-6, 1e-6),))  # next to no belief of its own
MIXED = Belief((Part(16, 320, 0.8), Part(2, 60, 0.2)))
RECORDS = st.builds(Record, st.integers(0, 60), st.floats(0, 5000))


def test_three_limits_without_a_sale_come_from_an_ad_on_target_in_one_of_twenty_cases() -> None:
    """1 − e^−k, for a belief of one result's worth and no spend."""
    belief = Belief((Part(1, 1e-9),))
    assert belief.after(Record(0, 3 * 28)).chance_above(28) == pytest.approx(1 - exp(-3))


def test_the_ad_on_the_screen_costs_33_to_90() -> None:
    """€588 and 11 purchases at a target of €28."""
    belief = FLAT.after(Record(11, 588))
    low, high = belief.likely_range
    assert belief.chance_above(28) == pytest.approx(0.99, abs=0.01)
    assert (round(low), round(high)) == pytest.approx((35, 95), abs=4)


@given(RECORDS, RECORDS)
def test_two_halves_say_what_the_whole_says(first: Record, second: Record) -> None:
    halves, whole = MIXED.after(first).after(second), MIXED.after(first + second)
    assert halves.chance_above(30) == pytest.approx(whole.chance_above(30), abs=1e-9)


@given(RECORDS, st.floats(0.1, 500))
def test_spend_without_a_result_speaks_against_an_ad_and_a_result_for_it(seen: Record, more: float) -> None:
    now = MIXED.after(seen).chance_above(30)
    assert MIXED.after(seen + Record(0, more)).chance_above(30) >= now - 1e-9
    assert MIXED.after(seen + Record(1, 0)).chance_above(30) <= now + 1e-9


@given(RECORDS, st.floats(0.01, 0.99))
def test_a_quantile_is_where_the_chance_is(seen: Record, share: float) -> None:
    belief = MIXED.after(seen)
    assert belief.chance_below(belief.quantile(share)) == pytest.approx(share, abs=1e-3)


def test_the_curve_encloses_everything() -> None:
    points = MIXED.after(Record(5, 100)).curve(0.5, 200, points=2000)
    width = points[1][0] - points[0][0]
    assert sum(height for _, height in points) * width == pytest.approx(1, abs=0.01)


def test_an_ad_unlike_its_campaign_is_soon_believed_itself() -> None:
    """The campaign costs 20; the ad has spent 600 for two results."""
    alone = Belief((Part(16, 320),)).after(Record(2, 600)).median
    assert MIXED.after(Record(2, 600)).median > 1.5 * alone


def test_what_can_not_be_a_belief_is_refused() -> None:
    for results, spend in ((0, 1), (1, 0), (nan, 1), (1, -1)):
        with pytest.raises(ValueError, match="numbers above 0"):
            Part(results, spend)
    with pytest.raises(ValueError, match="at least one part"):
        Belief(())


@pytest.mark.parametrize("limit", [0, -5, nan, float("inf")])
def test_a_limit_that_is_no_amount_is_refused(limit: float) -> None:
    with pytest.raises(ValueError, match="limit"):
        MIXED.chance_above(limit)


@pytest.mark.parametrize(("results", "spend"), [(-1, 5), (1, -5), (nan, 5), (1, float("inf"))])
def test_a_record_that_can_not_be_is_refused(results: float, spend: float) -> None:
    with pytest.raises(ValueError, match="must be a number of 0 or more"):
        Record(results, spend)


def test_a_share_that_is_none_and_a_curve_backwards_are_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        MIXED.quantile(1)
    with pytest.raises(ValueError, match="low < high"):
        MIXED.curve(50, 20)


def test_parts_that_foretold_nothing_do_no_harm() -> None:
    """One part gave this e^-thousands; the weights stay numbers."""
    sure = Belief((Part(5000, 5000), Part(2, 200)))
    assert 0 < sure.after(Record(0, 90_000)).chance_above(28) <= 1
