"""Lines that are named at their ends."""

from __future__ import annotations

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
