"""Lines, ranges and margins to hold figures against, and the words at trend lines."""

from __future__ import annotations

import statistics
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given as drawn_from
from hypothesis import strategies as st

from explores import charts
from explores.charts import Chart
from explores.charts.references import TAKES
from tests.explores.answers import CHANNEL, ORDERS, RATE, additive, answer

FIGURES = [4, 10, 6, 8]
ROWS = answer((CHANNEL, ORDERS), list(zip("abcd", FIGURES, strict=True)))


def drawn(kind: str = "column", trend: str = "", **settings: str) -> Chart:
    given = {key.replace("__", "."): value for key, value in settings.items()}
    return charts.figure(ROWS, {"type": kind, "trend": trend, "settings": given})


def shapes(chart: Chart) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = chart.plot["layout"]["shapes"]
    return found


@pytest.mark.parametrize(
    ("at", "figure", "label"),
    [
        ("9.5", 9.5, "Reference 10"),
        ("mean", 7, "Mean 7"),
        ("median", 7, "Median 7"),
        ("MIN", 4, "Minimum 4"),
        ("max", 10, "Maximum 10"),
        ("${mean} * 1.5 - 0.5", 10, "Reference 10"),
        ("-(${max} - ${min}) / 2", -3, "Reference −3"),
    ],
)
def test_a_line_stands_at_a_number_or_at_what_the_figures_come_to(at: str, figure: float, label: str) -> None:
    chart = drawn(reference__1__at=at)
    assert [(shape["type"], shape["y0"], shape["y1"]) for shape in shapes(chart)] == [("line", figure, figure)]
    assert [word["text"] for word in chart.plot["layout"]["annotations"]] == [label]


def test_a_range_goes_from_a_start_to_an_end() -> None:
    chart = drawn(reference__1__kind="range", reference__1__from="9", reference__1__to="min")
    assert [(shape["type"], shape["y0"], shape["y1"]) for shape in shapes(chart)] == [("rect", 4, 9)]
    assert chart.plot["layout"]["annotations"][0]["text"] == "4 to 9"


def test_margins_are_a_deviation_or_numbers_around_a_centre() -> None:
    by_deviation = drawn(reference__1__kind="margins")
    band, line = shapes(by_deviation)
    spread = statistics.stdev(FIGURES)
    assert (band["y0"], band["y1"], line["y0"]) == (7 - spread, 7 + spread, 7)
    given = drawn(reference__1__kind="margins", reference__1__at="5", reference__1__above="2", reference__1__below="1")
    assert [(shape["y0"], shape["y1"]) for shape in shapes(given)] == [(4, 7), (5, 5)]


def test_a_deviation_does_not_lead_below_zero_where_no_figure_does() -> None:
    for lowest, ends_at_zero in ((0, True), (-1, False)):
        rows = answer((CHANNEL, ORDERS), list(zip("abcd", [lowest, 0, 0, 9], strict=True)))
        chart = charts.figure(
            rows, {"type": "column", "settings": {"reference.1.kind": "margins", "reference.1.at": "median"}}
        )
        assert (shapes(chart)[0]["y0"] == 0) is ends_at_zero


def test_a_line_has_a_label_a_side_and_a_colour_which_stay_text() -> None:
    chart = drawn(reference__1__label="<b>Goal</b>", reference__1__side="right", reference__1__color="red")
    word = chart.plot["layout"]["annotations"][0]
    assert (word["text"], word["x"], word["xanchor"]) == ("&lt;b&gt;Goal&lt;/b&gt;", 1, "right")
    assert shapes(chart)[0]["line"]["color"] == "#ff0000"


def test_a_limit_is_a_solid_line_that_stands_out_and_a_recommendation_a_dashed_one() -> None:
    chart = drawn(reference__1__tone="bad", reference__1__line="solid", reference__2__line="dashed")
    assert [shape["line"]["dash"] for shape in shapes(chart)] == ["solid", "dash"]
    assert [shape["line"]["color"] for shape in shapes(chart)] == ["--bad", "--ink3"]
    assert chart.plot["layout"]["annotations"][0]["font"]["color"] == "--bad"


def test_several_lines_stand_in_one_chart_and_the_axis_reaches_them() -> None:
    chart = drawn(reference__1__at="25", reference__2__at="-5", reference__10__at="mean")
    assert [shape["y0"] for shape in shapes(chart)] == [25, -5, 7]
    low, high = chart.plot["layout"]["yaxis"]["range"]
    assert low <= -5 and high >= 25


@pytest.mark.parametrize("kind", ["column", "line", "area", "scatter"])
def test_every_kind_over_names_takes_a_line(kind: str) -> None:
    assert [shape["y0"] for shape in shapes(drawn(kind, reference__1__at="mean"))] == [7]


