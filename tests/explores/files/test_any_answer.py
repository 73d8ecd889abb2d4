"""Whatever stands in the data or in a name, each format holds it, and gives it back."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explores.answer import Answer
from explores.files import FORMATS
from explores.files.texts import visible, whole
from tests.explores.answers import CHANNEL, COUNTRY, MONTH, ORDERS, REVENUE, answer, dressed, pivoted
from tests.explores.files.reading import csv_rows, html, objects, parquet, sheet, written

HOSTILE = (
    "=1+1", "+cmd|'/c calc'!A0", "<img src=x onerror=alert(1)>", "</td><script>alert(1)</script>", "\u202eevil\u202c",
    "x" * 10_000, "\x00", "a\x01\x08\x0b\x1fb", "\ud800", "\udfff\ud800", "\ufffe\uffff", "a\r\nb", "\u2028", "|a|b|",
    "]]>", "&amp;", "_x0041_", "'", '"', ",", ";=1", "\t", "🦊", "", " ", "∅", "-", "1e5", "0012",
)  # fmt: skip
TEXT = st.sampled_from(HOSTILE) | st.text(max_size=12) | st.characters(codec=None, max_codepoint=0x10FFFF)
MONEY = st.decimals(-(10**9), 10**9, places=6, allow_nan=False).map(Decimal.normalize)
ROWS = st.lists(
    st.tuples(
        st.none() | st.dates(date(1950, 1, 1), date(2199, 1, 1)),
        st.none() | TEXT,
        st.none() | MONEY,
        st.none() | st.integers(-(10**14), 10**14),
    ),
    max_size=6,
)
FEW = settings(max_examples=60, deadline=None)
DAY = replace(MONTH, timeframe="date")


def made(rows: list[tuple[Any, ...]]) -> Answer:
    return answer((DAY, CHANNEL, REVENUE, ORDERS), rows)


@given(ROWS)
@FEW
def test_csv_gives_back_every_value(rows: list[tuple[Any, ...]]) -> None:
    found = csv_rows(made(rows), guard=False)[1:]
    assert found == [
        [str(day or ""), whole(text or ""), "" if money is None else f"{money:f}", "" if count is None else str(count)]
        for day, text, money, count in rows
    ]


@given(ROWS)
@FEW
def test_json_gives_back_every_value(rows: list[tuple[Any, ...]]) -> None:
    found = json.loads(written(made(rows), "json_simple"), parse_float=Decimal)
    assert [list(row.values()) for row in found] == [
        [None if day is None else str(day), None if text is None else whole(text), money, count]
        for day, text, money, count in rows
    ]


@given(ROWS)
@FEW
def test_parquet_gives_back_every_value(rows: list[tuple[Any, ...]]) -> None:
    found = [tuple(row.values()) for row in parquet(made(rows)).to_pylist()]
    assert found == [(day, None if text is None else whole(text), money, count) for day, text, money, count in rows]


@given(ROWS)
@FEW
def test_xlsx_gives_back_every_value(rows: list[tuple[Any, ...]]) -> None:
    found = sheet(made(rows))[1:]
    found += [[None] * 4] * (len(rows) - len(found))  # rows of nothing at the end are no rows to a reader
    for row, (day, text, money, count) in zip(found, rows, strict=True):
        assert (row[0] and row[0].date()) == day and row[3] == count
        assert money is None or math.isclose(row[2], float(money), rel_tol=1e-15)
        told = str(row[1] or "").replace("_x005F_", "_")
        assert told == visible(whole(text or "")).replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("code", FORMATS)
@pytest.mark.parametrize("formatted", [False, True])
def test_a_hostile_value_name_and_pivot_get_through_every_format(text: str, code: str, formatted: bool) -> None:
    measure = replace(ORDERS, label=text, short_label=text)
    rows = [{COUNTRY.id: text, ORDERS.id: {(text,): 5, (None,): 1}}]
    hostile = dressed((COUNTRY, pivoted(CHANNEL), measure), rows, pivots=((text,), (None,)), notes=(text,))
    assert written(hostile, code, title=text, formatted=formatted)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_value_is_the_same_in_each_format(text: str) -> None:
    hostile = answer((CHANNEL, ORDERS), [(text, 5)])
    assert objects(hostile)[0]["Channel"] == whole(text)
    assert html(hostile).rows[1] == [visible(whole(text)).replace("\r\n", "\r\n"), "5"]
    lines = written(hostile, "txt", guard=False).decode()
    assert list(csv.reader(io.StringIO(lines, newline=""), delimiter="\t"))[1] == [whole(text), "5"]
