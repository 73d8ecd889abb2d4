"""What each setting does to the figure."""

from __future__ import annotations

import statistics
from datetime import date
from typing import Any

import pytest

from explores import charts
from explores.answer import Answer
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

NAMES = answer((CHANNEL, ORDERS), [("a", 4), ("b", None), ("c", 6), ("d", 8)])
PIVOT = dressed((MONTH, pivoted(CHANNEL), additive(ORDERS)), by_channel().rows, pivots=by_channel().pivots)
TWO = answer((CHANNEL, REVENUE, additive(RATE)), [("a", 400.0, 0.1), ("b", 600.0, 0.3)])


def drawn(of: Answer, kind: str, settings: dict[str, Any] | None = None, **beside: Any) -> Chart:
    chart = charts.figure(of, {"type": kind, "settings": settings or {}, **beside})
    assert chart.plot, chart.empty
    return chart


def data(of: Answer, kind: str, settings: dict[str, Any] | None = None, **beside: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = drawn(of, kind, settings, **beside).plot["data"]
    return found


def layout(of: Answer, kind: str, settings: dict[str, Any] | None = None, **beside: Any) -> dict[str, Any]:
    found: dict[str, Any] = drawn(of, kind, settings, **beside).plot["layout"]
    return found


# plot


def test_series_stand_beside_one_another_stacked_or_over_one_another() -> None:
    assert layout(PIVOT, "column")["barmode"] == "group"
    assert layout(PIVOT, "column", stack=True)["barmode"] == "relative"
    overlaid = drawn(PIVOT, "column", {"overlay": "1"}).plot
    assert overlaid["layout"]["barmode"] == "overlay"
    assert [trace["marker"]["opacity"] for trace in overlaid["data"]] == [0.6, 0.6]
    assert [trace.get("stackgroup") for trace in data(PIVOT, "area", {"overlay": "1"})] == [None, None]


def test_a_stack_reaches_the_sum_of_its_parts() -> None:
    assert layout(PIVOT, "column", stack=True)["yaxis"]["range"][1] >= 12
    assert layout(PIVOT, "column")["yaxis"]["range"][1] < 12


def test_the_legend_is_shown_hidden_and_placed() -> None:
    assert layout(NAMES, "column", {"legend": "on"})["showlegend"] is True
    off = layout(PIVOT, "line", {"legend": "off"})
    assert (off["showlegend"], off["annotations"]) == (False, [])
    right = layout(PIVOT, "column", {"legend.align": "right"})["legend"]
    assert (right["x"], right["xanchor"]) == (1, "right")
    assert layout(PIVOT, "line", {"legend.align": "center"})["legend"]["x"] == 0.5


@pytest.mark.parametrize(
    ("way", "kept", "note"),
    [
        ("show_first", ["a"], "The first 1 of 4 rows are drawn, as chosen"),
        ("show_last", ["d"], "The last 1 of 4 rows are drawn, as chosen"),
        ("hide_first", ["b", "c", "d"], "The last 3 of 4 rows are drawn, as chosen"),
        ("hide_last", ["a", "b", "c"], "The first 3 of 4 rows are drawn, as chosen"),
    ],
)
def test_the_first_or_last_rows_are_shown_or_hidden(way: str, kept: list[str], note: str) -> None:
    chart = drawn(NAMES, "column", {"rows": way, "rows.count": "1"})
    assert (chart.plot["data"][0]["x"], chart.notes) == (kept, (note,))


def test_a_chart_without_any_row_left_says_so() -> None:
    chart = charts.figure(NAMES, {"type": "column", "settings": {"rows": "hide_first", "rows.count": "9"}})
    assert chart.empty == "Every row is hidden by the settings of the chart."


def test_missing_points_are_a_gap_zero_or_joined() -> None:
    assert data(NAMES, "line")[0]["y"] == [4, None, 6, 8]
    zero = data(NAMES, "line", {"missing": "zero"})[0]
    assert (zero["y"], zero["customdata"][1]) == ([4, 0, 6, 8], "∅")
    assert layout(NAMES, "line", {"missing": "zero"})["yaxis"]["range"][0] == 0
    joined = data(NAMES, "line", {"missing": "join"})[0]
    assert (joined["y"], joined["connectgaps"]) == ([4, None, 6, 8], True)


def test_a_missing_point_drawn_as_zero_is_not_the_lowest_of_the_summary() -> None:
    assert "lowest at 4 (a)" in drawn(NAMES, "line", {"missing": "zero"}).summary


def test_swapped_axes_lay_the_figure_on_its_side() -> None:
    plot = drawn(TWO, "column", {"swap": "1", "reference.1.at": "500"}).plot
    bars, line = plot["data"]
    assert (bars["y"], bars["x"], bars["orientation"], line["xaxis"]) == (["a", "b"], [400, 600], "h", "x2")
    assert plot["layout"]["yaxis"]["autorange"] == "reversed"
    shape = plot["layout"]["shapes"][0]
    assert (shape["xref"], shape["x0"], shape["yref"], shape["y1"]) == ("x", 500, "paper", 1)
    assert data(NAMES, "bar", {"swap": "1"})[0].get("orientation") is None


def test_a_trellis_by_pivot_has_a_chart_for_each_column_on_one_scale() -> None:
    plot = drawn(PIVOT, "column", {"trellis": "pivot", "trellis.columns": "2"}).plot
    assert [(trace["name"], trace["xaxis"], trace["yaxis"]) for trace in plot["data"]] == [
        ("Ads", "x", "y"),
        ("Email", "x2", "y2"),
    ]
    made = plot["layout"]
    assert made["yaxis"]["range"] == made["yaxis2"]["range"] == [0, 8]
    assert made["xaxis"]["domain"][1] < made["xaxis2"]["domain"][0]
    assert [word["text"] for word in made["annotations"]] == ["Ads", "Email"]


def test_a_trellis_by_row_has_a_chart_for_each_row_and_the_series_across() -> None:
    first, second = data(PIVOT, "column", {"trellis": "row"})
    assert (first["x"], first["y"], second["y"]) == (["Ads", "Email"], [7, 5], [None, 6])


def test_a_trellis_of_many_draws_twelve_and_says_so() -> None:
    many = answer((CHANNEL, ORDERS), [(f"c{n}", n + 1) for n in range(20)])
    chart = drawn(many, "column", {"trellis": "row"})
    assert len(chart.plot["data"]) == 12
    assert "The first 12 of 20 small charts are drawn" in chart.notes


# scatter


POINTS = answer(
    (CHANNEL, ORDERS, REVENUE, RATE),
    [("a", 1, 10.0, 0.1), ("b", 2, 11.0, 0.4), ("c", 50, 500.0, 0.2), ("d", 52, 510.0, None)],
)


def test_points_are_as_large_as_a_field() -> None:
    chart = drawn(POINTS, "scatter", {"scatter.size": RATE.id})
    sizes = chart.plot["data"][0]["marker"]["size"]
    assert sizes == [16.0, 32.0, 22.6, 5]
    assert "Points are as large as Repeat rate" in chart.notes


def test_points_that_lie_together_are_one_cluster() -> None:
    first, second = data(POINTS, "scatter", {"scatter.clusters": "2"})
    assert [sorted(trace["x"]) for trace in (first, second)] == [[50, 52], [1, 2]]
    assert (first["name"], first["marker"]["color"] != second["marker"]["color"]) == ("Cluster 1 (2)", True)


def test_quadrants_meet_at_the_means_or_where_they_are_told_to() -> None:
    made = layout(POINTS, "scatter", {"scatter.quadrants": "1"})
    assert next(shape.get("x0") for shape in made["shapes"]) == statistics.fmean([1, 2, 50, 52])
    given = {"scatter.quadrants": "1", "scatter.x": "10", "scatter.names": "A,B", "scatter.colors": "red,#abc"}
    made = layout(POINTS, "scatter", given)
    assert [shape["fillcolor"] for shape in made["shapes"] if shape["type"] == "rect"] == ["#ff0000", "#aabbcc"]
    assert [(word["text"], word["x"], word["y"]) for word in made["annotations"]] == [("A", 0.0, 1.0), ("B", 1.0, 1.0)]
    assert next(shape["x0"] for shape in made["shapes"] if shape["type"] == "line") == 10


def test_points_are_labelled_from_another_field() -> None:
    trace = data(POINTS, "scatter", {"labels.field": CHANNEL.id})[0]
    assert (trace["text"], trace["mode"]) == (["a", "b", "c", "d"], "markers+text")


def test_points_over_names_are_labelled_from_another_field_too() -> None:
    trace = data(NAMES, "scatter", {"labels.field": CHANNEL.id})[0]
    assert (trace["text"], trace["mode"]) == (["a", "b", "c", "d"], "markers+text")


# series


def test_a_palette_colours_the_series_and_one_of_them_may_have_its_own() -> None:
    def colours(**given: str) -> list[str]:
        return [
            trace["marker"]["color"]
            for trace in data(PIVOT, "column", {k.replace("__", "."): v for k, v in given.items()})
        ]

    assert colours() == ["--slot1", "--slot2"]
    assert colours(palette="okabe_ito") == ["#0072b2", "#e69f00"]
    assert colours(palette="petrol") == ["--q9", "--q2"]
    assert colours(palette="petrol_orange") == ["--d1", "--d9"]
    assert colours(colors="#abc,rebeccapurple") == ["#aabbcc", "#663399"]
    assert data(PIVOT, "column", {"series.orders.count|Email.color": "red"})[1]["marker"]["color"] == "#ff0000"


def test_a_series_is_of_another_type_and_lines_stand_before_columns() -> None:
    settings = {"series.orders.count|Ads.type": "line"}
    columns, line = data(PIVOT, "column", settings)
    assert (columns["type"], columns["name"], line["type"], line["name"]) == ("bar", "Email", "scatter", "Ads")
    area, points = data(
        PIVOT, "line", {"series.orders.count|Ads.type": "scatter", "series.orders.count|Email.type": "area"}
    )
    assert (area["fill"], points["mode"]) == ("tozeroy", "markers")


def test_a_column_in_a_chart_of_lines_stands_on_zero() -> None:
    near = answer((CHANNEL, ORDERS), [("a", 98), ("b", 99)])
    assert layout(near, "line")["yaxis"]["range"][0] > 0
    assert layout(near, "line", {"series.orders.count.type": "column"})["yaxis"]["range"][0] == 0


def test_a_series_has_a_name_of_its_own_which_stays_text() -> None:
    chart = drawn(monthly(), "column", {"series.orders.revenue.label": "<b>Income</b>"})
    assert chart.plot["data"][0]["name"] == "&lt;b&gt;Income&lt;/b&gt;"
    assert chart.summary.startswith("Column chart of <b>Income</b> and Orders")


def test_a_series_has_a_shape_of_its_own() -> None:
    assert data(monthly(), "line", {"series.orders.revenue.shape": "star"})[0]["marker"]["symbol"] == "star"


def test_a_series_moves_between_the_axes() -> None:
    def sides(**given: str) -> list[str]:
        settings = {f"series.{name.replace('_', '.')}.axis": side for name, side in given.items()}
        return [trace.get("yaxis", "y") for trace in data(monthly(), "line", settings)]

    assert sides() == ["y", "y2"]
    assert sides(orders_count="left") == ["y", "y"]
    assert sides(orders_revenue="right", orders_count="left") == ["y", "y2"]
    assert sorted(sides(orders_revenue="right", orders_count="right")) == ["y", "y2"]  # the left is never empty


def test_a_series_waits_in_the_legend_until_it_is_clicked() -> None:
    chart = drawn(PIVOT, "column", {"series.orders.count|Ads.shown": "legend"}, stack=True)
    first, second = chart.plot["data"]
    assert (first["visible"], "visible" in second, chart.plot["layout"]["showlegend"]) == ("legendonly", False, True)
    assert "Ads hidden until clicked in the legend" in chart.notes
    assert "%" not in second["customdata"][0]  # a share of what is not all shown


def test_one_series_at_least_does_not_wait() -> None:
    waiting = {"series.orders.count|Ads.shown": "legend", "series.orders.count|Email.shown": "legend"}
    assert [trace.get("visible") for trace in data(PIVOT, "column", waiting)] == [None, "legendonly"]


def test_a_click_in_the_legend_is_left_to_plotly() -> None:
    assert "itemclick" not in layout(PIVOT, "column")["legend"]


def test_a_field_a_pivot_column_or_a_series_is_left_out_of_the_chart() -> None:
    assert [t["name"] for t in data(monthly(), "column", {"field.orders.revenue.hidden": "1"})] == ["Orders"]
    assert [t["name"] for t in data(PIVOT, "column", {"pivot.Ads.hidden": "1"})] == ["Email"]
    assert [t["name"] for t in data(PIVOT, "column", {"series.orders.count|Email.shown": "no"})] == ["Ads"]
    two = answer((CHANNEL, MONTH, ORDERS), [("a", date(2026, 9, 1), 3), ("b", date(2026, 9, 1), 4)])
    assert data(two, "line", {"field.orders.channel.hidden": "1"})[0]["y"] == [3, 4]


def test_a_chart_with_every_series_hidden_says_so() -> None:
    chart = charts.figure(NAMES, {"type": "column", "settings": {"field.orders.count.hidden": "1"}})
    assert "hidden by the settings" in chart.empty or "needs a measure" in chart.empty
    chart = charts.figure(NAMES, {"type": "line", "settings": {"series.orders.count.shown": "no"}})
    assert chart.empty == "Every series is hidden by the settings of the chart."


# values


def test_value_labels_are_written_in_a_format_a_size_and_at_an_angle() -> None:
    settings = {"labels": "on", "labels.size": "15", "labels.angle": "-45", "labels.format": '0.0,"k"'}
    trace = data(monthly(), "column", settings)[0]
    assert (trace["text"][0], trace["textangle"], trace["textfont"]["size"]) == ("438.8k", -45, 15)
    assert "text" not in data(monthly(), "column")[0]
    assert data(monthly(), "line", {"labels": "on"})[0]["mode"] == "lines+markers+text"
    assert "text" not in data(NAMES, "bar", {"labels": "off"})[0]


def test_labels_of_lines_are_turned_as_words_of_their_own() -> None:
    words = layout(NAMES, "line", {"labels": "on", "labels.angle": "90"})["annotations"]
    assert [(word["text"], word["textangle"]) for word in words] == [("4", 90), ("6", 90), ("8", 90)]


@pytest.mark.parametrize("kind", ["column", "bar", "area"])
def test_totals_stand_over_stacks(kind: str) -> None:
    total = data(PIVOT, kind, {"labels.totals": "1"}, stack=True)[-1]
    assert (total["text"], total["x"] if kind == "bar" else total["y"]) == (["12", "6"], [12, 6])


def test_the_label_over_a_column_tells_dimension_and_measure() -> None:
    made = drawn(monthly(), "column").plot
    assert made["layout"]["hovermode"] == "x unified"
    assert made["data"][0]["customdata"] == ["€438,763", "€521,470", "€560,377"]
    assert made["data"][0]["hovertemplate"] == "%{customdata}"
    assert data(PIVOT, "column", stack=True)[0]["customdata"][0] == "7 (58.3%)"


# x axis


def test_the_x_axis_is_of_time_of_names_or_of_numbers() -> None:
    assert layout(monthly(), "column")["xaxis"]["type"] == "date"
    named = layout(monthly(), "column", {"x.scale": "category"})["xaxis"]
    assert (named["type"], named["categoryarray"]) == ("category", ["2026-08", "2026-09", "2026-10"])
    number = type(CHANNEL)("o.items", "Items", "Items", "dimension", "number", "integer")
    numbers = answer((number, ORDERS), [(7, 1), (2, 5), (4, 3)])
    plot = drawn(numbers, "line", {"x.scale": "linear"}).plot
    assert (plot["data"][0]["x"], plot["data"][0]["y"]) == ([2, 4, 7], [5, 3, 1])
    assert plot["layout"]["xaxis"]["type"] == "linear"
    assert layout(numbers, "line")["xaxis"]["type"] == "category"


@pytest.mark.parametrize(
    ("given", "note"),
    [
        ({"x.scale": "time"}, "No time scale: the rows have no dates"),
        ({"x.scale": "linear"}, "No linear scale: the rows are not one dimension of numbers"),
        ({"x.format": "mm/yy"}, "No format of times: the rows have no dates"),
    ],
)
def test_a_scale_that_the_rows_do_not_have_is_said(given: dict[str, str], note: str) -> None:
    assert note in drawn(NAMES, "column", given).notes


def test_the_x_axis_takes_title_direction_grid_rotation_and_zoom() -> None:
    settings = {"x.title": "Where", "x.reversed": "1", "x.grid": "1", "x.angle": "-30", "x.zoom": "1"}
    made = layout(NAMES, "column", settings)
    axis = made["xaxis"]
    assert (axis["title"]["text"], axis["autorange"], axis["showgrid"], axis["tickangle"]) == (
        "Where",
        "reversed",
        True,
        -30,
    )
    assert (axis["fixedrange"], made["dragmode"]) == (False, "zoom")


def test_ticks_are_off_or_few_and_times_have_a_format() -> None:
    assert layout(NAMES, "column", {"x.ticks": "0"})["xaxis"]["showticklabels"] is False
    assert layout(NAMES, "column", {"x.ticks.count": "2"})["xaxis"]["ticktext"] == ["a", "c"]
    assert layout(monthly(), "line", {"x.format": "mm/yy"})["xaxis"]["ticktext"] == ["08/26", "09/26", "10/26"]


# y axis


def test_an_axis_ends_where_it_was_told_and_says_what_lies_beyond() -> None:
    chart = drawn(NAMES, "column", {"y.min": "2", "y.max": "7"})
    assert chart.plot["layout"]["yaxis"]["range"] == [2, 7]
    assert chart.notes == ("The axis of Orders does not start at zero", "1 figure beyond the ends chosen for the axis")


def test_ends_that_leave_nothing_between_them_are_not_taken() -> None:
    chart = drawn(NAMES, "column", {"y.min": "9", "y.max": "1"})
    assert chart.plot["layout"]["yaxis"]["range"] == [0, 8]
    assert "The ends chosen for the axis of Orders leave nothing between them" in chart.notes


def test_a_logarithmic_axis_has_powers_of_ten_and_says_what_it_cannot_show() -> None:
    rows = answer((CHANNEL, ORDERS), [("a", 5), ("b", 50_000), ("c", 0), ("d", -4)])
    chart = drawn(rows, "column", {"y.scale": "log"})
    axis = chart.plot["layout"]["yaxis"]
    assert (axis["type"], axis["range"]) == ("log", [0, 5])
    assert axis["ticktext"] == ["1", "10", "100", "1k", "10k", "100k"]
    assert "2 figures of zero or below not on the logarithmic axis" in chart.notes
    assert "The axis is logarithmic" in chart.notes


def test_a_logarithmic_axis_without_figures_above_zero_stays_linear() -> None:
    chart = drawn(answer((CHANNEL, ORDERS), [("a", 0), ("b", -3)]), "column", {"y.scale": "log"})
    assert "type" not in chart.plot["layout"]["yaxis"]
    assert "No logarithmic axis: no figure of Orders is above zero" in chart.notes


def test_zero_is_kept_or_left_as_chosen() -> None:
    near = answer((CHANNEL, ORDERS), [("a", 98), ("b", 99)])
    assert layout(near, "line", {"y.zero": "on"})["yaxis"]["range"][0] == 0
    chart = drawn(near, "column", {"y.zero": "off"})
    assert chart.plot["layout"]["yaxis"]["range"][0] > 90
    assert "The axis of Orders does not start at zero" in chart.notes


def test_an_axis_takes_ticks_grid_direction_title_format_and_zoom() -> None:
    settings = {"y.ticks": "10", "y.grid": "0", "y.reversed": "1", "y.title": "How many", "y.format": '0" pcs"'}
    axis = layout(NAMES, "column", settings | {"y.zoom": "1"})["yaxis"]
    assert (len(axis["tickvals"]), axis["showgrid"], axis["range"]) == (9, False, [8, 0])
    assert (axis["title"]["text"], axis["ticktext"][1], axis["fixedrange"]) == ("How many", "1 pcs", False)
    assert layout(NAMES, "column", {"y.ticks": "0"})["yaxis"]["showticklabels"] is False


def test_the_right_axis_has_settings_of_its_own() -> None:
    made = layout(TWO, "column", {"y2.max": "1", "y2.min": "0", "y2.title": "Rate"})
    assert (made["yaxis2"]["range"], made["yaxis2"]["title"]["text"]) == ([0, 1], "Rate")
    assert "title" not in made["yaxis"]
