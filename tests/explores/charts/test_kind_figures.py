"""Each kind of chart holds the figures of its answer, where its settings put them."""

from __future__ import annotations

from datetime import date

import pytest

from explores import charts
from explores.answer import Answer, AnswerField
from tests.explores.answers import CHANNEL, COUNTRY, MONTH, ORDERS, RATE, REVENUE, additive, answer, dressed, pivoted
from tests.explores.charts.drawing import END, QUARTILES, START, drawn

# -- funnel


def stages(*values: float | None) -> Answer:
    return answer((CHANNEL, ORDERS), [(f"s{n}", value) for n, value in enumerate(values)])


def test_a_funnel_shows_what_is_left_of_the_largest_or_of_the_one_before() -> None:
    given = stages(200, 100, 25)
    assert drawn("funnel", given).plot["data"][0]["text"] == ["100.0\u202f%", "50.0\u202f%", "12.5\u202f%"]
    before = drawn("funnel", given, funnel__of="previous").plot["data"][0]["text"]
    assert before == ["", "50.0\u202f%", "25.0\u202f%"]


def test_a_funnel_takes_one_row_of_measures_as_its_stages() -> None:
    given = answer((ORDERS, REVENUE), [(20, 5)])
    trace = drawn("funnel", given).plot["data"][0]
    assert trace["x"] == [20, 5] and trace["base"] == [-10, -2.5]
    assert [told[0] for told in trace["customdata"]] == ["Orders", "Revenue"]


def test_a_funnel_goes_by_rows_or_by_measures_as_told() -> None:
    given = answer((CHANNEL, ORDERS, REVENUE), [("a", 20, 5), ("b", 10, 4)])
    assert drawn("funnel", given).plot["data"][0]["x"] == [20, 10]
    by_measure = drawn("funnel", given, funnel__orientation="columns")
    assert by_measure.plot["data"][0]["x"] == [20, 5]
    assert by_measure.notes == ("The first of 2 rows is drawn",)
    one = answer((CHANNEL, ORDERS, REVENUE), [("a", 20, 5)])
    assert drawn("funnel", one, funnel__orientation="rows").plot["data"][0]["x"] == [20]


def test_a_funnel_has_fifty_bars_at_most_and_says_so() -> None:
    chart = drawn("funnel", stages(*range(60, 0, -1)))
    assert len(chart.plot["data"][0]["x"]) == 50
    assert "The first 50 of 60 bars are drawn; the table has all" in chart.notes


def test_words_of_a_funnel_stand_where_they_are_put() -> None:
    def at(**places: str) -> tuple[list[str], list[str], list[str]]:
        plot = drawn("funnel", stages(4, 2), **places).plot
        right = [note["text"] for note in plot["layout"]["annotations"] if note["xanchor"] == "left"]
        return plot["layout"]["yaxis"]["ticktext"], plot["data"][0]["text"], right

    assert at() == (["s0", "s1"], ["100.0\u202f%", "50.0\u202f%"], ["4", "2"])
    hidden = at(funnel__label="hidden", funnel__percent="right", funnel__value="inline")
    assert hidden == (["", ""], ["4", "2"], ["100.0\u202f%", "50.0\u202f%"])
    assert at(funnel__value="left", funnel__percent="hidden")[0] == ["s0 · 4", "s1 · 2"]


def test_a_funnel_says_what_stands_over_its_sides() -> None:
    plot = drawn("funnel", stages(4, 2), funnel__left_label="Stage", funnel__right_label="<b>Orders").plot
    assert [note["text"] for note in plot["layout"]["annotations"][-2:]] == ["Stage", "&lt;b&gt;Orders"]


def test_a_stepped_funnel_goes_down_evenly_and_says_so() -> None:
    chart = drawn("funnel", stages(1000, 4, 2), funnel__stepped="1")
    assert chart.plot["data"][0]["x"] == [3, 2, 1]
    assert any("equal steps" in note for note in chart.notes)


def test_smoothed_bars_end_as_wide_as_the_next_begins() -> None:
    shapes = drawn("funnel", stages(8, 4), funnel__smoothed="1").plot["layout"]["shapes"]
    assert shapes[0]["path"].startswith("M -4.0 ") and "L 2.0 0.41 L -2.0 0.41 Z" in shapes[0]["path"]


