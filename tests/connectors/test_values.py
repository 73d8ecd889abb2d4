"""Numbers, dates and words in declared notations: exact, strict, whole columns at a time."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.files.values import zones
from connectors.files.values.conversion import Target, convert
from connectors.files.values.notation import Notation


def read(text: Any, type_: str = "number", in_year: str | None = None, **notation: Any) -> Any:
    """One value, or "bad"."""
    found = convert(pa.array([text]), Target(type_), Notation(**notation), pa.array([in_year]) if in_year else None)
    return "bad" if found.bad is not None and found.bad[0] else found.values[0].as_py()


@pytest.mark.parametrize(
    ("text", "notation", "value"),
    [
        ("1.429999948", {}, "1.430000"), ("0.1234565", {}, "0.123457"), ("-3", {}, "-3"), ("1e-5", {}, "0.00001"),
        ("", {}, None), (" ", {}, None), ("x", {}, "bad"), ("1,000", {}, "bad"), ("1.2.3", {}, "bad"),
        ("99999999999999.999999", {}, "99999999999999.999999"), ("100000000000000", {}, "bad"),
        ("1.234,56", {"decimal": ",", "thousands": "."}, "1234.56"), ("1.5", {"decimal": ",", "thousands": "."}, "bad"),
        ("1.234", {"decimal": ","}, "bad"), ("1 234,5", {"decimal": ",", "thousands": " "}, "1234.5"),
        ("1\u202f234,5", {"decimal": ",", "thousands": " "}, "1234.5"),
        ("$1,892", {"strip": "$", "thousands": ","}, "1892"), ("12,5 €", {"strip": "€", "decimal": ","}, "12.5"),
        ("(12.50)", {"negative": "parentheses"}, "-12.5"), ("12.5-", {"negative": "trailing"}, "-12.5"),
        ("12.5 %", {"percent": True}, "0.125"), ("36150001", {"divide": 1_000_000}, "36.150001"),
        ("-", {"missing": ("-",)}, None), ("− 1.234,50 €", {"strip": "€", "decimal": ",", "thousands": "."}, "-1234.5"),
        ("–12.5", {}, "-12.5"), ("€ -12.5", {"strip": "€"}, "-12.5"), ("5–10", {}, "bad"), ("--5", {}, "bad"),
        ("1’234.50", {"thousands": "'"}, "1234.5"), ("1\u2009234", {"thousands": " "}, "1234"),
        ("12 −", {"negative": "trailing"}, "-12"), ("$(12.50)", {"strip": "$", "negative": "parentheses"}, "-12.5"),
    ],
)  # fmt: skip
def test_numbers_are_read_as_declared(text: str, notation: dict[str, Any], value: str | None) -> None:
    found = read(text, **notation)
    assert found == (Decimal(value) if value not in {None, "bad"} else value)  # type: ignore[arg-type]


@given(st.decimals(-(10**13), 10**13, places=6), st.sampled_from([(".", ""), (",", "."), (".", ","), (",", " ")]))
def test_every_number_comes_back(number: Decimal, signs: tuple[str, str]) -> None:
    text = f"{number:,.6f}" if signs[1] else f"{number:.6f}"
    text = text.replace(",", "\0").replace(".", signs[0]).replace("\0", signs[1])
    assert read(text, decimal=signs[0], thousands=signs[1]) == number


@pytest.mark.parametrize(
    ("text", "dates", "value"),
    [
        ("12/1/2010 8:26", "%m/%d/%Y %H:%M", datetime(2010, 12, 1, 8, 26)), ("2/30/2011 1:00", "%m/%d/%Y %H:%M", "bad"),
        ("13/1/2010 8:26", "%m/%d/%Y %H:%M", "bad"), ("29.02.2023", "%d.%m.%Y", "bad"),
        ("29.02.2024", "%d.%m.%Y", datetime(2024, 2, 29)), ("19970101", "%Y%m%d", datetime(1997, 1, 1)),
        ("1997011", "%Y%m%d", "bad"), ("24 Dec 2017 5:03 PM", "%d %b %Y %I:%M %p", datetime(2017, 12, 24, 17, 3)),
        ("december 24, 69", "%B %d, %y", datetime(1969, 12, 24)), ("2024-060", "%Y-%j", datetime(2024, 2, 29)),
        ("2024-01-01T12:00:00.25+02:00", "iso", datetime(2024, 1, 1, 10, 0, 0, 250_000)), ("2024-13-01", "iso", "bad"),
        ("24:00", "%H:%M", "bad"), ("1489363200", "epoch", datetime(2017, 3, 13)),
        ("1489363200123", "epoch_ms", datetime(2017, 3, 13, 0, 0, 0, 123_000)),
        ("43831.5", "excel", datetime(2020, 1, 1, 12)), ("2024-01-01 12:00:00 UTC", "iso", datetime(2024, 1, 1, 12)),
        ("Wed, 31 Dec 2025 10:00:00 GMT", "%a, %d %b %Y %H:%M:%S %z", datetime(2025, 12, 31, 10)),
        ("1489363200123", "epoch", "bad"), ("9999-12-31T23:30-05:00", "iso", "bad"),
        ("0001-01-01T00:00+09:00", "iso", "bad"), ("9999-12-31", "iso", datetime(9999, 12, 31)),
    ],
)  # fmt: skip
def test_times_are_read_strictly(text: str, dates: str, value: Any) -> None:
    assert read(text, "timestamp", dates=(dates,)) == value


def test_zones_cannot_push_a_time_out_of_the_calendar() -> None:
    assert read("0001-01-01 00:00", "timestamp", timezone="Asia/Tokyo") == "bad"
    assert read("9999-12-31 23:30", "timestamp", timezone="America/New_York") == "bad"
    assert read("9999-12-31", "date", timezone="America/New_York") == date(9999, 12, 31)


@pytest.mark.parametrize("decimal", [".", ","])
def test_an_id_that_passed_through_a_float_is_whole(decimal: str) -> None:
    assert read("17850.0", "int", decimal=decimal) == 17850
    assert read("17850.5", "int", decimal=decimal) == "bad"
    assert read("1.000", "int", decimal=",") == "bad"


def test_several_notations_are_tried_in_order() -> None:
    column = pa.array(["2024-11-16", "20-11-2024", "2024/11/16"])
    found = convert(column, Target("date"), Notation(dates=("iso", "%d-%m-%Y", "%Y/%m/%d")))
    assert found.values.to_pylist() == [date(2024, 11, 16), date(2024, 11, 20), date(2024, 11, 16)]


def test_a_missing_year_is_the_declared_one() -> None:
    assert read("29.02.", "date", "2024", dates=("%d.%m.",), year=2024) == date(2024, 2, 29)
    assert read("29.02.", "date", "2023", dates=("%d.%m.",), year=2023) == "bad"


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2037, 1, 1)),
    st.sampled_from(["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo"]),
)
def test_local_times_become_utc_as_python_has_it(local: datetime, zone: str) -> None:
    micros = np.array([np.datetime64(local, "us").astype(np.int64)])
    expected = local.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
    found = zones.to_utc(micros, zone).astype("datetime64[us]").astype(datetime)[0]
    assert found == expected


@pytest.mark.parametrize(
    ("notation", "text", "value"),
    [
        ({"values": {"F": "f"}}, "F", "f"), ({"values": {"F": "f"}}, "M", "M"), ({"values": {"F": None}}, "F", None),
        ({"values": {"F": "f"}, "otherwise": "empty"}, "M", None),
        ({"values": {"f": "x"}, "case": "lower"}, " F ", "x"),
        ({"values": {"F": "f"}, "otherwise": {"value": "other"}}, "M", "other"), ({"trim": False}, " a", " a"),
        ({"values": {"F": "f"}, "otherwise": "reject"}, "M", "bad"), ({}, "a\0b", "bad"),
    ],
)  # fmt: skip
def test_words_are_mapped_as_declared(notation: dict[str, Any], text: str, value: str | None) -> None:
    assert read(text, "text", **notation) == value


def test_columns_of_their_own_type_keep_it() -> None:
    assert read(1.43) == Decimal("1.43")
    assert read(17850.0, "text") == "17850"
    assert read(datetime(2024, 7, 1, 12), "timestamp", timezone="Europe/Paris") == datetime(2024, 7, 1, 10)
    assert read(float("nan")) is None
    assert read(5.5, "int") == "bad"
