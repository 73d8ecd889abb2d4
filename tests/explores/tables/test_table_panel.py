"""The settings of the table can be found, changed and taken away on the panel and in the menu of a column."""

from __future__ import annotations

import json

from explores.panel import Panel, Tab
from explores.semantic import url
from explores.tables.column_looks import hidden, unhidden
from explores.tables.column_menu import menu
from explores.tables.columns import Entry, Head
from explores.tables.table_panel import table_panel
from explores.wish import Wish
from tests.explores.answers import monthly
from tests.explores.semantic.standard import standard
from tests.explores.tables.test_look import grouped

BUSINESS = standard().explore("business")
MONTH, CHANNEL, REVENUE, COUNT = "orders.ordered_month", "orders.channel", "orders.revenue", "orders.count"


def shown(**given: str) -> Panel:
    settings = {name.replace("__", "."): text for name, text in given.items()}
    return table_panel(monthly(), settings)


def tab(found: Panel, name: str) -> Tab:
    return next(one for one in found.tabs if one.name == name)


def test_a_table_has_three_tabs_and_a_way_back_to_all_defaults() -> None:
    found = shown(theme="gray", series__orders__revenue__color="red")
    assert [one.name for one in found.tabs] == ["Table", "Columns", "Rules"]
    assert json.loads(found.reset) == [["c[theme]", ""]] and shown().reset == ""


def test_a_column_offers_its_settings_under_its_name() -> None:
    month, revenue, _ = tab(shown(column__orders__revenue__width="80"), "Columns").groups
    assert (month.title, revenue.title, revenue.changed, month.changed) == ("Month", "Revenue", True, False)
    width = next(control for control in revenue.controls if control.label == "Width")
    assert (width.name, width.value) == ("c[column.orders.revenue.width]", "80")
    assert "Bars in cells" not in [control.label for control in month.controls]


def test_folding_is_offered_where_there_are_groups() -> None:
    found = table_panel(grouped(), {})
    labels = [[control.label for control in group.controls] for group in tab(found, "Columns").groups]
    assert ["Groups folded" in one for one in labels] == [True, False, False]


def test_a_rule_is_made_changed_and_taken_away() -> None:
    empty = tab(shown(), "Rules")
    assert (empty.groups, empty.more) == ((), "Colour rule")
    assert json.loads(empty.add) == [["c[format.1.scale]", "#ffffff,#7ab6c7"]]
    rules = tab(shown(format__1__scale="white,red", format__2__when="> 5"), "Rules")
    first, second, _ = rules.groups
    assert "Condition" in [one.label for one in first.controls] and "Background" not in [
        o.label for o in first.controls
    ]
    assert "Background" in [one.label for one in second.controls] and "Steps" not in [o.label for o in second.controls]
    assert json.loads(second.away) == [["c[format.2.when]", ""]] and "format.3" in rules.add
    assert next(one.value for one in second.controls if one.label == "Condition") == "> 5"


def test_a_value_that_cannot_be_stays_to_be_mended() -> None:
    revenue = tab(shown(column__orders__revenue__format="zzz{}"), "Columns").groups[1]
    assert next(one.value for one in revenue.controls if one.label == "Format") == "zzz{}"


def entries(name: str, **params: str) -> dict[str, Entry]:
    wish = Wish.of((key.replace("__", "."), value) for key, value in params.items())
    head = Head.of(name, BUSINESS, wish, url.from_params("business", wish.query_params()))
    return {entry.label: entry for group in menu(head) for entry in group}


def test_a_column_is_frozen_pinned_and_hidden_by_its_menu() -> None:
    found = entries(REVENUE, fields=f"{MONTH},{REVENUE}")
    assert f"c[frozen]={REVENUE}" in found["Freeze up to here"].href
    assert f"c[column.{REVENUE}.pinned]=1" in found["Pin to the left"].href
    assert f"c[column.{REVENUE}.hidden]=1" in found["Hide"].href
    again = entries(REVENUE, **{"fields": f"{MONTH},{REVENUE}", "c[frozen]": REVENUE})["Freeze up to here"]
    assert again.current and "frozen" not in again.href


def test_bars_are_switched_by_the_menu() -> None:
    first = entries(REVENUE, fields=f"{MONTH},{REVENUE},{COUNT}")["Bars in cells"]
    assert first.current and first.href.endswith(f"c[column.{REVENUE}.bars]=off")
    second = entries(COUNT, fields=f"{MONTH},{REVENUE},{COUNT}")["Bars in cells"]
    assert not second.current and second.href.endswith(f"c[column.{COUNT}.bars]=on")
    back = entries(REVENUE, **{"fields": f"{MONTH},{REVENUE}", f"c[column.{REVENUE}.bars]": "off"})["Bars in cells"]
    assert not back.current and "bars" not in back.href


def test_groups_are_folded_by_the_menu_of_their_dimension() -> None:
    asked = {"fields": f"{MONTH},{CHANNEL},{REVENUE}", "subtotal": "1"}
    assert entries(MONTH, **asked)["Fold groups"].href.endswith(f"c[column.{MONTH}.folded]=1")
    assert "Fold groups" not in entries(CHANNEL, **asked)  # the last one has no groups
    assert "Fold groups" not in entries(MONTH, fields=f"{MONTH},{CHANNEL},{REVENUE}")


def test_columns_are_sized_automatically_on_request() -> None:
    asked = {"fields": f"{MONTH},{REVENUE}", f"c[column.{REVENUE}.width]": "80"}
    assert "width" not in entries(MONTH, **asked)["Size columns automatically"].href
    assert "Size columns automatically" not in entries(MONTH, fields=f"{MONTH},{REVENUE}")


def test_what_is_hidden_is_told_and_shown_again() -> None:
    wish = Wish.of({"fields": f"{MONTH},{REVENUE}", f"c[column.{REVENUE}.hidden]": "1", "vis": "bar"}.items())
    assert hidden(wish) == [REVENUE] and unhidden(wish) == f"?fields={MONTH},{REVENUE}&vis=bar"