def test_a_funnel_leaves_out_what_is_below_zero() -> None:
    chart = drawn("funnel", stages(4, -2, None))
    assert chart.plot["data"][0]["x"] == [4]
    assert "2 values below zero or missing not drawn" in chart.notes


# -- donut multiples


def test_a_donut_for_each_row_has_the_measures_as_its_parts() -> None:
    given = answer((CHANNEL, ORDERS, REVENUE), [("a", 3, 1), ("b", 2, 2)])
    data = drawn("donut", given).plot["data"]
    assert [(trace["name"], trace["values"]) for trace in data] == [("a", [3, 1]), ("b", [2, 2])]


def test_a_measure_with_a_pivot_is_one_donut_of_its_pivot_values() -> None:
    keys = (("Ads",), ("Email",))
    given = dressed((pivoted(CHANNEL), ORDERS), [{ORDERS.id: {keys[0]: 7, keys[1]: 5}}], pivots=keys)
    trace = drawn("donut", given).plot["data"][0]
    assert (trace["labels"], trace["values"]) == (["Ads", "Email\u200b"], [7, 5])


def test_three_donuts_stand_in_a_row_unless_told_otherwise() -> None:
    given = answer((CHANNEL, ORDERS, REVENUE), [(f"c{n}", 1, 2) for n in range(5)])
    assert drawn("donut", given).plot["layout"]["grid"] == {"rows": 2, "columns": 3}
    plot = drawn("donut", given, donut__per_row="5", donut__label_size="20").plot
    assert plot["layout"]["grid"] == {"rows": 1, "columns": 5}
    assert plot["data"][4]["domain"] == {"row": 0, "column": 4}
    assert plot["data"][0]["textfont"]["size"] == plot["data"][0]["title"]["font"]["size"] == 20


def test_donuts_have_values_and_a_legend_as_told() -> None:
    given = answer((CHANNEL, ORDERS, REVENUE), [("a", 1, 2)])
    usual = drawn("donut", given).plot
    assert usual["layout"]["showlegend"] and usual["data"][0]["textposition"] == "none"
    told = drawn("donut", given, donut__values="1", donut__hide_legend="1").plot
    assert not told["layout"]["showlegend"] and told["data"][0]["texttemplate"] == "%{customdata}"


# -- waterfall


def test_a_waterfall_adds_up_to_its_total() -> None:
    given = answer((CHANNEL, additive(REVENUE)), [("a", 100.0), ("b", -30.0), ("c", 5.0)])
    trace = drawn("waterfall", given).plot["data"][0]
    assert trace["y"] == [100.0, -30.0, 5.0, 0.0] and trace["measure"] == ["relative"] * 3 + ["total"]
    assert trace["text"][-1] == "€75.00"
    assert drawn("waterfall", given, waterfall__total="0").plot["data"][0]["y"] == [100.0, -30.0, 5.0]


def test_a_waterfall_takes_one_row_of_measures() -> None:
    trace = drawn("waterfall", answer((REVENUE, ORDERS), [(10.0, -4.0)])).plot["data"][0]
    assert trace["x"] == ["Revenue", "Orders", "Total"] and trace["y"] == [10.0, -4.0, 0.0]


def test_rates_have_no_total_and_it_is_said() -> None:
    chart = drawn("waterfall", answer((CHANNEL, RATE), [("a", 0.2), ("b", 0.1)]))
    assert "total" not in chart.plot["data"][0]["measure"]
    assert "Repeat rate does not add up, so no total is drawn" in chart.notes


def test_a_waterfall_lies_down_and_takes_colours() -> None:
    given = answer((CHANNEL, additive(ORDERS)), [("a", 3)])
    trace = drawn("waterfall", given, waterfall__orientation="bars", waterfall__up_color="teal").plot["data"][0]
    assert (trace["orientation"], trace["x"], trace["increasing"]) == ("h", [3, 0], {"marker": {"color": "#008080"}})
    assert trace["totals"]["marker"]["color"] == "--slot8"


# -- box plot


