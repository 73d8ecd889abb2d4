"""Results that come in clumps are weaker evidence than they look."""

from __future__ import annotations

import numpy as np
import pytest

from alerts.playbook.evidence.clumps import MOST, clumping
from alerts.playbook.evidence.record import Record
from tests.alerts.playbook.evidence.cases import judged


def account(clumps: float, ads: int = 40, days: int = 60) -> list[list[Record]]:
    """Ads with two results a day on average, whose variance is ``clumps`` times the mean."""
    chance = np.random.default_rng(3)
    rates = chance.gamma(2 / (clumps - 1), clumps - 1, (ads, days)) if clumps > 1 else np.full((ads, days), 2.0)
    return [[Record(float(count), 50) for count in row] for row in chance.poisson(rates)]


@pytest.mark.parametrize("clumps", [1, 1.5, 3])
def test_the_clumps_found_are_those_that_were_drawn(clumps: float) -> None:
    assert clumping(account(clumps)) == pytest.approx(clumps, rel=0.1)


def test_results_more_even_than_chance_count_singly() -> None:
    assert clumping([[Record(2, 50)] * 60] * 5) == 1


@pytest.mark.parametrize(
    "ads", [[], [[]], [[Record(0, 50)] * 500], account(3, ads=1), [[Record(0, 50), Record(9, 50)]] * 50]
)
def test_with_little_history_results_count_singly(ads: list[list[Record]]) -> None:
    """The last has results enough, but of two days an ad."""
    assert clumping(ads) == 1


def test_one_huge_day_has_its_bound() -> None:
    assert clumping([[Record(1000, 50), *[Record(0, 50)] * 200]]) == MOST


def test_clumps_make_a_judgement_less_sure_and_leave_the_figures_as_they_are() -> None:
    single, clumped = judged(588, 13), judged(588, 13, clumping=2.0)
    assert clumped.chance < single.chance
    assert clumped.likely_range[1] - clumped.likely_range[0] > single.likely_range[1] - single.likely_range[0]
    assert clumped.figures == single.figures and clumped.cost == single.cost


@pytest.mark.parametrize("clumps", [0, 0.9, float("nan"), float("inf")])
def test_less_than_one_at_a_time_can_not_be(clumps: float) -> None:
    with pytest.raises(ValueError, match="one at a time"):
        judged(588, 13, clumping=clumps)
