"""Lines that are named at their ends."""

from __future__ import annotations

from explores import charts
from tests.explores.answers import by_channel


def test_a_few_lines_are_named_at_their_ends_with_the_figure_that_stands_there() -> None:
    layout = charts.figure(by_channel(), {"type": "line"}).plot["layout"]
    words = [note["text"] for note in layout["annotations"] if len(note["text"]) > 1]
    assert sorted(words) == ["Ads", "Email 6"]  # there are no ads in the last month
    assert layout["margin"]["r"] < 120 and layout["xaxis"]["range"][1] > "2026-10-01"