def test_bars_take_a_line_that_stands_upright() -> None:
    shape = shapes(drawn("bar", reference__1__at="mean"))[0]
    assert (shape["xref"], shape["x0"], shape["x1"], shape["yref"]) == ("x", 7, 7, "paper")


def test_a_line_of_a_series_on_the_right_is_on_its_axis() -> None:
    both = answer((CHANNEL, ORDERS, RATE), [("a", 4, 0.2), ("b", 6, 0.4)])
    settings = {"reference.1.series": RATE.id, "reference.1.at": "mean"}
    shape = charts.figure(both, {"type": "column", "settings": settings}).plot["layout"]["shapes"][0]
    assert (shape["yref"], round(shape["y0"], 9)) == ("y2", 0.3)


def test_among_several_series_a_line_names_its_own_and_a_stack_of_100_percent_has_none() -> None:
    rows = [("a", 4, 5), ("b", 6, 9)]
    other = additive(replace(ORDERS, id="orders.new", short_label="New orders"))
    both = answer((CHANNEL, additive(ORDERS), other), rows)
    settings = {"reference.1.at": "mean", "reference.1.series": "orders.new"}
    chart = charts.figure(both, {"type": "column", "settings": settings})
    assert chart.lines == ("Mean of New orders 7",)
    for kind in ("column", "bar", "area"):
        chart = charts.figure(both, {"type": kind, "stack": "percent", "settings": settings})
        assert chart.lines == () and not chart.plot["layout"].get("shapes")
        assert "No reference line over a stack of 100 %: it has no figures" in chart.notes


@pytest.mark.parametrize(
    ("given", "note"),
    [
        ({"reference__1__at": "much"}, f"1: it takes {TAKES}, not “much”"),
        ({"reference__1__at": "nan"}, f"1: it takes {TAKES}, not “nan”"),
        ({"reference__1__at": "${mean} / 0"}, "1: its formula divides by zero or grows too large"),
        ({"reference__1__at": "${men} * 2"}, "1: there is no ${men}; try ${mean}"),
        ({"reference__1__at": "abs(${mean})"}, "1: its formula may hold numbers, ${mean} and the like, "),
        ({"reference__1__at": "${mean} *"}, "1: The expression ends where a value should follow"),
        ({"reference__3__series": "x.y"}, "3: no series 'x.y' is drawn"),
        ({"reference__1__kind": "margins", "reference__1__above": "a"}, f"1: it takes {TAKES}, not “a”"),
    ],
)
def test_a_line_that_cannot_be_is_said_with_its_number(given: dict[str, str], note: str) -> None:
    chart = drawn(**given)
    assert any(said.startswith(f"No reference line {note}") for said in chart.notes)
    assert shapes(chart) == []


def test_a_trend_line_has_a_colour_and_words_at_a_side() -> None:
    chart = drawn(
        "line", "linear", trend__linear__color="crimson", trend__linear__label="1", trend__linear__side="left"
    )
    line = chart.plot["data"][-1]
    word = chart.plot["layout"]["annotations"][0]
    assert line["line"]["color"] == word["font"]["color"] == "#dc143c"
    assert (word["x"], word["xanchor"]) == ("a", "left")
    assert word["text"].startswith("Linear  y = 0.8x + 5  R² ")
    assert drawn("line", "linear").plot["layout"]["annotations"] == []


@pytest.mark.parametrize(
    ("content", "text", "said"),
    [
        ("equation", "", "y = 0.8x + 5"),
        ("r2", "", "R² 0.160"),
        ("text", "Rising", "Rising"),
        ("both", "Rising", "Rising  y = 0.8x + 5  R² 0.160"),
        ("text", "", "Linear"),
    ],
)
def test_a_trend_line_says_its_equation_its_fit_or_a_text(content: str, text: str, said: str) -> None:
    given = {"trend__linear__label": "1", "trend__linear__content": content, "trend__linear__text": text}
    assert drawn("line", "linear", **given).plot["layout"]["annotations"][0]["text"] == said


def test_one_of_several_averages_has_its_own_colour() -> None:
    settings = {"trend.average.color": "red", "trend.average:3.color": "teal"}
    chart = charts.figure(ROWS, {"type": "line", "trend": "average:2,average:3", "settings": settings})
    assert [trace["line"]["color"] for trace in chart.plot["data"][1:]] == ["#ff0000", "#008080"]


@drawn_from(st.text(max_size=40) | st.from_regex(r"(\$\{(mean|max)\}|[-+*/() 0-9]){1,20}", fullmatch=True))
def test_any_text_is_a_figure_or_a_note(text: str) -> None:
    chart = charts.figure(ROWS, {"type": "column", "settings": {"reference.1.at": text}})
    assert bool(shapes(chart)) != any(note.startswith("No reference line 1") for note in chart.notes) or not text
