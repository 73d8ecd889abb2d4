"""Lines that are named at their ends."""

from __future__ import annotations

from itertools import pairwise

from explores import charts
from tests.dashboards.answers import answer, dimension, measure
from tests.explores.answers import by_channel


def test_a_few_lines_are_named_at_their_ends_with_the_figure_that_stands_there() -> None:
    layout = charts.figure(by_channel(), {"type": "line"}).plot["layout"]
    words = [note["text"] for note in layout["annotations"] if len(note["text"]) > 1]
    assert sorted(words) == ["Ads", "Email 6"]  # there are no ads in the last month
    assert layout["margin"]["r"] < 120 and layout["xaxis"]["range"][1] > "2026-10-01"


def test_names_that_are_numbers_end_at_their_place_and_not_at_their_number() -> None:
    fields = [dimension("since", kind="number"), measure("one"), measure("two")]
    rows = [(since, since * 2, since * 3) for since in range(1, 6)]
    layout = charts.figure(answer(fields, rows), {"type": "line"}).plot["layout"]
    assert {note["x"] for note in layout["annotations"]} == {4}


def test_names_stand_apart_and_inside_the_axis_where_several_lines_end_at_its_top_or_at_its_bottom() -> None:
    fields = [dimension("since", kind="number"), *(measure(name) for name in ("one", "two", "three", "four"))]
    for last in ((100, 100, 100, 99), (0, 0, 0, 100), (100, 100, 0, 0), (50, 50, 50, 50)):
        found = charts.figure(answer(fields, [(1, 0, 50, 0, 100), (2, *last)]), {"type": "line"}).plot["layout"]
        heights = sorted({note["y"] for note in found["annotations"]})
        low, high = found["yaxis"]["range"]
        assert len(heights) == 4 and low <= heights[0] and heights[-1] <= high
        assert min(b - a for a, b in pairwise(heights)) > (high - low) * 0.07


def test_a_figure_between_two_missing_ones_has_a_marker_on_a_line_that_has_none() -> None:
    fields = [dimension("since", kind="number"), measure("one")]
    rows = [(since, None if since in {1, 3, 39} else since) for since in range(40)]
    line = charts.figure(answer(fields, rows), {"type": "line"}).plot["data"][0]
    assert line["mode"] == "lines+markers"
    assert [place for place, size in enumerate(line["marker"]["size"]) if size] == [0, 2]
    joined = charts.figure(answer(fields, rows), {"type": "line", "settings": {"missing": "join"}}).plot["data"][0]
    assert joined["mode"] == "lines"
