"""The panel of a chart: what is declared, as it stands, over the series at hand."""

from __future__ import annotations

import json

import pytest
from django.template.loader import render_to_string

from explores import charts
from explores.answer import Answer
from explores.charts import KINDS
from explores.panel import Control, Group, Panel, panel
from tests.explores.answers import CHANNEL, ORDERS, answer, by_channel, monthly


def over(answer: Answer, kind: str, given: dict[str, str], trend: str = "") -> Panel:
    chart = charts.figure(answer, {"type": kind, "settings": given, "trend": trend})
    return panel(answer, chart, given, trend)


def made(kind: str = "column", given: dict[str, str] | None = None, trend: str = "") -> Panel:
    return over(monthly(), kind, given or {}, trend)


def tab(found: Panel, name: str) -> tuple[Group, ...]:
    return next(tab.groups for tab in found.tabs if tab.name == name)


def control(found: Panel, name: str) -> Control:
    return next(one for tab in found.tabs for group in tab.groups for one in group.controls if one.name == name)


def test_the_tabs_are_those_of_the_kind() -> None:
    assert [tab.name for tab in made().tabs] == ["Plot", "Series", "Values", "X axis", "Y axis", "Lines"]
    assert [tab.name for tab in made("pie").tabs] == ["Plot", "Series"]


def test_a_control_shows_what_stands_in_the_address_also_where_it_is_wrong() -> None:
    found = made(given={"legend": "off", "y.min": "abc", "x.reversed": "1"})
    assert (control(found, "c[legend]").value, control(found, "c[legend]").default) == ("off", "auto")
    assert control(found, "c[y.min]").value == "abc"
    assert control(found, "c[x.reversed]").on and not control(found, "c[swap]").on
    assert control(found, "c[x.ticks]").on and control(found, "c[x.ticks]").opposite == "0"


def test_each_series_has_its_group_with_its_colour_and_name() -> None:
    groups = [group for group in tab(made(), "Series") if group.colour]
    assert [(group.title, group.colour) for group in groups] == [
        ("Revenue", "var(--slot1)"),
        ("Orders", "var(--slot2)"),
    ]
    colour = control(made(), "c[series.orders.revenue.color]")
    assert (colour.value, colour.default) == ("#0b557a", "#0b557a")
    given = {"series.orders.revenue.label": "Income", "series.orders.revenue.shown": "no"}
    assert [group.title for group in tab(made(given=given), "Series")][1] == "Income"


def test_pivot_columns_and_fields_can_be_hidden_one_by_one() -> None:
    found = over(by_channel(), "line", {"pivot.Ads.hidden": "1"})
    hidden = {group.title: [one.label for one in group.controls] for group in tab(found, "Series")}
    assert hidden["Pivot columns hidden"] == ["Ads", "Email"]
    assert hidden["Fields hidden"] == ["Month", "Orders"]


def test_reference_lines_are_added_at_the_next_number_and_removed_whole() -> None:
    found = made(given={"reference.2.at": "5", "reference.2.label": "x"})
    lines = next(one for one in found.tabs if one.name == "Lines")
    assert json.loads(lines.add) == [["c[reference.3.at]", "mean"]]
    assert json.loads(lines.groups[0].away) == [["c[reference.2.at]", ""], ["c[reference.2.label]", ""]]


def test_trend_lines_of_the_address_have_their_looks() -> None:
    groups = [group for group in tab(made("line", trend="linear,average:3"), "Lines") if "trend" in group.title]
    assert [group.controls[0].name for group in groups] == ["c[trend.linear.color]", "c[trend.average:3.color]"]


def test_reset_takes_away_what_is_of_this_chart_and_nothing_of_another() -> None:
    given = {"legend": "off", "legnd": "x", "pie.inner": "3"}
    assert json.loads(made(given=given).reset) == [["c[legend]", ""], ["c[legnd]", ""]]
    assert made().reset == ""


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_panel_in_which_hostile_names_stay_text(kind: str) -> None:
    hostile = '"><script>alert(1)</script>'
    rows = answer((CHANNEL, ORDERS), [(hostile, 3)])
    given = {f"series.{hostile}.color": "red", f"reference.{hostile}.at": "1", f"legend.{hostile}": "x"}
    shown = render_to_string("explores/_chart_panel.html", {"panel": over(rows, kind, given, "linear")})
    assert "<script" not in shown


def test_a_single_value_gets_rules_one_by_one() -> None:
    assert [tab.name for tab in made("single").tabs] == ["Value", "Comparison", "Rules"]
    rules = next(tab for tab in made("single").tabs if tab.name == "Rules")
    assert (rules.more, json.loads(rules.add), rules.groups) == ("Rule", [["c[rule.1.when]", "greater"]], ())
    found = made("single", {"rule.1.when": "between", "rule.2.when": "null"})
    first, second = tab(found, "Rules")
    assert [one.name for one in first.controls] == [f"c[rule.1.{key}]" for key in ("when", "value", "to", "tone")]
    assert [one.name for one in second.controls] == ["c[rule.2.when]", "c[rule.2.tone]"]
    assert json.loads(second.away) == [["c[rule.2.when]", ""]]
    assert json.loads(next(tab for tab in found.tabs if tab.name == "Rules").add)[0][0] == "c[rule.3.when]"


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_has_a_panel_of_its_settings(kind: str) -> None:
    assert len(render_to_string("explores/_chart_panel.html", {"panel": made(kind)})) > 0
