"""The incomplete gamma function against closed forms and its own laws."""

from __future__ import annotations

from math import erf, exp, factorial, inf, nan, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.playbook.evidence.gamma import lower, upper

SHAPES = st.floats(0.05, 5000)
POINTS = st.floats(0, 10_000)


@given(st.integers(1, 60), st.floats(0, 120))
def test_a_whole_shape_is_a_sum_of_poisson_chances(shape: int, x: float) -> None:
    fewer = exp(-x) * sum(x**count / factorial(count) for count in range(shape))
    assert upper(shape, x) == pytest.approx(fewer, rel=1e-11, abs=1e-14)


@given(st.floats(0, 30))
def test_a_shape_of_one_half_is_the_error_function(x: float) -> None:
    assert lower(0.5, x) == pytest.approx(erf(sqrt(x)), abs=1e-13)


@given(SHAPES, POINTS)
def test_below_and_above_make_one(shape: float, x: float) -> None:
    assert lower(shape, x) + upper(shape, x) == pytest.approx(1)
    assert 0 <= lower(shape, x) <= 1


@given(SHAPES, POINTS, st.floats(0, 100))
def test_it_rises_with_the_point_and_falls_with_the_shape(shape: float, x: float, more: float) -> None:
    assert lower(shape, x + more) >= lower(shape, x) - 1e-12
    assert lower(shape + more, x) <= lower(shape, x) + 1e-12


def test_far_out_the_upper_part_is_not_rounded_away() -> None:
    assert upper(1, 100) == pytest.approx(exp(-100))


def test_both_ends_are_certain() -> None:
    assert (lower(3, 0), lower(3, inf), upper(3, 0), upper(3, inf)) == (0, 1, 1, 0)


@pytest.mark.parametrize(("shape", "x"), [(0, 1), (-1, 1), (nan, 1), (inf, 1), (1, -0.1), (1, nan)])
def test_what_is_no_gamma_is_refused(shape: float, x: float) -> None:
    with pytest.raises(ValueError, match="gamma"):
        lower(shape, x)
