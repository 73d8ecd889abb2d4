"""Whatever is chosen, there is a figure Plotly takes, or a sentence why there is none."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explores import charts
from explores.answer import Answer
from explores.charts.options import declared
from explores.charts.options.option import Option
from explores.charts.options.registry import joined
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
NAMES = {
    "series": ["orders.revenue", "orders.count", "orders.count|Ads", "orders.count|Email"],
    "field": ["orders.revenue", "orders.ordered_month", "orders.channel"],
    "pivot": ["Ads", "Email"],
    "reference": ["1", "2", "x"],
    "trend": ["linear", "average:3"],
}
TEXTS = {
    "number": ["-5", "0", "1", "3", "60", "1e18", "-1e18", "0.000001"],
    "colour": ["teal", "#abc", "#123456"],
    "list": ["teal", "#abc,red", "A,<b>B</b>,C,D"],
    "text": ["mean", "deviation", "5", "-7", "<b>x</b>", "orders.count", "#,##0.0", "0%", "mm/yy", "max"],
}


def answers() -> dict[str, Answer]:
    summed = by_channel()
    days = [(date(2026, 1, 1 + n), n * n, 0.1 * n) for n in range(1, 9)]
    numbers = [(n * 3 % 7, n - 3, n / 9) for n in range(7)]
    number = type(CHANNEL)("orders.items", "Items", "Items", "dimension", "number", "integer")
    two = [(date(2026, 9, 1), "a", 3), (date(2026, 9, 1), "b", None), (date(2026, 10, 1), "a", 0)]
    return {
        "months": monthly(),
        "pivot": dressed((MONTH, pivoted(CHANNEL), additive(ORDERS)), summed.rows, pivots=summed.pivots),
        "names": answer((CHANNEL, additive(REVENUE), ORDERS, RATE), [("a", 5, 3, 0.2), ("b", None, 4, 0.3)]),
        "days": answer((MONTH, ORDERS, RATE), days),
        "numbers": answer((number, ORDERS, RATE), numbers),
        "two": answer((MONTH, CHANNEL, ORDERS), two),
        "none": answer((CHANNEL, ORDERS), []),
    }


ANSWERS = answers()


def text_for(option: Option) -> st.SearchStrategy[str]:
    if option.control == "switch":
        return st.sampled_from(["1", "0"])
    if option.control == "choice":
        return st.sampled_from(option.keys)
    return st.sampled_from(TEXTS[option.control])


@st.composite
def chosen(draw: st.DrawFn, kind: str) -> dict[str, str]:
    found = {}
    for option in draw(st.lists(st.sampled_from(list(declared(kind))), max_size=8)):
        named = draw(st.sampled_from(NAMES.get(option.per, [""])))
        found[joined(option, named)] = draw(text_for(option))
    return found


def checked(plot: dict[str, Any]) -> None:
    """Plotly's own validation, of the figure in real colours."""
    painted = charts.paint(plot)
    go.Figure({"data": painted["data"], "layout": painted["layout"]})
    assert '"--' not in json.dumps(painted, allow_nan=False)


@pytest.mark.parametrize("kind", DRAWN)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_settings_give_a_figure_or_a_sentence(kind: str, data: st.DataObject) -> None:
    given_ = data.draw(chosen(kind))
    name = data.draw(st.sampled_from(sorted(ANSWERS)))
    stack, trend = (
        data.draw(st.sampled_from([None, True, "percent"])),
        data.draw(st.sampled_from(["", "linear,average:3"])),
    )
    vis = {"type": kind, "stack": stack, "trend": trend, "settings": given_}
    chart = charts.figure(ANSWERS[name], vis, today=date(2026, 10, 17))
    assert bool(chart.plot) != bool(chart.empty)
    if chart.plot:
        checked(chart.plot)
        text = json.dumps([chart.plot["data"], chart.plot["layout"]], ensure_ascii=False)
        assert "<b>" not in text
