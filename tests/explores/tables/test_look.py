"""The settings of a table change how it looks, never what it says."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from explores import outcome
from explores.answer import Answer
from explores.tables import table
from explores.templatetags.explore_table import result_table
from tests.explores.answers import CHANNEL, COUNTRY, MONTH, ORDERS, REVENUE, answer, by_channel, dressed, monthly


def build(shown: Answer, **settings: str) -> table.DisplayTable:
    """``column__orders.count__label`` stands for a name with dots."""
    return table.build(shown, settings={name.replace("__", "."): text for name, text in settings.items()})


def of(shown: Answer, settings: dict[str, str]) -> table.DisplayTable:
    return table.build(shown, settings=settings)


def html(shown: table.DisplayTable) -> str:
    heads = [outcome.Header(column, "?a", "?b", column.field.id) for column in shown.columns]
    page: Any = SimpleNamespace(table=shown, headers=heads)
    return str(result_table(page))


def labels(shown: table.DisplayTable) -> list[str]:
    return [column.label for column in shown.columns]


def texts(shown: table.DisplayTable) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in shown.lines]


def grouped() -> Answer:
    rows = [("FR", "a", 3), ("FR", "b", 1), ("DE", "a", 2)]
    subtotals = [[{COUNTRY.id: "FR", ORDERS.id: 4}, {COUNTRY.id: "DE", ORDERS.id: 2}]]
    return answer((COUNTRY, CHANNEL, ORDERS), rows, subtotals=subtotals)


@pytest.mark.parametrize("theme", ["classic", "gray", "transparent", "unstyled"])
def test_a_theme_is_a_class_of_the_table(theme: str) -> None:
    assert f"theme-{theme}" in html(build(monthly(), theme=theme))
    assert "theme-" not in html(build(monthly(), theme="white"))


def test_rows_are_numbered_but_not_beside_subtotals() -> None:
    assert '<td class="row-number">3</td>' in html(build(monthly(), row_numbers="1"))
    assert "row-number" not in html(build(monthly()))
    assert "row-number" not in html(build(grouped(), row_numbers="1"))


def test_rows_become_columns_with_one_dimension() -> None:
    shown = html(build(monthly(), transposed="1"))
    first = shown[shown.index("<tbody>") :]
    assert shown.index("2026-10") < shown.index("<tbody>")
    assert first.index("Revenue") < first.index("€560,377") < first.index("Orders") < first.index("7,291")
    assert "Total, 3 rows" in shown[: shown.index("<tbody>")]


def test_heads_of_a_transposed_table_tell_what_rows_of_an_upright_one_do() -> None:
    upright, lying = html(build(monthly())), html(build(monthly(), transposed="1"))
    marks = re.compile('data-row=(?:"[^"]*"|\'[^\']*\')|data-of="[^"]*"')
    assert sorted(marks.findall(lying)) == sorted(marks.findall(upright))
    filled = answer((MONTH, ORDERS), [(date(2026, 1, 1), 2), (date(2026, 2, 1), None)], filled=(1,))
    assert html(build(filled, transposed="1")).count("data-row") == 1


def test_with_two_dimensions_rows_stay_rows_and_it_says_so() -> None:
    shown = build(grouped(), transposed="1")
    assert not shown.transposed and "one dimension" in shown.notes[0]


def test_pivot_values_stand_beside_the_measure_where_rows_become_columns() -> None:
    assert "Email · Orders" in html(build(by_channel(), transposed="1"))


def test_long_texts_and_long_names_are_shortened_or_not() -> None:
    long = answer((CHANNEL, ORDERS), [("x" * 80, 1)])
    assert build(long).lines[0].cells[0].exact == "x" * 80  # the whole text is one pointing away
    assert "cut-text" in html(build(long)) and "wrap-text" in html(build(long, truncate_text="0"))
    assert "cut-heads" in html(build(long, truncate_headers="1")) and "cut-heads" not in html(build(long))


def test_fields_can_have_their_full_names_or_one_of_their_own() -> None:
    assert labels(build(monthly(), full_names="1")) == ["Orders › Month", "Orders › Revenue", "Orders › Orders"]
    assert labels(of(monthly(), {"column.orders.revenue.label": "Turnover"})) == ["Month", "Turnover", "Orders"]


def test_a_hostile_name_is_a_text() -> None:
    shown = html(of(monthly(), {"column.orders.revenue.label": "<img src=x onerror=alert(1)>"}))
    assert "<img" not in shown and "&lt;img" in shown


def test_columns_fill_the_width_or_have_their_own() -> None:
    assert "unfitted" in html(build(monthly(), fit="0")) and "unfitted" not in html(build(monthly()))
    shown = html(of(monthly(), {"column.orders.revenue.width": "80", "min_width": "100"}))
    assert '<colgroup><col width="100"><col width="80"><col width="100"></colgroup>' in shown
    assert shown.count("num sized") == 4  # three rows and the total
    assert "colgroup" not in html(build(monthly())).replace("colgroup scope", "")


def test_a_width_beyond_its_bounds_is_told() -> None:
    assert "1 to 1000" in of(monthly(), {"column.orders.revenue.width": "5000"}).notes[0]


@pytest.mark.parametrize(
    ("field", "code", "text"),
    [
        (REVENUE.id, "#,##0.0", "560,377.1"),
        (REVENUE.id, '$0.0,"k"', "$560.4k"),
        (ORDERS.id, "money", "€7,291.00"),
        (MONTH.id, "mmm yy", "Oct 26"),
    ],
)
def test_a_column_has_a_format_of_its_own(field: str, code: str, text: str) -> None:
    assert text in texts(of(monthly(), {f"column.{field}.format": code}))[0]


def test_a_format_that_fits_no_value_leaves_it_as_it_is() -> None:
    assert texts(of(monthly(), {f"column.{MONTH.id}.format": "0.0"}))[0][0] == "2026-10"
    assert "format" in of(monthly(), {f"column.{MONTH.id}.format": "zzz{}"}).notes[0]


def test_a_column_is_bold_or_struck() -> None:
    shown = html(of(monthly(), {"column.orders.count.style": "bold, struck"}))
    assert 'class="num t-bold t-struck"' in shown


def test_bars_stand_where_they_were_asked_for() -> None:
    chosen = of(monthly(), {"column.orders.revenue.bars": "off", "column.orders.count.bars": "on"})
    assert [cell.bar for cell in chosen.lines[0].cells] == [None, None, 84]
    both = of(by_channel(), {"column.orders.count.bars": "on"})
    assert [cell.bar for cell in both.lines[0].cells] == [None, 84, 60]  # 7 and 5 of one scale


def test_row_totals_can_stand_after_the_dimensions() -> None:
    base = by_channel()
    both = dressed(base.fields, base.rows, pivots=base.pivots, row_totals=[{ORDERS.id: 12}, {ORDERS.id: 6}])
    shown = build(both, row_totals_first="1")
    assert [row[1] for row in texts(shown)] == ["12", "6"]
    assert [heading.text for heading in shown.headings[0]] == ["Channel", "All", "Ads", "Email"]


def test_columns_are_hidden_and_pinned() -> None:
    assert labels(of(monthly(), {"column.orders.revenue.hidden": "1"})) == ["Month", "Orders"]
    pinned = of(monthly(), {"column.orders.count.pinned": "1"})
    assert labels(pinned) == ["Orders", "Month", "Revenue"] and 'data-frozen="1"' in html(pinned)
    assert pinned.total is not None and [cell.text for cell in pinned.total][1] == "Total, 3 rows"


def test_the_last_column_cannot_be_hidden() -> None:
    assert labels(of(answer((ORDERS,), [(1,)]), {"column.orders.count.hidden": "1"})) == ["Orders"]


def test_columns_are_frozen_up_to_one() -> None:
    assert 'data-frozen="2"' in html(build(monthly(), frozen=REVENUE.id))
    assert 'data-frozen="3"' in html(build(monthly(), frozen=REVENUE.id, row_numbers="1"))
    assert "data-frozen" not in html(build(monthly(), frozen="orders.nope"))


def test_sizes_of_letters_are_told_to_the_style_sheet() -> None:
    assert ' data-size="20" data-head-size="9"' in html(build(monthly(), font_size="20", header_size="9"))
    assert "1 to 99" in build(monthly(), font_size="100").notes[0]


def test_groups_of_a_subtotal_are_folded_by_column() -> None:
    is_open = html(of(grouped(), {}))
    assert is_open.count('aria-expanded="true"') == 2 and " hidden" not in is_open
    folded = html(of(grouped(), {f"column.{COUNTRY.id}.folded": "1"}))
    assert folded.count('aria-expanded="false"') == 2 and folded.count(" hidden>") == 3


def test_settings_of_charts_are_left_to_charts() -> None:
    shown = of(monthly(), {"series.orders.revenue.color": "red", "nonsense": "1"})
    assert shown.notes == () and texts(shown) == texts(table.build(monthly()))


def test_a_filled_row_has_no_rows_behind_it() -> None:
    shown = html(table.build(answer((MONTH, ORDERS), [(date(2026, 9, 1), None)], filled=(0,))))
    assert '<tr class="filled"><td>' in shown
