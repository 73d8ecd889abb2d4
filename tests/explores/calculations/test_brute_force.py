"""Running totals, ranks and figures of columns against loops, numpy, scipy and the statistics module."""

from __future__ import annotations

import math
import statistics
import time
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from explores.calculations.grid import Grid
from explores.expressions import ExpressionError, Ref
from tests.explores.calculations.computed import evaluate, rows

numbers = st.one_of(st.none(), st.integers(-50, 50), st.decimals(-50, 50, places=2), st.floats(-50, 50, width=32))
columns = st.lists(numbers, min_size=1, max_size=30)


def of(text: str, values: list[Any]) -> list[Any]:
    def type_of(ref: Ref) -> str:
        return "number"

    return evaluate(text, Grid(rows(n=values)), type_of)[0]


def known(values: list[Any]) -> list[float]:
    return [float(value) for value in values if value is not None]


@given(columns)
def test_running_totals_are_the_sums_so_far(values: list[Any]) -> None:
    expected = [sum(known(values[: place + 1])) for place in range(len(values))]
    assert [float(found) for found in of("running_total(${n})", values)] == pytest.approx(expected, abs=1e-6)


@given(columns)
def test_ranks_count_the_larger_values(values: list[Any]) -> None:
    there = known(values)
    expected = [None if v is None else 1 + sum(other > float(v) for other in there) for v in values]
    assert of("rank(${n}, ${n})", values) == expected
    averages = iter(len(there) + 1 - stats.rankdata(there)) if there else iter(())
    assert of("rank_avg(${n}, ${n})", values) == [None if v is None else next(averages) for v in values]


@given(columns)
def test_lookup_and_match_find_the_first(values: list[Any]) -> None:
    first = [None if v is None else values.index(v) + 1 for v in values]
    assert of("match(${n}, ${n})", values) == first
    assert of("lookup(${n}, ${n}, row())", values) == first


@given(columns, st.floats(0, 1))
def test_percentiles_interpolate_as_numpy_does(values: list[Any], p: float) -> None:
    expected = np.percentile(known(values), p * 100) if known(values) else None
    found = of(f"percentile(${{n}}, {p:.20f})", values)[0]
    assert found is None if expected is None else float(found) == pytest.approx(expected, abs=1e-6)


FIGURES = {
    "mean": statistics.fmean,
    "median": statistics.median,
    "stddev_pop": statistics.pstdev,
    "var_pop": statistics.pvariance,
    "max": max,
    "min": min,
    "sum": math.fsum,
}


@given(columns, st.sampled_from(sorted(FIGURES)))
def test_figures_of_a_column_agree_with_statistics(values: list[Any], name: str) -> None:
    there, found = known(values), of(f"{name}(${{n}})", values)[0]
    assert found is None if not there else float(found) == pytest.approx(FIGURES[name](there), abs=1e-5)


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20))
def test_straight_lines_agree_with_scipy(pairs: list[tuple[Any, Any]]) -> None:
    whole = [(float(a), float(b)) for a, b in pairs if a is not None and b is not None]
    grid = Grid(rows(y=[a for a, _ in pairs], x=[b for _, b in pairs]))
    slope, correl, covar = (
        evaluate(f"{name}(${{y}}, ${{x}})", grid, lambda ref: "number")[0][0]
        for name in ("slope", "correl", "covar_pop")
    )
    if len({b for _, b in whole}) < 2 or np.ptp([b for _, b in whole]) < 1e-3:
        return
    line = stats.linregress([b for _, b in whole], [a for a, _ in whole])
    assert slope == pytest.approx(line.slope, abs=1e-4, rel=1e-4)
    assert covar == pytest.approx(np.cov([a for a, _ in whole], [b for _, b in whole], bias=True)[0, 1], abs=1e-4)
    if np.ptp([a for a, _ in whole]) > 1e-3:
        assert correl == pytest.approx(line.rvalue, abs=1e-4)


@given(st.lists(st.integers(-30, 30), min_size=4, max_size=20))
def test_skew_and_kurtosis_agree_with_scipy(values: list[int]) -> None:
    if len(set(values)) > 1:
        assert of("skew(${n})", values)[0] == pytest.approx(stats.skew(values, bias=False), abs=1e-9)
        assert of("kurtosis(${n})", values)[0] == pytest.approx(stats.kurtosis(values, bias=False), abs=1e-9)


@given(st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=50))
def test_amounts_of_money_are_added_to_the_cent(values: list[Decimal]) -> None:
    assert of("sum(${n})", values)[0] == sum(values)
    assert of("running_total(${n})", values)[-1] == sum(values)
    assert of("${n} - ${n} + 0.01", values) == [Decimal("0.01")] * len(values)


def pivoted(height: int, width: int) -> Grid:
    keys = tuple((f"k{place}",) for place in range(width))
    held = [{"n": {key: (row * 7 + place) % 1000 for place, key in enumerate(keys)}} for row in range(height)]
    return Grid(held, pivots=("p",), keys=keys, pivoted=frozenset({"n"}))


@pytest.mark.parametrize(
    "text",
    [
        "${n} / sum(${n})",
        "running_total(${n})",
        "rank(${n}, ${n})",
        "lookup(${n}, ${n}, ${n})",
        "${n} - offset(${n}, -1)",
    ],
)
def test_cost_grows_with_the_cells_not_their_square(text: str) -> None:
    """5,000 rows of 40 pivot columns, well within the time that 5,000² steps would take."""
    grid = pivoted(5_000, 40)
    began = time.process_time()
    evaluate(text, grid, lambda ref: "number")
    assert time.process_time() - began < 4


def test_too_much_work_is_refused_with_its_place() -> None:
    with pytest.raises(ExpressionError, match="30,000,000 values") as caught:
        evaluate("1 + sum(offset_list(${n}, -5000, 10000))", pivoted(4_000, 10), lambda ref: "number")
    assert caught.value.start == 8
