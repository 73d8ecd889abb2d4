"""Trend lines beside numpy and scipy: the curve, its equation and its R², in data as odd as it comes."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from explores import charts
from explores.charts.trends import Curve, NoTrend, curve, read
from tests.explores.answers import CHANNEL, MONTH, ORDERS, REVENUE, answer

figures = st.integers(-400, 400).map(lambda n: n / 4)
above = st.integers(1, 800).map(lambda n: n / 8)
quick = settings(max_examples=60, deadline=None)
Pairs = list[tuple[float, float | None]]


def pairs(x: st.SearchStrategy[float], y: st.SearchStrategy[float]) -> st.SearchStrategy[Pairs]:
    """Places, some of them twice, and their figures, some of them missing; in order of the places."""
    return st.lists(st.tuples(x, st.none() | y), min_size=3, max_size=25).map(lambda made: sorted(made, key=_place))


def _place(pair: tuple[float, float | None]) -> float:
    return pair[0]


def drawn(kind: str, data: Pairs) -> Curve:
    return curve(read(kind), [x for x, _ in data], [y for _, y in data])


def known(data: Pairs) -> tuple[Any, Any]:
    """The places and figures that are there."""
    there = [(x, y) for x, y in data if y is not None]
    assume(len({x for x, _ in there}) > 3)
    return np.array([x for x, _ in there]), np.array([y for _, y in there])


def explained(y: Any, fitted: Any) -> float:
    """R² as the textbook has it: what is missed, beside what there was to miss."""
    return float(1 - sum((y - fitted) ** 2) / sum((y - sum(y) / len(y)) ** 2))


def numbers(equation: str) -> list[float]:
    """The coefficients an equation tells, in its order; x and its powers left out."""
    plain = re.sub(r"x[²³⁴⁵⁶]?", " ", equation.replace("−", "-").replace(",", "").replace("- ", "-"))
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?", plain.removeprefix("y ="))]


def close(told: list[float], meant: list[float]) -> None:
    """To the four digits that an equation tells."""
    assert told == pytest.approx(meant, rel=6e-4, abs=1e-6)


@quick
@given(pairs(figures, figures))
def test_a_straight_line_is_that_of_scipy(data: Pairs) -> None:
    x, y = known(data)
    made, line = drawn("linear", data), stats.linregress(x, y)
    assert made.values == pytest.approx([line.intercept + line.slope * x for x, _ in data], abs=1e-7)
    if np.ptp(y):
        assert made.r2 == pytest.approx(line.rvalue**2, abs=1e-9)
    close(numbers(made.equation.replace("y = x", "y = 1x").replace("y = -x", "y = -1x")), [line.slope, line.intercept])


@quick
@given(pairs(figures, figures), st.sampled_from([2, 3]))
def test_a_polynomial_is_that_of_numpy(data: Pairs, order: int) -> None:
    x, y = known(data)
    made, found = drawn(f"polynomial:{order}", data), np.polyfit(x, y, order)
    assume(np.linalg.cond(np.vander((x - x.mean()) / np.ptp(x), order + 1)) < 1e4)
    wanted = np.polyval(found, [x for x, _ in data])
    assert made.values == pytest.approx(wanted, abs=1e-4 * max(1, float(np.abs(wanted).max())))
    if np.ptp(y):
        assert made.r2 == pytest.approx(explained(y, np.polyval(found, x)), abs=1e-5)


@quick
@given(pairs(above, above), st.sampled_from(["exponential", "logarithmic", "power"]))
def test_curves_by_logarithms_are_straight_lines_of_logarithms(data: Pairs, kind: str) -> None:
    x, y = known(data)
    on_x = x if kind == "exponential" else np.log(x)
    slope, start = np.polyfit(on_x, y if kind == "logarithmic" else np.log(y), 1)
    fitted = start + slope * on_x if kind == "logarithmic" else np.exp(start + slope * on_x)
    made = drawn(kind, data)
    there = [value for value, (_, figure) in zip(made.values, data, strict=True) if figure is not None]
    assert there == pytest.approx(fitted, rel=1e-6, abs=1e-7)
    if np.ptp(y):
        assert made.r2 == pytest.approx(explained(y, fitted), rel=1e-6, abs=1e-6)
    told = numbers(made.equation.replace("ln", "").replace("e^", ""))
    close(told, [slope, start] if kind == "logarithmic" else [math.exp(start), slope])


@quick
@given(pairs(figures, figures), st.integers(2, 5))
def test_a_moving_average_is_the_mean_of_its_window(data: Pairs, size: int) -> None:
    values = [y for _, y in data]
    assume(len(values) >= size and any(value is not None for value in values))
    windows = [[v for v in values[max(end - size, 0) : end] if v is not None] for end in range(1, len(values) + 1)]
    wanted = [None if end < size or not w else sum(w) / len(w) for end, w in enumerate(windows, 1)]
    assert drawn(f"average:{size}", data).values == pytest.approx(wanted)


@pytest.mark.parametrize("kind", ["linear", "exponential", "logarithmic", "power", "polynomial:2"])
def test_figures_all_the_same_give_a_level_line_that_explains_nothing(kind: str) -> None:
    made = drawn(kind, [(float(x), 0.1) for x in range(1, 8)])
    assert made.values == pytest.approx([0.1] * 7) and made.r2 is None


@pytest.mark.parametrize("kind", ["linear", "exponential", "logarithmic", "power"])
def test_two_points_lie_on_the_line(kind: str) -> None:
    made = drawn(kind, [(2.0, 3.0), (3.0, None), (5.0, 11.0)])
    assert (made.values[0], made.values[2]) == pytest.approx((3, 11)) and made.r2 == pytest.approx(1)


@pytest.mark.parametrize(
    ("kind", "figures", "reason"),
    [
        ("exponential", [1, 2, 0], "every figure must be above zero"),
        ("power", [3, -2, 1], "every figure must be above zero"),
        ("polynomial:2", [1, 2, None], "3 points at least"),
        ("linear", [None, None, None], "2 points at least"),
        ("average:4", [1, 2, 3], "4 points at least"),
    ],
)
def test_what_has_no_curve_says_why(kind: str, figures: list[float | None], reason: str) -> None:
    with pytest.raises(NoTrend, match=reason):
        drawn(kind, list(zip((1.0, 2.0, 3.0), figures, strict=True)))


def test_places_too_close_together_tell_no_curve() -> None:
    with pytest.raises(NoTrend, match="3 places that lie further apart"):
        drawn("polynomial:2", [(0.0, 1.0), (1e-300, 2.0), (1.0, 3.0)])


def plotted(field: Any, rows: list[tuple[Any, ...]], trend: str, kind: str = "line") -> tuple[Any, Any]:
    made = charts.figure(answer((field, ORDERS), rows), {"type": kind, "trend": trend})
    return made.plot["data"][-1], made.notes


@pytest.mark.parametrize("kind", ["line", "column", "scatter", "area"])
def test_an_average_over_time_counts_periods_not_rows(kind: str) -> None:
    rows = [(date(2026, month, 1), 10 * month) for month in (6, 1, 3, 2, 7)]
    trace, _ = plotted(MONTH, rows, "average:3", kind)
    at = dict(zip((str(x)[:7] for x in trace["x"]), trace["y"], strict=True))
    assert {month: at[month] for month in ("2026-03", "2026-06", "2026-07")} == {
        "2026-03": 20, "2026-06": 60, "2026-07": 65,
    }  # fmt: skip


def test_an_average_that_no_period_has_figures_for_is_told() -> None:
    rows = [(date(2026, 1, 1), 10), (date(2026, 11, 1), 20)]
    options = {"type": "column", "trend": "average:3", "trend.average.label": True}
    made = charts.figure(answer((MONTH, ORDERS), rows), options, today=date(2026, 11, 15))
    assert "Orders has no moving average of 3: it takes 3 points at least" in made.notes


def test_hours_across_a_change_of_clocks_lie_where_the_clock_has_them() -> None:
    hour = MONTH.__class__(**{**MONTH.__dict__, "timeframe": "hour", "type": "timestamp"})
    start = datetime(2026, 3, 29)
    rows = [(start + timedelta(hours=n), 3 * n + 1) for n in (0, 1, 3, 4, 7)]  # there is no 2 o'clock
    trace, notes = plotted(hour, rows, "linear")
    assert trace["y"] == pytest.approx([1, 4, 10, 13, 22])
    assert any("y = 3x − 2, R² 1.000 (x counts hours from" in note for note in notes)
    averaged, _ = plotted(hour, rows, "average:2")
    assert averaged["y"] == pytest.approx([None, 2.5, 10, 11.5, 22])


def test_one_measure_over_another_may_have_a_place_twice_and_come_in_any_order() -> None:
    rows = [("a", 20.0, 4), ("b", 10.0, 3), ("c", 20.0, 8), ("d", 30.0, 9), ("e", None, 7)]
    made = charts.figure(answer((CHANNEL, REVENUE, ORDERS), rows), {"type": "scatter", "trend": "linear"})
    line = stats.linregress([20, 10, 20, 30], [4, 3, 8, 9])
    assert made.plot["data"][-1]["y"] == pytest.approx([line.intercept + line.slope * x for x in (10, 20, 20, 30)])
    assert any(f"R² {line.rvalue**2:.3f} (x is Revenue)" in note for note in made.notes)
