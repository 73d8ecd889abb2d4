"""JSON on the command line keeps every digit and stays JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from explores.formatting.exact import answer_data, dumps
from explores.shaping import _number
from tests.explores.answers import by_channel, monthly

CASES: tuple[tuple[Any, str], ...] = (
    (Decimal("12345678901234567.123456"), "12345678901234567.123456"),
    (Decimal("1E+3"), "1000"),
    (Decimal("NaN"), "null"),
    (float("inf"), "null"),
    ({}, "{}"),
    ([], "[]"),
    ('a"\n', '"a\\"\\n"'),
    (True, "true"),
)


@pytest.mark.parametrize(("value", "text"), CASES)
def test_a_value_is_written_exactly(value: Any, text: str) -> None:
    assert dumps(value) == text


def test_an_answer_is_json() -> None:
    found = json.loads(dumps(answer_data(monthly())))
    assert found["rows"][0] == {"orders.ordered_month": "2026-10", "orders.revenue": 560377.12, "orders.count": 7291}


def test_pivot_columns_become_names() -> None:
    assert json.loads(dumps(answer_data(by_channel())))["rows"][0]["orders.count"] == {"Email": 5, "Ads": 7}


def test_padding_zeros_go_and_digits_stay() -> None:
    assert [str(_number(Decimal(text))) for text in ("1.230000", "100.000000", "0.123456")] == [
        "1.23",
        "100",
        "0.123456",
    ]
