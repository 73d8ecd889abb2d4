"""Every kind of chart: what it takes, what it says where it cannot draw, and that no value harms it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pycountry
import pytest

from explores import charts
from explores.answer import Answer, AnswerField
from explores.charts import kinds
from explores.charts.options import declared
from tests.explores.answers import CHANNEL, COUNTRY, ORDERS, additive, answer
from tests.explores.charts.drawing import END, LATITUDE, LONGITUDE, QUARTILES, START, drawn

HOSTILE = '<b onclick="x()">%{y}</b><script>alert(1)</script>&amp;\u2028'


def shaped(kind: str, name: str = "a", value: Any = 5.0, count: int = 4) -> Answer:
    """An answer of the shape that the kind takes, every name and value the same."""
    two = {"heatmap", "sankey"}
    if kind == "timeline":
        return answer((CHANNEL, START, END), [(name, date(2026, 1, 1), date(2026, 2, n + 1)) for n in range(count)])
    if kind == "box":
        return answer((CHANNEL, *QUARTILES), [(name, value, value, value, value, value)] * count)
    if kind in two:
        return answer((CHANNEL, COUNTRY, additive(ORDERS)), [(name, f"{name}{n}", value) for n in range(count)])
    if kind == "points":
        return answer((CHANNEL, LATITUDE, LONGITUDE, ORDERS), [(name, n % 90, n % 180, value) for n in range(count)])
    if kind == "map":
        codes = ["CA", "DE", "GA", "IN", *(one.alpha_2 for one in pycountry.countries)]
        return answer((COUNTRY, ORDERS), [(codes[n % len(codes)], value) for n in range(count)])
    more = (COUNTRY, CHANNEL) if kind in {"treemap", "sunburst"} else (CHANNEL,)
    rows = [(*[f"{name}{n}" if f is CHANNEL else name for f in more], value, value) for n in range(count)]
    return answer((*more, additive(ORDERS), additive(AnswerField(**{**ORDERS.__dict__, "id": "o.other"}))), rows)


def texts(value: Any) -> list[str]:
    """Every text of a figure."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in texts(part)]
    return [value] if isinstance(value, str) else []


WHOLE = sorted(kinds.DRAW)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_kind_draws_the_answer_it_is_made_for(kind: str) -> None:
    chart = drawn(kind, shaped(kind))
    assert (chart.empty, len(chart.plot["data"]) > 0) == ("", True)
    assert chart.summary and chart.summary.endswith(".")
    json.dumps(chart.to_json(), allow_nan=False)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_kind_says_what_it_takes_where_the_answer_is_of_another_shape(kind: str) -> None:
    chart = drawn(kind, answer((CHANNEL,), [("a",)]))
    assert not chart.plot and chart.empty.endswith(".") and " take" in chart.empty


@pytest.mark.parametrize("kind", WHOLE)
def test_no_rows_are_said_to_be_none(kind: str) -> None:
    assert "No rows" in drawn(kind, answer((CHANNEL, ORDERS), [])).empty


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("value", [None, 0.0, -3.0, float("nan"), float("inf"), 1e300, 1e-300, True])
def test_no_value_makes_a_kind_fail(kind: str, value: Any) -> None:
    chart = drawn(kind, shaped(kind, value=value))
    assert chart.plot or chart.empty
    json.dumps(chart.to_json(), allow_nan=False)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_hostile_name_is_shown_as_it_is(kind: str) -> None:
    plot = drawn(kind, shaped(kind, name=HOSTILE)).plot
    found = texts([plot["data"], plot["layout"]])  # what a click tells is never drawn
    allowed = re.compile(r"<br>|<extra></extra>|%\{(?:customdata|label|x|y|text|z|percent|source|target)[^}]*\}")
    assert not [text for text in found if "<" in allowed.sub("", text) or "%{" in allowed.sub("", text)]
    assert any("&lt;b onclick" in text for text in found) or kind in {"gauge", "histogram", "map"}


@pytest.mark.parametrize("kind", WHOLE)
def test_one_row_and_thousands_of_rows_are_drawn(kind: str) -> None:
    for count in (1, 5000):
        if (kind, count) in {("histogram", 1), ("timeline", 5000)}:
            continue
        chart = drawn(kind, shaped(kind, count=count))
        assert chart.plot, chart.empty
        assert len(json.dumps(chart.to_json())) < 400_000


@pytest.mark.parametrize("kind", sorted({*WHOLE, "column", "bar", "line", "area", "scatter", "pie"}))
def test_a_figure_names_colours_by_token_alone(kind: str) -> None:
    held = json.dumps(charts.paint(drawn(kind, shaped(kind)).plot))
    assert "--" not in re.sub(r"--ns|[a-z]--", "", held)
    assert not re.search(r"#[0-9a-fA-F]{6}", json.dumps(drawn(kind, shaped(kind)).plot))


@pytest.mark.parametrize("kind", WHOLE)
def test_every_setting_of_a_kind_is_taken(kind: str) -> None:
    for option in declared(kind):
        value = {
            "switch": "1",
            "number": str(int(option.least or 3)),
            "choice": (option.keys or ("",))[-1],
            "colour": "teal",
        }
        chart = drawn(kind, shaped(kind), **{option.key: value.get(option.control, "words")})
        assert chart.plot and not any("c[" in note for note in chart.notes), option.key


def test_a_trend_that_a_kind_cannot_draw_is_said() -> None:
    chart = charts.figure(shaped("funnel"), {"type": "funnel", "trend": "linear"})
    assert "No trend line over a funnel" in chart.notes


def test_every_kind_is_in_the_row_or_in_the_menu_once() -> None:
    common = [kind.name for kind in kinds.ALL if kind.common]
    inside = [kind.name for _, group in kinds.menu() for kind in group]
    assert sorted([*common, *inside]) == sorted(charts.KINDS) and len(kinds.BY_NAME) == len(kinds.ALL)
