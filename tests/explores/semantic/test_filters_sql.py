"""SQL and Python mean the same: random expressions over random values through a real DuckDB."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explores.semantic.errors import FilterError
from explores.semantic.filters import TYPES, parse
from tests.explores.semantic.filtering import agrees, in_duckdb

NOW = datetime(2024, 5, 15, 10, 20, 30)
ZONES = ["UTC", "Europe/Paris", "America/Sao_Paulo", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca"]
quick = settings(max_examples=60, deadline=None)

letters = st.sampled_from([*"aAbBßİσΣ%_^-, \"\\'é😀\n", "NULL", "EMPTY", "x"])
texts = st.lists(letters, max_size=6).map("".join)
amounts = st.sampled_from(["-2", "0", "1.5", "3", "10", "99.44", "1e3", ".1"])
number_terms = st.one_of(
    amounts,
    amounts.map("NOT {}".format),
    st.tuples(amounts, amounts).map(lambda pair: f"{pair[0]} to {pair[1]}"),
    st.tuples(st.sampled_from("[("), amounts, amounts, st.sampled_from("])")).map(
        lambda p: f"{p[0]}{p[1]},{p[2]}{p[3]}"
    ),
    st.tuples(st.sampled_from(["<", "<=", ">", ">="]), amounts).map("".join),
    st.sampled_from(["NULL", "NOT NULL", "(3,)", "to 3", "!=3"]),
)
units = st.sampled_from(["hour", "day", "week", "month", "quarter", "year", "fiscal quarter", "minutes"])
days = st.dates(date(2020, 1, 1), date(2026, 12, 31)).map(str)
date_bases = st.one_of(
    days,
    days.map(lambda day: f"{day} 02:30"),
    st.tuples(st.integers(0, 40), units).map(lambda p: f"{p[0]} {p[1]}"),
    st.tuples(st.integers(0, 40), units).map(lambda p: f"{p[0]} {p[1]} ago for 3 {p[1]}"),
    st.tuples(st.sampled_from(["this", "last", "next"]), units).map(" ".join),
    st.sampled_from(["2024", "2024-Q1", "2024-03", "FY2023", "sunday", "today", "NULL", "NOT NULL"]),
)
date_terms = st.one_of(
    date_bases,
    st.tuples(
        st.sampled_from(["NOT", "before", "after"]),
        date_bases.filter(lambda text: "NULL" not in text and "for" not in text),
    ).map(" ".join),
)
moments = st.datetimes(datetime(2019, 12, 1), datetime(2027, 2, 1))


def joined(terms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(terms, min_size=1, max_size=4).map(", ".join)


@quick
@given(joined(number_terms), st.lists(st.none() | st.decimals(-5, 1005, places=2), min_size=1, max_size=12))
def test_numbers_of_the_money_type(expression: str, values: list[Decimal | None]) -> None:
    agrees(parse("number", expression, now=NOW), [*values, Decimal("1.5"), Decimal(3)], "DECIMAL(20,6)")


@quick
@given(joined(number_terms), st.lists(st.none() | st.floats(), min_size=1, max_size=12))
def test_floating_numbers_infinities_and_nan_too(expression: str, values: list[float | None]) -> None:
    agrees(parse("number", expression, now=NOW), [*values, 99.44, 0.1, math.inf, math.nan], "DOUBLE")


@quick
@given(joined(number_terms), st.lists(st.none() | st.integers(-(2**62), 2**62) | st.integers(-5, 12), min_size=1))
def test_whole_numbers(expression: str, values: list[int | None]) -> None:
    agrees(parse("number", expression, now=NOW), values, "BIGINT")


@quick
@given(texts, st.lists(st.none() | texts, min_size=1, max_size=12), st.booleans())
def test_texts_of_any_kind_of_letter(expression: str, values: list[str | None], case_sensitive: bool) -> None:
    try:
        condition = parse("string", expression, now=NOW, case_sensitive=case_sensitive)
    except FilterError:
        return
    agrees(condition, [*values, expression, ""], "VARCHAR")


@quick
@given(joined(date_terms), st.sampled_from(ZONES), st.lists(st.none() | moments, min_size=1, max_size=12))
def test_timestamps_in_any_zone(expression: str, zone: str, values: list[datetime | None]) -> None:
    condition = parse("date", expression, now=NOW, timezone=zone, week_start="sunday", fiscal_month_offset=2)
    agrees(condition, [*values, NOW], "TIMESTAMP")


@quick
@given(joined(date_terms), st.lists(st.none() | st.dates(date(2019, 12, 1), date(2027, 2, 1)), min_size=1))
def test_days(expression: str, values: list[date | None]) -> None:
    near = [NOW.date() + timedelta(days=away) for away in range(-3, 4)]
    agrees(parse("date", expression, now=NOW), [*values, *near], "DATE")


@pytest.mark.parametrize("expression", ["yes", "no", "NULL", "NOT NULL", "yes,NULL", "NOT yes", ""])
def test_yes_and_no(expression: str) -> None:
    agrees(parse("boolean", expression, now=NOW), [True, False, None], "BOOLEAN")


@pytest.mark.parametrize("expression", ["40 miles from 36.97, -122.03", "inside box from 40, 170 to 30, -120"])
def test_places(expression: str) -> None:
    condition = parse("location", expression, now=NOW)
    places = [(36.97, -122.03), (37.3, -122.2), (38.0, -122.0), (35.0, 175.0), (35.0, 0.0)]
    rows = [{"latitude": latitude, "longitude": longitude} for latitude, longitude in places]
    asked = in_duckdb(condition, rows, "STRUCT(latitude DOUBLE, longitude DOUBLE)")
    assert asked == [condition.matches(place) for place in places] and True in asked and False in asked


HOSTILE = [
    "'; DROP TABLE t; --",
    "x') OR 1=1 --",
    "$p1",
    "{{x}}",
    "\x00",
    "%" * 300,
    "a" * 9000,
    "^" * 7,
    "\u200b",
    "\ud800",
    "🏴‍☠️,-'",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", sorted(TYPES))
def test_a_hostile_text_is_refused_or_stays_a_value(kind: str, text: str) -> None:
    try:
        condition = parse(kind, text, now=NOW)
    except FilterError:
        return
    assert in_duckdb(condition, ["x", "a" * 9000], "VARCHAR")[0] in (True, False)


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=40))
@settings(max_examples=400, deadline=None)
def test_any_text_parses_or_is_refused_in_words(kind: str, text: str) -> None:
    try:
        assert parse(kind, text, now=NOW).sentence
    except FilterError as error:
        assert 0 <= error.position <= len(text) and error.message