def test_three_measures_are_the_quartiles_and_the_median() -> None:
    box = drawn("box", answer((CHANNEL, *QUARTILES[:3]), [("a", 1, 2, 4)])).plot["data"][0]
    assert [box[key] for key in ("lowerfence", "q1", "median", "q3", "upperfence")] == [[1], [1], [2], [4], [4]]


def test_five_measures_have_the_ends_around_them() -> None:
    box = drawn("box", answer((CHANNEL, *QUARTILES), [("a", 0, 1, 2, 4, 9)])).plot["data"][0]
    assert [box[key] for key in ("lowerfence", "q1", "median", "q3", "upperfence")] == [[0], [1], [2], [4], [9]]


def test_a_row_whose_measures_do_not_ascend_is_no_box() -> None:
    chart = drawn("box", answer((CHANNEL, *QUARTILES[:3]), [("a", 1, 2, 4), ("b", 5, 2, 4), ("c", 1, None, 2)]))
    assert chart.plot["data"][0]["x"] == ["a"]
    assert "2 rows not drawn: a figure is missing, or they do not ascend" in chart.notes


# -- heat map


def test_a_heat_map_crosses_two_dimensions() -> None:
    rows = [("Ads", "FR", 1), ("Email", "FR", 2), ("Email", "IT", 3)]
    trace = drawn("heatmap", answer((CHANNEL, COUNTRY, ORDERS), rows)).plot["data"][0]
    assert (trace["y"], trace["x"], trace["z"]) == (["Ads", "Email"], ["FR", "IT"], [[1, None], [2, 3]])
    assert trace["text"] == [["1", "∅"], ["2", "3"]]


def test_a_heat_map_of_a_pivot_has_its_dates_in_order() -> None:
    keys = (("Ads",),)
    rows = [{MONTH.id: date(2026, month, 1), ORDERS.id: {keys[0]: month}} for month in (3, 1, 2)]
    trace = drawn("heatmap", dressed((MONTH, pivoted(CHANNEL), ORDERS), rows, pivots=keys)).plot["data"][0]
    assert (trace["y"], trace["z"]) == (["2026-01", "2026-02", "2026-03"], [[1], [2], [3]])


def test_each_figure_of_a_heat_map_stands_in_the_ink_that_its_shade_asks_for() -> None:
    rows = [(name, "FR", value) for name, value in (("a", 0), ("b", 4), ("c", 5), ("d", 9), ("e", None))]
    figures = drawn("heatmap", answer((CHANNEL, COUNTRY, ORDERS), rows)).plot["data"][1]
    assert figures["textfont"]["color"] == ["--q1-ink", "--q5-ink", "--q5-ink", "--q7-ink", "--ink3"]
    assert figures["text"] == ["0", "4", "5", "9", "∅"] and figures["hoverinfo"] == "skip"


def test_few_columns_of_a_heat_map_have_their_names_on_lines() -> None:
    rows = [("a", "F3: 4 orders or more", 1), ("a", "F1: one order", 2)]
    axis = drawn("heatmap", answer((CHANNEL, COUNTRY, ORDERS), rows)).plot["layout"]["xaxis"]
    assert axis["ticktext"] == ["F3: 4<br>orders<br>or more", "F1: one<br>order"]


def test_a_heat_map_with_losses_has_zero_in_the_middle() -> None:
    given = answer((CHANNEL, COUNTRY, ORDERS), [("a", "x", -2), ("b", "x", 5)])
    trace = drawn("heatmap", given).plot["data"][0]
    assert (trace["zmin"], trace["zmax"], trace["colorscale"][0][1]) == (-5, 5, "--d1")
    assert drawn("heatmap", given, heat__palette="sequential").plot["data"][0]["colorscale"][0][1] == "--q1"
    assert drawn("heatmap", given, heat__reversed="1").plot["data"][0]["colorscale"][0][1] == "--d9"


# -- timeline


def spans() -> Answer:
    rows = [
        ("Summer", date(2026, 6, 1), date(2026, 6, 11), 5),
        ("Spring", date(2026, 3, 1), date(2026, 3, 31), 9),
        ("Summer", date(2026, 7, 1), date(2026, 7, 2), 1),
        ("Broken", date(2026, 5, 2), date(2026, 5, 1), 1),
    ]
    return answer((CHANNEL, START, END, ORDERS), rows)


