"""CSV, TXT and JSON: the table's own names and order, every digit, totals that say they are."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from explores import files
from explores.answer import Answer
from explores.files import FORMATS, FormatProblem, Options
from tests.explores.answers import (
    CHANNEL,
    COUNTRY,
    MONTH,
    ORDERS,
    REVENUE,
    answer,
    by_channel,
    dressed,
    monthly,
    pivoted,
)
from tests.explores.files.reading import csv_rows, objects, written


def grouped() -> Answer:
    rows: list[tuple[Any, ...]] = [("Ads", "FR", 1), ("Ads", "IT", 2), ("Email", None, 3)]
    levels = [[{CHANNEL.id: "Ads", ORDERS.id: 3}, {CHANNEL.id: "Email", ORDERS.id: 3}]]
    return answer((CHANNEL, COUNTRY, ORDERS), rows, subtotals=levels, totals={ORDERS.id: 6})


def with_row_totals() -> Answer:
    totals = {ORDERS.id: {("Ads",): 7, ("Email",): 11, ("row total",): 18}}
    return replace(by_channel(), row_totals=[{ORDERS.id: 12}, {ORDERS.id: 6}], totals=totals)


def test_csv_has_the_names_of_the_table_all_digits_and_a_total_that_says_so() -> None:
    found = csv_rows(monthly())
    assert found[:2] == [["Month", "Revenue", "Orders"], ["2026-10", "560377.12", "7291"]]
    assert found[-1] == ["Total", "1520610.52", "20150"]


def test_the_data_table_has_full_names_and_every_column() -> None:
    hidden = {f"column.{ORDERS.id}.hidden": "1"}
    assert csv_rows(monthly(), settings=hidden)[0] == ["Month", "Revenue"]
    assert csv_rows(monthly(), displayed=False, settings=hidden)[0] == [
        "Orders › Month", "Orders › Revenue", "Orders › Orders",
    ]  # fmt: skip


def test_labels_and_order_are_those_of_the_table() -> None:
    looks = {f"column.{REVENUE.id}.label": "Turnover", f"column.{ORDERS.id}.pinned": "1"}
    assert csv_rows(monthly(), settings=looks)[0] == ["Orders", "Month", "Turnover"]
    assert csv_rows(monthly(), settings=looks)[-1] == ["20150", "Total", "1520610.52"]


def test_formatted_figures_read_as_on_screen() -> None:
    assert csv_rows(monthly(), formatted=True)[1] == ["2026-10", "€560,377", "7,291"]
    own = {f"column.{REVENUE.id}.format": '$0.0,"k"'}
    assert csv_rows(monthly(), formatted=True, settings=own)[1][1] == "$560.4k"


def test_a_missing_value_is_empty_and_read_as_the_sign_for_none() -> None:
    made = answer((CHANNEL, REVENUE), [(None, None)])
    assert csv_rows(made)[1] == ["", ""]
    assert csv_rows(made, formatted=True)[1] == ["∅", "∅"]
    assert objects(made, formatted=True)[0] == {"Channel": None, "Revenue": None}


def test_subtotals_stand_under_their_groups() -> None:
    assert csv_rows(grouped())[1:] == [
        ["Ads", "FR", "1"], ["Ads", "IT", "2"], ["Ads", "Subtotal", "3"],
        ["Email", "", "3"], ["Email", "Subtotal", "3"], ["Total", "", "6"],
    ]  # fmt: skip


def test_pivots_repeat_their_values_over_their_columns_and_row_totals_come_last() -> None:
    found = csv_rows(with_row_totals())
    assert found[0] == ["Month", "Ads Orders", "Email Orders", "All Orders"]
    assert found[2:] == [["2026-10", "", "6", "6"], ["Total", "7", "11", "18"]]


def test_dates_over_pivot_columns_read_as_on_screen() -> None:
    rows = [{CHANNEL.id: "Ads", ORDERS.id: {(date(2026, 9, 1),): 5}}]
    made = dressed((CHANNEL, pivoted(MONTH), ORDERS), rows, pivots=((date(2026, 9, 1),),))
    assert csv_rows(made)[0] == ["Channel", "2026-09 Orders"]
    assert csv_rows(made, displayed=False)[0] == ["Orders › Channel", "2026-09-01 Orders › Orders"]


def test_text_has_tabs_between_and_keeps_those_of_its_values() -> None:
    assert written(answer((CHANNEL, ORDERS), [("a\tb", 1)]), "txt") == b'Channel\tOrders\r\n"a\tb"\t1\r\n'


def test_json_has_names_as_keys_and_simple_json_field_ids_and_rows_alone() -> None:
    assert objects(monthly())[0] == {"Month": "2026-10", "Revenue": 560377.12, "Orders": 7291}
    assert objects(monthly())[-1]["Month"] == "Total"
    simple = objects(monthly(), "json_simple")
    assert simple[0] == {MONTH.id: "2026-10", REVENUE.id: 560377.12, ORDERS.id: 7291}
    assert len(simple) == 3


def test_json_loses_no_digit_and_no_column_of_the_same_name() -> None:
    money = Decimal("12345678901234567890.123456")
    text = written(answer((CHANNEL, REVENUE, replace(REVENUE, id="x")), [("a", money, 2)]), "json").decode()
    found = json.loads(text, parse_float=Decimal)
    assert found == [{"Channel": "a", "Revenue": money, "Revenue (2)": 2}]


def test_simple_json_holds_a_pivot_under_its_field() -> None:
    found = objects(with_row_totals(), "json_simple")
    assert found[1] == {MONTH.id: "2026-10", ORDERS.id: {"Ads": None, "Email": 6, "row total": 6}}


@pytest.mark.parametrize("code", FORMATS)
def test_an_answer_without_rows_is_a_file_all_the_same(code: str) -> None:
    assert written(answer((CHANNEL, ORDERS), []), code)


def test_a_format_that_is_none_is_named_with_those_there_are() -> None:
    with pytest.raises(FormatProblem, match=r"no format 'pdf'\. Take one of csv, xlsx"):
        files.write(monthly(), "pdf", Options(), io.BytesIO())
    with pytest.raises(FormatProblem, match="not piece by piece"):
        files.pieces(monthly(), "xlsx", Options())
