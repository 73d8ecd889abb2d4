"""An answer becomes the figure a reader expects, and nothing is left out in silence."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from explores import charts
from explores.charts import Chart
from tests.explores.answers import (
    CHANNEL,
    MONTH,
    ORDERS,
    RATE,
    REVENUE,
    additive,
    answer,
    by_channel,
    dressed,
    monthly,
    pivoted,
)

DRAWN = ["column", "bar", "line", "area", "scatter", "pie"]


def many_channels(count: int, measure: Any = ORDERS) -> Chart:
    keys = tuple((f"c{n}",) for n in range(count))
    row = {MONTH.id: date(2026, 9, 1), measure.id: {key: n + 1 for n, key in enumerate(keys)}}
    return charts.figure(dressed((MONTH, pivoted(CHANNEL), measure), [row], pivots=keys), "column")


def test_columns_stand_in_the_order_of_time_whatever_the_order_of_rows() -> None:
    plot = charts.figure(monthly(), "column").plot
    assert plot["data"][0]["x"] == ["2026-08-01", "2026-09-01", "2026-10-01"]
    assert plot["layout"]["xaxis"]["type"] == "date"


def test_ticks_name_the_year_on_the_first_and_in_each_new_year() -> None:
    rows = [(date(2025 + (10 + n) // 12, (10 + n) % 12 + 1, 1), n) for n in range(4)]
    axis = charts.figure(answer((MONTH, ORDERS), rows), "line").plot["layout"]["xaxis"]
    assert axis["ticktext"] == ["Nov 25", "Dec", "Jan 26", "Feb"]


def test_the_value_axis_is_compact_and_starts_at_zero() -> None:
    axis = charts.figure(monthly(), "column").plot["layout"]["yaxis"]
    assert axis["ticktext"] == ["0", "€200k", "€400k", "€600k"]


def test_a_measure_of_another_unit_goes_over_the_columns_as_a_line() -> None:
    first, second = charts.figure(monthly(), "column").plot["data"]
    assert (first["type"], second["type"], second["yaxis"]) == ("bar", "scatter", "y2")


def test_a_measure_that_fits_no_axis_is_named_as_left_out() -> None:
    chart = charts.figure(answer((CHANNEL, REVENUE, ORDERS, RATE), [("a", 5.0, 3, 0.1), ("b", 6.0, 4, 0.2)]), "column")
    assert any("Repeat rate not drawn" in note for note in chart.notes)


def test_pivots_become_series_with_a_colour_and_a_marker_of_their_own() -> None:
    data = charts.figure(by_channel(), "line").plot["data"]
    assert [(trace["name"], trace["line"]["color"]) for trace in data] == [("Ads", "--slot1"), ("Email", "--slot2")]
    assert [trace["marker"]["symbol"] for trace in data] == ["circle", "diamond"]


def test_a_value_keeps_its_slot_in_the_next_chart() -> None:
    slots = {"Email": 0}
    data = charts.figure(by_channel(), "line", slots=slots).plot["data"]
    assert {trace["name"]: trace["line"]["color"] for trace in data} == {"Ads": "--slot2", "Email": "--slot1"}


def test_beyond_eight_series_the_rest_is_added_up_where_it_may_be() -> None:
    chart = many_channels(12, additive(ORDERS))
    assert len(chart.plot["data"]) == 8
    other = chart.plot["data"][-1]
    assert (other["name"], other["y"], other["marker"]["color"]) == ("Other", [15.0], "--ctrl")


def test_beyond_eight_series_a_rate_is_never_added_up() -> None:
    chart = many_channels(12, RATE)
    assert [trace["name"] for trace in chart.plot["data"]] == [f"c{n}" for n in range(5, 12)]
    assert "cannot be added up" in chart.notes[0]


def test_series_stack_only_where_they_add_up() -> None:
    summed = dressed((MONTH, pivoted(CHANNEL), additive(ORDERS)), by_channel().rows, pivots=by_channel().pivots)
    assert charts.stackings(summed, "column") == ("", "1", "percent")
    assert charts.stackings(summed, "area") == ("1", "percent")
    assert charts.stackings(summed, "line") == charts.stackings(by_channel(), "column") == ()


@pytest.mark.parametrize(("kind", "place"), [("column", "layout"), ("bar", "layout"), ("area", "data")])
def test_a_hundred_percent_fills_the_axis(kind: str, place: str) -> None:
    plot = charts.figure(by_channel(), {"type": kind, "stack": "percent"}).plot
    told = plot["layout"].get("barnorm") if place == "layout" else plot["data"][0]["groupnorm"]
    assert told == "percent"
    assert kind == "bar" or plot["layout"]["yaxis"]["range"] == [0, 100]


def test_a_missing_period_breaks_the_line() -> None:
    rows = [(date(2026, 10, 1), 3), (date(2026, 7, 1), 1)]
    trace = charts.figure(answer((MONTH, ORDERS), rows), "line").plot["data"][0]
    assert trace["y"] == [1.0, None, None, 3.0]
    assert trace["connectgaps"] is False


def test_a_row_without_a_date_is_counted_as_not_drawn() -> None:
    chart = charts.figure(answer((MONTH, ORDERS), [(date(2026, 10, 1), 3), (None, 9)]), "column")
    assert chart.notes == ("1 row without month not drawn",)


def test_the_period_that_is_not_over_is_hatched_and_named() -> None:
    chart = charts.figure(monthly(), "column", today=date(2026, 10, 17))
    assert chart.plot["data"][0]["marker"]["pattern"]["shape"] == ["", "", "/"]
    assert "Oct in progress" in chart.notes


def test_lines_that_lie_close_together_leave_zero_and_say_so() -> None:
    chart = charts.figure(answer((MONTH, RATE), [(date(2026, 9, 1), 0.98), (date(2026, 10, 1), 0.99)]), "line")
    assert chart.plot["layout"]["yaxis"]["range"][0] > 0.9
    assert chart.notes == ("The axis of Repeat rate does not start at zero",)


def test_bars_are_sorted_by_value_with_the_figure_at_their_end() -> None:
    trace = charts.figure(answer((CHANNEL, ORDERS), [("a", 1), ("b", 3), ("c", None)]), "bar").plot["data"][0]
    assert (trace["y"], trace["text"]) == (["b", "a", "c"], ["3", "1", "∅"])


def test_a_pie_has_six_slices_and_other() -> None:
    rows = [(f"c{n}", 10 - n) for n in range(9)]
    chart = charts.figure(answer((CHANNEL, additive(ORDERS)), rows), "pie")
    assert chart.plot["data"][0]["values"] == [10, 9, 8, 7, 6, 5, 9]
    assert chart.notes == ("Other adds up 3 smaller parts",)


def test_a_pie_of_what_does_not_add_up_shows_figures_and_no_shares() -> None:
    rows = [(f"c{n}", 10 - n) for n in range(9)]
    trace = charts.figure(answer((CHANNEL, RATE), rows), "pie").plot["data"][0]
    assert "percent" not in trace["texttemplate"] and len(trace["values"]) == 6


def test_a_pie_says_which_values_it_cannot_show() -> None:
    chart = charts.figure(answer((CHANNEL, ORDERS), [("a", 4), ("b", -1), ("c", None)]), "pie")
    assert chart.notes == ("2 values not above zero: a pie cannot show them",)


def test_a_scatter_draws_the_first_two_measures_against_each_other() -> None:
    trace = charts.figure(answer((CHANNEL, ORDERS, RATE), [("a", 4, 0.1), ("b", 5, None)]), "scatter").plot["data"][0]
    assert (trace["x"], trace["y"], trace["mode"]) == ([4.0], [0.1], "markers")


def test_a_scatter_of_very_many_points_becomes_a_density() -> None:
    rows = [(str(n), n, n / 5000) for n in range(2500)]
    chart = charts.figure(answer((CHANNEL, ORDERS, RATE), rows), "scatter")
    assert chart.plot["data"][0]["type"] == "histogram2d"


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "No rows came back"),
        ([("a", None), ("b", None)], "Every value of Orders is missing"),
    ],
)
def test_nothing_to_draw_is_said_in_words(kind: str, rows: list[Any], words: str) -> None:
    chart = charts.figure(answer((CHANNEL, ORDERS), rows), kind)
    assert words in chart.empty
    assert chart.plot == {}


def test_a_chart_without_a_measure_asks_for_one() -> None:
    assert "needs a measure" in charts.figure(answer((CHANNEL,), [("a",)]), "column").empty


@pytest.mark.parametrize("kind", DRAWN)
def test_one_row_is_drawn(kind: str) -> None:
    assert charts.figure(answer((MONTH, ORDERS), [(date(2026, 10, 1), 5)]), kind).plot["data"]


@pytest.mark.parametrize("kind", DRAWN)
def test_a_huge_answer_draws_part_of_it_and_says_so(kind: str) -> None:
    chart = charts.figure(answer((CHANNEL, ORDERS), [(f"name {n}", n + 1) for n in range(5000)]), kind)
    assert chart.notes
    assert len(json.dumps(chart.plot)) < 400_000


def test_a_long_time_axis_keeps_every_day_and_few_ticks() -> None:
    day = dict(MONTH.__dict__, timeframe="date")
    rows = [(date(2016, 1, 1) + timedelta(days=n), n + 1) for n in range(3000)]
    plot = charts.figure(answer((type(MONTH)(**day), ORDERS), rows), "line").plot
    assert len(plot["data"][0]["y"]) == 3000
    assert len(plot["layout"]["xaxis"]["tickvals"]) <= 14


HOSTILE = [
    "<b>bold</b>",
    '<a href="javascript:alert(1)">x</a>',
    "<img src=x onerror=alert(1)>",
    "%{customdata} &lt;b&gt;",
    "a\u2028b\x00c",
    "</script><script>alert(1)</script>",
    "--ink",
]


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("label", HOSTILE)
def test_a_hostile_label_stays_text(kind: str, label: str) -> None:
    made = charts.figure(answer((CHANNEL, ORDERS), [(label, 5), ("plain", 3)]), kind).plot
    drawn = json.dumps({"data": made["data"], "meta": made["layout"].get("meta")}, ensure_ascii=False)
    assert not any(
        mark in drawn.replace("<br>", "").replace("<extra></extra>", "") for mark in ("<b", "<a", "<i", "</")
    )
    assert "\x00" not in drawn


def test_a_label_that_reads_like_a_colour_is_not_painted() -> None:
    painted = charts.paint(charts.figure(answer((CHANNEL, ORDERS), [("--ink", 5), ("b", 3)]), "column").plot, "dark")
    assert painted["data"][0]["x"] == ["--ink", "b"]
    assert painted["data"][0]["marker"]["color"] == "#5BA6C4"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", DRAWN)
def test_every_colour_of_a_figure_is_a_token_of_the_style_sheet(kind: str, theme: str) -> None:
    text = json.dumps(charts.paint(charts.figure(by_channel(), kind).plot, theme))
    assert '"--' not in text


def test_two_equal_names_stay_two_points() -> None:
    trace = charts.figure(answer((CHANNEL, ORDERS), [("∅", 5), (None, 3)]), "column").plot["data"][0]
    assert len(set(trace["x"])) == 2


def test_the_summary_tells_what_the_picture_shows() -> None:
    assert charts.figure(monthly(), "column").summary == (
        "Column chart of Revenue and Orders by Month, 3 points from 2026-08 to 2026-10. "
        "Revenue is highest at €560,377 (2026-10), lowest at €438,763 (2026-08)."
    )


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (monthly(), "column"),
        (by_channel(), "line"),
        (answer((ORDERS,), [(5,)]), "single"),
        (answer((CHANNEL,), [("a",)]), "table"),
        (answer((CHANNEL, ORDERS), [("Marketplace Germany", 1)]), "bar"),
        (answer((CHANNEL, ORDERS), [("Email", 1)]), "column"),
    ],
)
def test_the_kind_that_reads_best_is_suggested(given: Any, kind: str) -> None:
    assert charts.suggest(given) == kind


def test_an_unknown_kind_is_a_table() -> None:
    assert charts.figure(monthly(), "hologram").kind == "table"


def test_a_single_value_is_the_first_rows_leftmost_measure() -> None:
    value = charts.single_value(monthly())
    assert value is not None
    assert (value.label, value.figure.text, value.note) == ("Revenue", "€560,377", "2026-10, the first of 3 rows")


def test_areas_with_figures_below_zero_are_lines() -> None:
    rows = [{MONTH.id: date(2026, n, 1), ORDERS.id: {("Ads",): -5, ("Email",): n}} for n in (1, 2)]
    fields = (MONTH, pivoted(CHANNEL), additive(ORDERS))
    chart = charts.figure(dressed(fields, rows, pivots=(("Ads",), ("Email",))), "area")
    assert not any("fill" in trace for trace in chart.plot["data"])
    assert "Areas below zero would lie over one another, so they are drawn as lines" in chart.notes
