"""The prior of an ad comes from its campaign, never from itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.playbook.evidence.prior import FARTHEST, NEAREST, WIDE, Origin, prior_of, spread_of
from alerts.playbook.evidence.record import Record

MANY = [Record(20, 500)] * 9
RECORDS = st.lists(st.builds(Record, st.integers(0, 200), st.floats(0, 1e15)), max_size=12)


def test_the_centre_is_that_of_the_siblings() -> None:
    prior = prior_of(MANY, norm=60)
    assert prior.origin is Origin.CAMPAIGN and prior.siblings == 9
    assert prior.belief.median == pytest.approx(25, rel=0.1)


@pytest.mark.parametrize("few", [[], [Record(20, 500)], [Record(0, 0)] * 5])
def test_few_siblings_leave_a_wide_belief(few: list[Record]) -> None:
    low, high = prior_of(few, norm=25).belief.likely_range
    assert prior_of(few, norm=25).origin is Origin.NORM
    assert high > 10 * low


def test_without_siblings_the_norm_is_the_centre() -> None:
    (only,) = prior_of([], norm=40).belief.parts
    assert (only.results, only.spend) == (WIDE, WIDE * 40)


def test_one_sibling_draws_the_centre_of_the_wide_belief() -> None:
    assert prior_of([Record(2, 400)], norm=40).belief.median > 1.5 * prior_of([], norm=40).belief.median


@given(RECORDS)
def test_however_many_siblings_the_prior_is_never_stronger_than_its_bound(siblings: list[Record]) -> None:
    prior = prior_of(siblings, norm=30)
    assert all(0 < part.results <= 1 / NEAREST**2 for part in prior.belief.parts)
    assert NEAREST <= prior.spread <= FARTHEST


def test_few_siblings_say_less_than_many_with_the_same_results() -> None:
    few, many = ([Record(600 / count, 15_000 / count)] * count for count in (2, 12))
    assert prior_of(few, 25).belief.parts[0].results == pytest.approx(1 / (NEAREST**2 * 1.5 + 1 / 602))
    assert prior_of(many, 25).belief.parts[0].results > 1.3 * prior_of(few, 25).belief.parts[0].results


def test_alike_siblings_say_more_than_unlike_ones() -> None:
    unlike = [Record(40, 500), Record(5, 500), Record(15, 500)] * 3
    assert prior_of(MANY, 25).belief.parts[0].results > 2 * prior_of(unlike, 25).belief.parts[0].results


@pytest.mark.parametrize("true", [0.3, 0.5, 0.8])
def test_the_spread_found_is_the_one_that_was_drawn(true: float) -> None:
    """A thousand siblings with 40 results each, their rates a gamma of that spread."""
    chance = np.random.default_rng(7)
    rates = chance.gamma(1 / true**2, true**2, 1000)
    found = spread_of([Record(float(count), 40) for count in chance.poisson(40 * rates)])
    assert found == pytest.approx(true, rel=0.1)


def test_siblings_without_a_single_result_speak_for_a_high_cost() -> None:
    assert prior_of([Record(0, 300)] * 4, norm=25).belief.chance_above(25) > 0.9


def test_a_sibling_that_hardly_spent_is_not_heard_though_a_late_result_came_to_it() -> None:
    assert prior_of([*MANY, Record(3, 0), Record(1, 0.01)], 25) == prior_of(MANY, 25)


@pytest.mark.parametrize("norm", [0, -1, float("nan")])
def test_a_norm_that_is_no_amount_is_refused(norm: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        prior_of(MANY, norm)
