"""Parquet: each column has a type of its own, and gives back what it was given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest

from explores.files import columnar
from explores.semantic.timeframes import FiscalDay
from explores.shaping import Portions
from tests.explores.answers import CHANNEL, MONTH, ORDERS, REVENUE, answer, by_channel, monthly
from tests.explores.files.reading import parquet


def test_columns_are_typed_and_totals_are_left_out() -> None:
    found = parquet(monthly())
    assert [str(field.type) for field in found.schema] == ["date32[day]", "decimal128(38, 2)", "int64"]
    assert found.num_rows == 3
    assert found["Revenue"].to_pylist()[0] == Decimal("560377.12")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([1, None, 2], "int64"),
        ([2**70, 1], "string"),
        ([Decimal("1.5"), 2], "decimal128(38, 1)"),
        ([Decimal("1E+3"), Decimal("0.25")], "decimal128(38, 2)"),
        ([Decimal("NaN"), Decimal("1.5")], "decimal128(38, 1)"),
        ([1.5, Decimal("2.5"), 1], "double"),
        ([Decimal(10) ** 30, Decimal("0.000000001")], "string"),
        ([True, None], "bool"),
        ([date(2026, 1, 1)], "date32[day]"),
        ([datetime(2026, 1, 1, 5)], "timestamp[us]"),
        ([FiscalDay.of(date(2026, 1, 1), 3)], "string"),
        ([None, None], "string"),
        ([1, "a"], "string"),
        ([["a", "b"]], "string"),
    ],
)
def test_a_column_has_the_type_that_all_its_values_fit(values: list[Any], kind: str) -> None:
    found = parquet(answer((CHANNEL, REVENUE), [("a", value) for value in values]))
    assert str(found.schema.field("Revenue").type) == kind
    assert found.num_rows == len(values)


def test_formatted_columns_are_text() -> None:
    found = parquet(monthly(), formatted=True)
    assert found.to_pylist()[0] == {"Month": "2026-10", "Revenue": "€560,377", "Orders": "7,291"}


def test_rows_that_are_not_held_keep_the_types_of_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "GROUP", 2)
    fields: Any = [SimpleNamespace(id=one.id, type=one.type, format=one.format) for one in (CHANNEL, REVENUE)]
    money = pa.array([Decimal("1.50"), None, Decimal("3.00")], pa.decimal128(18, 2))
    held = pa.table({CHANNEL.id: ["a", "b", None], REVENUE.id: money})
    found = parquet(replace(answer((CHANNEL, REVENUE), []), rows=Portions(held, fields, None)))  # type: ignore[arg-type]
    assert str(found.schema.field("Revenue").type) == "decimal128(18, 2)"
    assert found["Revenue"].to_pylist() == [Decimal("1.50"), None, Decimal("3.00")]


def test_pivot_columns_and_columns_of_one_name_are_told_apart() -> None:
    assert parquet(by_channel()).column_names == ["Month", "Ads Orders", "Email Orders"]
    twice = answer((MONTH, ORDERS, replace(ORDERS, id="x")), [(date(2026, 1, 1), 1, 2)])
    assert parquet(twice).column_names == ["Month", "Orders", "Orders (2)"]