def test_a_timeline_goes_from_start_to_end_group_by_group() -> None:
    chart = drawn("timeline", spans())
    trace = chart.plot["data"][0]
    assert chart.plot["layout"]["yaxis"]["ticktext"] == ["Spring", "Summer"]
    assert (trace["y"], trace["base"][0]) == ([0, 1, 1], "2026-03-01T00:00:00")
    assert trace["x"] == [30 * 86_400_000, 10 * 86_400_000, 86_400_000]
    assert trace["marker"]["color"] == ["--slot1", "--slot2", "--slot2"]
    assert "1 row not drawn: no start, no end, or an end before the start" in chart.notes


def test_a_timeline_takes_the_order_the_lines_and_the_colours_it_is_told() -> None:
    plot = drawn("timeline", spans(), timeline__sort="rows", timeline__group="0", timeline__color="value").plot
    assert plot["layout"]["yaxis"]["ticktext"] == ["Summer", "Spring", "Summer"]
    assert plot["data"][0]["marker"]["color"] == [5.0, 9.0, 1.0]


# -- gauge, bullet, dumbbell, histogram


def test_a_gauge_stands_on_its_figure_and_marks_its_target() -> None:
    dial = drawn("gauge", answer((ORDERS, REVENUE), [(60, 80.0)])).plot["data"][0]
    assert (dial["value"], dial["gauge"]["threshold"]["value"]) == (60, 80)
    told = drawn("gauge", answer((ORDERS,), [(60,)]), gauge__min="50", gauge__max="70", gauge__target="65").plot[
        "data"
    ][0]
    assert (told["gauge"]["axis"]["range"], told["gauge"]["threshold"]["value"]) == ([50, 70], 65)


def test_the_dial_of_a_share_is_the_whole() -> None:
    assert drawn("gauge", answer((RATE,), [(0.31,)])).plot["data"][0]["gauge"]["axis"]["range"] == [0, 1]


def test_a_bullet_has_a_bar_and_a_stroke_for_its_target() -> None:
    chart = drawn("bullet", answer((CHANNEL, ORDERS, REVENUE), [("a", 5, 4.0), ("b", 3, 4.0), ("c", None, 1.0)]))
    bar, stroke = chart.plot["data"]
    assert (bar["x"], stroke["x"], stroke["marker"]["symbol"]) == ([5, 3], [4, 4], "line-ns-open")
    assert "1 of 2 reach it" in chart.summary and "1 row without both figures not drawn" in chart.notes


def test_a_dumbbell_goes_from_the_first_figure_to_the_second() -> None:
    way, one, two = drawn("dumbbell", answer((CHANNEL, ORDERS, REVENUE), [("a", 5, 4.0), ("b", 3, 6.0)])).plot["data"]
    assert (way["x"], way["y"]) == ([5, 4, None, 3, 6, None], [0, 0, None, 1, 1, None])
    assert (one["x"], two["x"]) == ([5, 3], [4, 6])


def test_a_histogram_counts_every_row_once() -> None:
    values = [0, 1, 2, 2.5, 5, 9.99, 10]
    chart = drawn("histogram", answer((CHANNEL, ORDERS), [(str(v), v) for v in values]), histogram__bins="2")
    trace = chart.plot["data"][0]
    assert (trace["x"], trace["y"]) == ([2.5, 7.5], [4, 3])


def test_a_histogram_of_a_number_counts_by_its_measure() -> None:
    age = AnswerField("c.age", "Contacts › Age", "Age", "dimension", "number", "integer")
    trace = drawn("histogram", answer((age, ORDERS), [(20, 3), (21, 4), (39, 5)]), histogram__bins="2").plot["data"][0]
    assert sum(trace["y"]) == 12 and trace["y"][0] == 7


# -- treemap, sunburst, sankey


def nested() -> Answer:
    rows = [("FR", "Ads", 5), ("FR", "Email", 3), ("IT", "Ads", 2), ("IT", "Email", -1)]
    return answer((COUNTRY, CHANNEL, additive(ORDERS)), rows)


