"""XLSX: real numbers and dates in the formats of their fields, text that stays text, notes on a sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from explores.files import FormatProblem, workbook
from explores.formatting.formats import Style
from tests.explores.answers import CHANNEL, MONTH, ORDERS, RATE, REVENUE, answer, by_channel, monthly
from tests.explores.files.reading import book, sheet


def test_figures_and_dates_are_real() -> None:
    assert sheet(monthly())[1] == [datetime(2026, 10, 1), 560377.12, 7291]
    assert sheet(monthly())[-1] == ["Total", 1520610.52, 20150]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (ORDERS, 5, "#,##0"),
        (REVENUE, Decimal("5.5"), '"€"#,##0.00'),
        (RATE, 0.5, "#,##0.0%"),
        (replace(RATE, format="percent_2"), 0.5, "#,##0.00%"),
        (replace(RATE, format="co2e_kg"), 5, '#,##0.00" kg"'),
    ],
)
def test_formatted_figures_have_the_format_of_their_field(field: Any, value: Any, code: str) -> None:
    cell = book(answer((CHANNEL, field), [("a", value)]), formatted=True)["Data"]["B2"]
    assert (cell.value, cell.number_format) == (value, code)


def test_a_format_of_ones_own_is_the_cells_format() -> None:
    own = {f"column.{REVENUE.id}.format": '$#,##0.0,"k"', f"column.{MONTH.id}.format": "d mmm yyyy"}
    data = book(monthly(), formatted=True, settings=own)["Data"]
    assert data["B2"].number_format == '"$"#,##0.0,"k"'
    assert data["A2"].number_format == r"d\ mmm\ yyyy"


def test_money_stands_on_the_readers_side() -> None:
    data = book(monthly(), formatted=True, style=Style("fr"))["Data"]
    assert data["B2"].number_format == '#,##0"\u00a0€"'


@pytest.mark.parametrize(("timeframe", "shown"), [("quarter", "2026-Q4"), ("fiscal_quarter", "FY2026-Q4")])
def test_a_date_that_no_spreadsheet_knows_is_text(timeframe: str, shown: str) -> None:
    field = replace(MONTH, timeframe=timeframe)
    assert sheet(answer((field, ORDERS), [(date(2026, 10, 1), 5)]))[1] == [shown, 5]


def test_what_a_spreadsheet_would_spoil_is_text() -> None:
    rows = [("a", 12345678901234567890), ("b", 5)]
    assert [row[1] for row in sheet(answer((CHANNEL, ORDERS), rows))[1:]] == ["12345678901234567890", 5]
    early = answer((replace(MONTH, timeframe="date"), ORDERS), [(date(1899, 12, 31), 1)])
    assert sheet(early)[1][0] == "1899-12-31"


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "http://example.org", "mailto:a@b.c", "00123", "_x0041_", "+5", "<r>x</r>"]
)
def test_text_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    cell = book(answer((CHANNEL, ORDERS), [(text, 5)]))["Data"]["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s" if cell.data_type == "s" else "inlineStr", None)
    assert str(cell.value).replace("_x005F_", "_") == text


def test_heads_stay_in_sight_and_repeat_pivot_values() -> None:
    data = book(by_channel())["Data"]
    assert data.freeze_panes == "A3"
    assert sheet(by_channel())[:2] == [["Channel", "Ads", "Email"], ["Month", "Orders", "Orders"]]


def test_notes_say_what_was_left_out() -> None:
    cut = replace(monthly(), total_rows=81_233)
    said = [row[0] for row in book(cut, title="Sales")["Notes"].values]
    assert said == ["Sales", "3 of 81,233 rows.", "Data as of 17 Nov 2026 11:03, UTC."]


def test_a_text_that_is_too_long_is_cut_and_told() -> None:
    made = book(answer((CHANNEL, ORDERS), [("🦊" * 20_000, 1), ("b", 2)]))
    assert len(made["Data"]["A2"].value.encode("utf-16-le")) // 2 <= 32_767
    assert [row[0] for row in made["Notes"].values][-1] == "1 text was cut: a cell holds at most 32,767 letters."


@pytest.mark.parametrize(
    ("rows", "sheets"), [(3, ["Data"]), (4, ["Data", "Data 2"]), (7, ["Data", "Data 2", "Data 3"])]
)
def test_more_rows_than_a_sheet_holds_go_on_on_the_next(
    rows: int, sheets: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    made = book(answer((CHANNEL, ORDERS), [(f"c{place}", place) for place in range(rows)]))
    assert made.sheetnames == [*sheets, "Notes"]
    found = [row for name in sheets for row in list(made[name].values)[1:]]
    assert found == [(f"c{place}", place) for place in range(rows)]
    assert all(next(made[name].values) == ("Channel", "Orders") for name in sheets)


def test_more_columns_than_a_sheet_has_are_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_COLUMNS", 2)
    with pytest.raises(FormatProblem, match=r"at most 2 columns and this result 3\. Pivot by less"):
        book(monthly())
