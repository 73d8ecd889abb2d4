"""An answer leaves as JSON and CSV without losing a digit or smuggling in a formula."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest

from explores import export
from explores.files import delimited
from tests.explores.answers import CHANNEL, REVENUE, answer, by_channel, monthly


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_json_holds_fields_rows_totals_and_how_many_there_are() -> None:
    made = json.loads(json.dumps(export.to_json(monthly())))
    assert [field["label"] for field in made["fields"]] == ["Orders › Month", "Orders › Revenue", "Orders › Orders"]
    assert made["rows"][0] == {"orders.ordered_month": "2026-10", "orders.revenue": 560377.12, "orders.count": 7291}
    assert (made["returned"], made["total_rows"], made["as_of"]) == (3, 3, "2026-11-17T11:03:00+00:00")
    assert made["totals"]["orders.count"] == 20150


def test_json_names_pivot_columns() -> None:
    made = export.to_json(by_channel())
    assert made["pivots"] == ["Ads", "Email"]
    assert made["rows"][0]["orders.count"] == {"Email": 5, "Ads": 7}


def test_json_has_no_value_that_is_not_a_number() -> None:
    made = export.to_json(answer((CHANNEL, REVENUE), [("a", float("nan")), ("b", Decimal("NaN"))]))
    assert [row["orders.revenue"] for row in made["rows"]] == [None, None]


def test_csv_keeps_every_digit() -> None:
    rows = read("".join(delimited.to_csv(answer((CHANNEL, REVENUE), [("a", Decimal("0.123456"))]))))
    assert rows == [["Orders › Channel", "Orders › Revenue"], ["a", "0.123456"]]


def test_csv_has_a_column_for_each_pivot_value() -> None:
    rows = read("".join(delimited.to_csv(by_channel())))
    assert rows[0] == ["Orders › Month", "Ads Orders › Orders", "Email Orders › Orders"]
    assert rows[2] == ["2026-10", "", "6"]


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "@SUM(A1)", "-2+3", "|calc", " =1", "\t=1", "%x"])
def test_csv_text_that_a_spreadsheet_would_run_is_text_again(text: str) -> None:
    assert read("".join(delimited.to_csv(answer((CHANNEL,), [(text,)]))))[1] == [f"'{text}"]
    assert read("".join(delimited.to_csv(answer((CHANNEL,), [(text,)]), raw=True)))[1] == [text]


@pytest.mark.parametrize("value", [-5, "-5.5", "+33612345678", None, "a=b"])
def test_csv_leaves_numbers_and_plain_text_alone(value: Any) -> None:
    assert read("".join(delimited.to_csv(answer((CHANNEL,), [(value,)]))))[1] in ([str(value)], [""], [])
