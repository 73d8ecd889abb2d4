"""What the settings of a pie do to the figure."""

from __future__ import annotations

from typing import Any

import pytest

from explores import charts
from explores.answer import Answer
from explores.charts import Chart
from tests.explores.answers import CHANNEL, ORDERS, RATE, additive, answer


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


PIE = answer((CHANNEL, additive(ORDERS)), [("a", 3), ("b", 1)])


def test_labels_of_a_pie_stand_beside_in_a_legend_or_nowhere() -> None:
    beside, legend, none = (drawn(PIE, "pie", {"pie.labels": how}).plot for how in ("labels", "legend", "none"))
    assert [p["data"][0]["textposition"] for p in (beside, legend, none)] == ["outside", "none", "none"]
    assert [p["layout"]["showlegend"] for p in (beside, legend, none)] == [False, True, False]


@pytest.mark.parametrize(
    ("content", "template"),
    [
        ("all", "%{label}  %{customdata[0]} · %{customdata[1]}"),
        ("label", "%{label}"),
        ("value", "%{customdata[0]}"),
        ("label_value", "%{label}  %{customdata[0]}"),
        ("percent", "%{customdata[1]}"),
        ("label_percent", "%{label}  %{customdata[1]}"),
    ],
)
def test_a_slice_says_what_was_chosen(content: str, template: str) -> None:
    trace = data(PIE, "pie", {"pie.content": content})[0]
    assert trace["texttemplate"].strip("\u2002") == template
    assert [part[1] for part in trace["customdata"]] == ["75.0\u202f%", "25.0\u202f%"]


def test_parts_that_do_not_add_up_have_no_percent() -> None:
    chart = drawn(answer((CHANNEL, RATE), [("a", 0.3), ("b", 0.2)]), "pie", {"pie.content": "percent"})
    assert chart.plot["data"][0]["texttemplate"].strip("\u2002") == "%{customdata[0]}"
    assert "Repeat rate does not add up, so its parts have no percent" in chart.notes


def test_a_pie_has_a_radius_and_angles() -> None:
    trace = data(PIE, "pie", {"pie.inner": "0", "pie.start": "-90", "pie.end": "90"})[0]
    assert (trace["hole"], trace["rotation"], trace["direction"]) == (0, -90, "clockwise")
    assert (trace["values"], trace["marker"]["colors"][-1]) == ([3, 1, 4], "rgba(0,0,0,0)")
    assert data(PIE, "pie", {"pie.end": "-180"})[0]["direction"] == "counterclockwise"
    assert "annotations" not in layout(PIE, "pie", {"pie.inner": "0"})


def test_a_pie_takes_a_palette() -> None:
    assert data(PIE, "pie", {"palette": "tol_bright"})[0]["marker"]["colors"] == ["#4477aa", "#ee6677"]
