"""What no rule can do: the bound of Neyman and Pearson for one ad's own results.

Before 6 limits are spent an ad at 2 limits brings 3 results on average, one at 0.8 limits 7.5. The number of results
holds all that an ad's days say of its cost, so no rule, however it looks, beats the best test on that number.
"""

from __future__ import annotations

from math import exp, factorial

import pytest

DEAR, FINE = 6 / 2, 6 / 0.8


def poisson(count: int, mean: float) -> float:
    return mean**count * exp(-mean) / factorial(count)


def best_power(error: float) -> float:
    """Few results speak against an ad: take counts from 0 on until the error is used up, the last one in part."""
    power = 0.0
    for count in range(100):
        part = min(1.0, error / poisson(count, FINE))
        power, error = power + part * poisson(count, DEAR), error - part * poisson(count, FINE)
    return power


def least_error(power: float) -> float:
    """The same, the other way round."""
    error = 0.0
    for count in range(100):
        part = min(1.0, power / poisson(count, DEAR))
        error, power = error + part * poisson(count, FINE), power - part * poisson(count, DEAR)
    return error


def test_on_its_own_figures_an_ad_at_twice_the_limit_is_caught_in_60_of_100_cases_at_best() -> None:
    assert best_power(0.05) == pytest.approx(0.594, abs=0.001)


def test_to_catch_80_of_100_on_their_own_figures_means_pausing_13_of_100_that_are_fine() -> None:
    assert least_error(0.80) == pytest.approx(0.126, abs=0.001)