@pytest.mark.parametrize("kind", ["treemap", "sunburst"])
def test_groups_are_as_large_as_what_is_in_them(kind: str) -> None:
    chart = drawn(kind, nested())
    trace = chart.plot["data"][0]
    sizes = dict(zip(trace["ids"], trace["values"], strict=True))
    assert sizes == {"2:FR": 8, "2:IT": 2, "2:FR/3:Ads": 5, "2:FR/5:Email": 3, "2:IT/3:Ads": 2}
    assert "1 value not above zero not drawn" in chart.notes


def test_groups_of_what_does_not_add_up_have_no_figure() -> None:
    chart = drawn("treemap", answer((COUNTRY, CHANNEL, RATE), [("FR", "Ads", 0.5), ("FR", "Email", 0.1)]))
    told = dict(zip(chart.plot["data"][0]["labels"], chart.plot["data"][0]["customdata"], strict=True))
    assert told["FR"][1] == "" and told["Ads"][1] == "50.0\u202f%"


def test_a_sankey_flows_from_each_dimension_to_the_next() -> None:
    trace = drawn("sankey", nested()).plot["data"][0]
    labels = trace["node"]["label"]
    links = zip(trace["link"]["source"], trace["link"]["target"], trace["link"]["value"], strict=True)
    assert {(labels[a], labels[b]): v for a, b, v in links} == {("FR", "Ads"): 5, ("FR", "Email"): 3, ("IT", "Ads"): 2}
    assert trace["node"]["customdata"] == ["8", "5", "3", "2"] or len(labels) == 4


def test_a_sankey_adds_up_what_goes_the_same_way() -> None:
    rows = [("FR", "Ads", date(2026, 1, 1), 5), ("FR", "Ads", date(2026, 2, 1), 7)]
    link = drawn("sankey", answer((COUNTRY, CHANNEL, MONTH, additive(ORDERS)), rows)).plot["data"][0]["link"]
    assert link["value"] == [12, 5, 7]


# -- single record


def test_a_record_lists_every_field_of_the_first_row() -> None:
    given = answer((CHANNEL, ORDERS, REVENUE), [("Ads", 1, None), ("Email", 2, 3.0)])
    found = charts.record(given)
    assert [(entry.label, entry.text) for entry in found.entries] == [
        ("Channel", "Ads"),
        ("Orders", "1"),
        ("Revenue", "∅"),
    ]
    assert found.note == "The first of 2 rows"


def test_a_record_shows_view_names_where_told() -> None:
    found = charts.record(answer((CHANNEL,), [("Ads",)]), options={"record.view_names": True})
    assert found.entries[0].label == "Orders › Channel"


def test_a_record_has_an_entry_for_each_pivot_value() -> None:
    keys = (("Ads",), ("Email",))
    given = dressed((pivoted(CHANNEL), ORDERS), [{ORDERS.id: {keys[0]: 7}}], pivots=keys)
    assert [(e.label, e.text) for e in charts.record(given).entries] == [("Orders · Ads", "7"), ("Orders · Email", "∅")]


def test_steps_of_a_waterfall_stand_in_the_order_of_time() -> None:
    rows = [(date(2026, month, 1), month) for month in (3, 1, 2)]
    assert drawn("waterfall", answer((MONTH, additive(ORDERS)), rows)).plot["data"][0]["y"] == [1, 2, 3, 0]


@pytest.mark.parametrize("kind", ["waterfall", "histogram", "funnel"])
def test_rows_that_were_filled_in_are_not_told_as_missing(kind: str) -> None:
    rows = [(date(2026, 3, 1), None), (date(2026, 2, 1), 4), (date(2026, 1, 1), 3)]
    given = answer((MONTH, additive(ORDERS)), rows, filled=(0,))
    assert drawn(kind, given).notes == ()
    assert charts.record(given).entries[0].text == "2026-02"
    single = charts.single_value(given)
    assert single is not None and single.figure.text == "4"
    assert drawn("heatmap", answer((MONTH, ORDERS, ORDERS), [(*row, 1) for row in rows], filled=(0,))).plot
