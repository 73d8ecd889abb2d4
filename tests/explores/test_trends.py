"""Trend lines lie where least squares put them, over time as it passes, and say how well they fit."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores import charts
from explores.charts import Chart, takes_trends
from explores.charts.trends import CHOICES, Curve, NoTrend, Trend, curve, read
from tests.explores.answers import CHANNEL, MONTH, ORDERS, REVENUE, answer, by_channel, monthly

PLACES = [float(place) for place in range(1, 13)]
KNOWN: dict[str, Callable[[float], float]] = {
    "linear": lambda x: 30 - 2 * x,
    "polynomial:2": lambda x: 2 * x**2 - 3 * x + 4,
    "polynomial:3": lambda x: 0.5 * x**3 - x + 1,
    "exponential": lambda x: 3 * math.exp(0.25 * x),
    "logarithmic": lambda x: 5 - 2 * math.log(x),
    "power": lambda x: 4 * x**1.5,
}
EQUATIONS = {
    "linear": "y = −2x + 30",
    "polynomial:2": "y = 2x² − 3x + 4",
    "exponential": "y = 3 · e^(0.25x)",
    "logarithmic": "y = −2 ln x + 5",
    "power": "y = 4 · x^1.5",
}


def drawn(text: str, values: list[float | None], places: list[float] = PLACES) -> Curve:
    return curve(read(text), places[: len(values)], values)


@pytest.mark.parametrize("text", KNOWN)
def test_a_curve_that_is_there_is_found_and_explains_everything(text: str) -> None:
    made = drawn(text, [KNOWN[text](place) for place in PLACES])
    assert made.values == pytest.approx([KNOWN[text](place) for place in PLACES])
    assert made.r2 == pytest.approx(1)


@pytest.mark.parametrize("text", EQUATIONS)
def test_the_equation_is_the_one_of_the_curve(text: str) -> None:
    assert drawn(text, [KNOWN[text](place) for place in PLACES]).equation == EQUATIONS[text]


def test_a_straight_line_is_that_of_the_textbook() -> None:
    chance = random.Random(7)
    values = [chance.gauss(50, 20) for _ in PLACES]
    slope, start = statistics.linear_regression(PLACES, values)
    made = drawn("linear", [*values])
    assert made.values == pytest.approx([start + slope * place for place in PLACES])
    assert made.r2 == pytest.approx(statistics.correlation(PLACES, values) ** 2)


@given(st.lists(st.none() | st.floats(allow_nan=False), max_size=20), st.sampled_from(CHOICES))
def test_any_figures_make_a_curve_or_a_reason(values: list[float | None], text: str) -> None:
    try:
        made = drawn(text, values, [float(place) for place in range(1, 21)])
    except NoTrend as reason:
        assert str(reason)
    else:
        assert len(made.values) == len(values)
        assert all(value is None or math.isfinite(value) for value in made.values)


@given(st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=40), st.sampled_from([1, 2, 3]))
def test_no_other_curve_of_its_order_lies_closer(values: list[float], order: int) -> None:
    places = [float(place) for place in range(1, len(values) + 1)]
    fitted = drawn("linear" if order == 1 else f"polynomial:{order}", [*values], places).values
    missed = [value - (at or 0) for value, at in zip(values, fitted, strict=True)]
    for power in range(order + 1):  # what is missed goes with no power of x any more: the least squares
        along = [(place / len(values)) ** power for place in places]
        size = math.fsum(abs(miss * x) for miss, x in zip(missed, along, strict=True))
        assert abs(math.fsum(miss * x for miss, x in zip(missed, along, strict=True))) <= 1e-6 * max(size, 1)


def test_missing_values_take_no_part_and_the_line_goes_on_over_them() -> None:
    made = drawn("linear", [2, None, 6, None, 10])
    assert made.values == pytest.approx([2, 4, 6, 8, 10])


def test_a_moving_average_is_of_a_point_and_those_before_it() -> None:
    assert drawn("average:3", [3, 6, 9, 12, None]).values == [None, None, 6, 9, 10.5]
    assert drawn("average:2", [3, None, None, 4]).values == [None, 3, None, 4]
    assert drawn("average:3", [3, 6, 9]).r2 is None


def test_figures_that_are_all_the_same_leave_nothing_to_explain() -> None:
    made = drawn("linear", [0.1] * 6)
    assert made.values == pytest.approx([0.1] * 6) and made.r2 is None


@pytest.mark.parametrize(
    ("text", "values", "reason"),
    [
        ("linear", [3], "2 points at least"),
        ("linear", [None, None, 4], "2 points at least"),
        ("polynomial:3", [1, 2, 3], "4 points at least"),
        ("average:7", [1, 2, 3], "7 points at least"),
        ("exponential", [1, 0, 3], "every figure must be above zero"),
        ("power", [1, -1, 3], "every figure must be above zero"),
        ("linear", [1e308, -1e308, 1e308], "too large"),
        ("average:2", [1e308, 1e308], "too large"),
        ("polynomial:2", [1e308, -1e308, 1e308], "too large"),
    ],
)
def test_a_line_that_cannot_be_drawn_says_why(text: str, values: list[float | None], reason: str) -> None:
    with pytest.raises(NoTrend, match=reason):
        drawn(text, values)


@pytest.mark.parametrize("text", ["logarithmic", "power"])
def test_places_at_and_below_zero_have_no_logarithm(text: str) -> None:
    with pytest.raises(NoTrend, match="every place must be above zero"):
        drawn(text, [1, 2, 3], [0, 1, 2])


def test_one_place_alone_has_no_slope() -> None:
    with pytest.raises(NoTrend, match="2 points"):
        drawn("linear", [1, 2, 3], [4, 4, 4])


@pytest.mark.parametrize("text", ["cubic", "linear:2", "polynomial:1", "average:9999", "average:-3", "average:x", "²"])
def test_a_name_nobody_knows_says_what_there_is(text: str) -> None:
    with pytest.raises(NoTrend, match=r"there are|takes"):
        read(text)


def test_names_read_as_people_say_them() -> None:
    assert [read(text).name for text in CHOICES[:3]] == ["Linear", "Polynomial, order 2", "Polynomial, order 3"]
    assert (read("average").name, read(" polynomial ")) == ("Moving average of 7", Trend("polynomial", 3))


def chart(rows: list[tuple[Any, ...]], trend: str = "linear", kind: str = "column", **extra: Any) -> Chart:
    return charts.figure(answer((MONTH, ORDERS), rows), {"type": kind, "trend": trend}, **extra)


GROWING = [(date(2026, month, 1), 10 * month) for month in (1, 2, 3, 6)]


@pytest.mark.parametrize("kind", ["column", "line", "area", "scatter"])
def test_a_line_is_fitted_over_time_whatever_the_order_and_the_gaps_of_rows(kind: str) -> None:
    for rows in (GROWING, GROWING[::-1]):
        made = chart(rows, kind=kind)
        trace = made.plot["data"][-1]
        at = dict(zip(trace["x"], trace["y"], strict=True))
        assert [at[f"2026-0{month}-01"] for month in (1, 2, 3, 6)] == pytest.approx([10, 20, 30, 60])
        assert (trace["mode"], trace["line"]["dash"], trace["line"]["color"]) == ("lines", "dash", "--ink2")
        assert "Orders, linear trend: y = 10x + 0, R² 1.000 (x counts months from 2026-01)" in made.notes


def test_a_line_goes_from_the_first_figure_to_the_last() -> None:
    rows = [(date(2026, month, 1), 10 * month if 3 <= month <= 5 else None) for month in range(1, 8)]
    made = chart(rows)
    trace = made.plot["data"][-1]
    assert (trace["x"][0], trace["x"][-1]) == ("2026-03-01", "2026-05-01")
    assert "Orders, linear trend: y = 10x + 20, R² 1.000 (x counts months from 2026-03)" in made.notes


def test_times_without_a_step_are_counted_in_days() -> None:
    moment = MONTH.__class__(**{**MONTH.__dict__, "timeframe": None})
    rows = [(date(2026, 1, 1) + timedelta(days), 2 * days) for days in (0, 1, 5, 30)]
    made = charts.figure(answer((moment, ORDERS), rows), {"type": "line", "trend": "linear"})
    assert made.plot["data"][-1]["y"] == pytest.approx([0, 2, 10, 60])
    assert any("x counts days" in note for note in made.notes)


def test_the_period_in_progress_takes_no_part() -> None:
    rows = [(date(2026, month, 1), 10 * month) for month in range(1, 7)] + [(date(2026, 7, 1), 3)]
    trace = chart(rows, today=date(2026, 7, 4)).plot["data"][-1]
    assert trace["y"] == pytest.approx([10, 20, 30, 40, 50, 60, 70])


def test_the_axis_reaches_as_far_as_the_line() -> None:
    rows = [(date(2026, month, 1), value) for month, value in enumerate((90, 60, 30, 5), 1)]
    made = chart(rows).plot
    assert made["layout"]["yaxis"]["range"][0] <= min(made["data"][-1]["y"]) < 5


def test_several_lines_go_over_each_series() -> None:
    made = charts.figure(by_channel(), {"type": "line", "trend": "linear, average:2, linear"})
    names = [trace["name"] for trace in made.plot["data"][2:]]
    assert names == ["Email, linear trend", "Email, moving average of 2"]
    assert "Ads has no linear trend: it takes 2 points at least" in made.notes


def test_a_line_may_go_over_a_chosen_series_alone() -> None:
    chosen = {"type": "line", "trend": "linear,average:2"}
    series = next(one.id for one in charts.figure(by_channel(), "line").series if one.name == "Email")
    made = charts.figure(by_channel(), chosen | {"trend.linear.series": series})
    assert [trace["name"] for trace in made.plot["data"][2:]] == ["Email, linear trend", "Email, moving average of 2"]
    assert not any("Ads has no linear trend" in note for note in made.notes)
    lost = charts.figure(by_channel(), chosen | {"trend.linear.series": "nobody"})
    assert "No linear trend: no series 'nobody' is drawn on its axis" in lost.notes


def test_one_measure_over_another_has_a_trend_too() -> None:
    rows = [("a", 10.0, 5), ("b", 30.0, 15), ("c", 20.0, 10)]
    made = charts.figure(answer((CHANNEL, REVENUE, ORDERS), rows), {"type": "scatter", "trend": "linear"})
    assert (made.plot["data"][-1]["x"], made.plot["data"][-1]["y"]) == ([10, 20, 30], pytest.approx([5, 10, 15]))
    assert any("(x is Revenue)" in note for note in made.notes)


def test_a_trend_nobody_knows_is_told_and_the_chart_stays() -> None:
    made = chart(GROWING, "<b>wavy</b>,linear")
    assert len(made.plot["data"]) == 2
    assert any("'<b>wavy</b>'; there are linear, polynomial" in note for note in made.notes)


@pytest.mark.parametrize("kind", ["column", "area"])
def test_parts_of_a_stack_have_no_trend(kind: str) -> None:
    stacked = charts.figure(by_channel(), {"type": kind, "stack": True, "trend": "linear"})
    assert len(stacked.plot["data"]) == 2 and "No trend line over a stack" in stacked.notes
    assert takes_trends(kind, "") and not takes_trends(kind, "1")


@pytest.mark.parametrize("kind", ["bar", "pie"])
def test_bars_and_slices_have_no_trend_and_say_so(kind: str) -> None:
    assert f"No trend line over a {kind} chart" in charts.figure(monthly(), {"type": kind, "trend": "linear"}).notes
    assert not any("trend" in note for note in charts.figure(monthly(), kind).notes)
    assert not takes_trends(kind, "")
