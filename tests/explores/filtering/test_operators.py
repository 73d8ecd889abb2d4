"""The menu of a filter writes expressions that the grammar reads, and reads them back."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.filtering import operators
from explores.filtering.operators import OPERATORS
from explores.semantic.errors import FilterError
from explores.semantic.filters import parse
from explores.semantic.tiers import STYLES, labels

NOW = datetime(2026, 11, 17, 12)
FILLED = {
    "text": "Maison, 100% ^_-x",
    "number": "-3.5",
    "count": "12",
    "unit": "month",
    "date": "2026-02-28",
    "month": "2026-02",
    "year": "2026",
    "period": "last month",
    "expression": "5",
}

CASES = [
    ("text", "is", ["Email, Ads"], "Email,Ads", "is Email, Ads"),
    ("text", "is", ["C:\\\\, D"], "C:^\\,D", "is C:\\\\, D"),
    ("text", "is", ["a^,b"], "a^,b", "is a^,b"),
    ("text", "is_not", ["Marketplace"], "-Marketplace", "is not Marketplace"),
    ("text", "is", ["-50% off"], "^-50^% off", "is -50% off"),
    ("text", "contains", ["a,b"], "%a^,b%", "contains a,b"),
    ("text", "not_contains", ["x"], "-%x%", "does not contain x"),
    ("text", "starts", ["Win"], "Win%", "starts with Win"),
    ("text", "not_starts", ["Win"], "-Win%", "does not start with Win"),
    ("text", "ends", ["back"], "%back", "ends with back"),
    ("text", "not_ends", ["back"], "-%back", "does not end with back"),
    ("text", "null", [], "EMPTY", "has no value"),
    ("number", "eq", ["5"], "5", "is 5"),
    ("number", "ne", ["5"], "NOT 5", "is not 5"),
    ("number", "ge", ["5"], ">=5", "≥ 5"),
    ("number", "lt", ["5"], "<5", "< 5"),
    ("number", "le", ["5"], "<=5", "≤ 5"),
    ("number", "null", [], "NULL", "has no value"),
    ("number", "not_null", [], "NOT NULL", "has a value"),
    ("number", "gt", ["0"], ">0", "> 0"),
    ("number", "between", ["1", "5"], "[1,5]", "1 to 5"),
    ("date", "complete", ["12", "month"], "12 month ago for 12 month", "in the last 12 complete months"),
    ("date", "last", ["7", "day"], "7 day", "in the last 7 days"),
    ("date", "last", ["1", "week"], "1 week", "in the last 1 week"),
    ("date", "period", ["this month"], "this month", "this month"),
    ("date", "period", ["last month"], "last month", "last month"),
    ("date", "period", ["next quarter"], "next quarter", "next quarter"),
    ("date", "period", ["year to date"], "this year to second", "year to date"),
    ("date", "on", ["2026-02-28"], "2026-02-28", "is on the day 2026-02-28"),
    ("date", "month", ["2026-02"], "2026-02", "in 2026-02"),
    ("date", "year", ["2026"], "2026", "in 2026"),
    ("date", "before", ["2026-02-28"], "before 2026-02-28", "is before 2026-02-28"),
    ("date", "after", ["2026-02-28"], "after 2026-02-28", "is on or after 2026-02-28"),
    ("date", "null", [], "NULL", "has no value"),
    ("date", "not_null", [], "NOT NULL", "has a value"),
    ("date", "range", ["2026-01-01", "2026-02-01"], "2026-01-01 to 2026-02-01", "2026-01-01 to before 2026-02-01"),
    ("yesno", "yes", [], "Yes", "is yes"),
]


@pytest.mark.parametrize(("kind", "key", "values", "expression", "words"), CASES)
def test_what_is_chosen_becomes_an_expression_and_back(
    kind: str, key: str, values: list[str], expression: str, words: str
) -> None:
    assert operators.operator(kind, key).write(values) == expression
    found, read = operators.read(kind, expression)
    assert (found.key, read) == (key, values)
    assert operators.condition(kind, expression) == words


@pytest.mark.parametrize("word", ["null", "NULL", "empty", "EMPTY"])
def test_a_keyword_is_no_value_and_a_value_spelled_like_one_is(word: str) -> None:
    assert operators.read("text", word)[0].key in {"null", "matches"}
    written = operators.operator("text", "is").write([word])
    matches = parse("text", written, now=NOW)
    assert matches == parse("text", f'"{word}"', now=NOW) != parse("text", word, now=NOW)


GRAMMARS = {kind: menu for kind, menu in OPERATORS.items() if kind != "parameter"}  # which holds a value as it is


@pytest.mark.parametrize(("kind", "one"), [(kind, one) for kind, menu in GRAMMARS.items() for one in menu])
def test_the_grammar_reads_whatever_the_menu_writes(kind: str, one: Any) -> None:
    expression = one.write([FILLED.get(box, "Paris") for box in one.boxes])
    if one.key in {"matches", "attribute"}:  # an attribute's value is filled in before
        expression = {"yesno": "Yes", "location": "1, 2"}.get(kind, "7 days" if kind == "date" else "5")
    parse(kind, expression, now=NOW)


def test_a_literal_text_matches_only_itself() -> None:
    written = operators.operator("text", "is").write(['-a%b_c^^"d'])
    found = parse("text", written, now=NOW)
    assert found.matches('-a%b_c^^"d')
    assert not found.matches('-aXb_c^^"d')


def test_a_value_spelled_like_a_keyword_is_still_a_value() -> None:
    assert parse("text", operators.operator("text", "is").write(["NULL"]), now=NOW).matches("null")


@pytest.mark.parametrize("box", ["C:\\, D", "C:^, D"])
def test_a_sign_before_a_comma_keeps_it_in_the_value(box: str) -> None:
    written = operators.operator("text", "is").write([box])
    assert parse("text", written, now=NOW).matches("C:, D")
    assert not parse("text", written, now=NOW).matches("D")


@given(st.lists(st.text(st.sampled_from('ab,\\^-%_" '), min_size=1).map(str.strip).filter(bool), min_size=1))
def test_any_values_come_back_from_their_box_and_match_themselves(texts: list[str]) -> None:
    assert operators.values_in(operators.in_box(texts)) == texts
    menu = operators.operator("text", "is")
    written = menu.write([operators.in_box(texts)])
    found = parse("text", written, now=NOW)
    assert all(found.matches(text) for text in texts) and not found.matches("other")
    assert menu.read(written) in (None, [operators.in_box(texts)])


def test_the_year_so_far_ends_at_this_second() -> None:
    found = parse("date", operators.operator("date", "period").write(["year to date"]), now=NOW)
    assert found.sentence.startswith("1 Jan 2026 00:00 to 17 Nov 2026 1")


@pytest.mark.parametrize("expression", ["a^", "a\\,b", "FOO%,-FOOD", '"100% Silk"', "NULL,FOO", "-NULL"])
def test_what_no_simple_way_can_say_stays_advanced(expression: str) -> None:
    assert operators.read("text", expression) == (operators.MATCHES, [expression])


@pytest.mark.parametrize(
    ("kind", "key", "values", "words"),
    [
        ("number", "gt", ["ten"], "“ten” is not a number."),
        ("number", "gt", [], "Write a number."),
        ("date", "month", ["2026-13"], "“2026-13” is not a month"),
        ("date", "year", ["26"], "“26” is not a year"),
        ("date", "on", ["2026-02-30"], "“2026-02-30” is not a date"),
        ("date", "last", ["0", "day"], "“0” is not a whole number"),
        ("date", "last", ["7", "fortnight"], "is not a unit"),
        ("text", "is", [" , "], "at least one value"),
        ("number", "gt", ["1) OR 1=1"], "is not a number"),
    ],
)
def test_a_box_with_the_wrong_thing_says_what_belongs_there(kind: str, key: str, values: list[str], words: str) -> None:
    with pytest.raises(FilterError, match=words):
        operators.operator(kind, key).write(values)


def test_an_empty_expression_is_any_value() -> None:
    assert operators.condition("text", " ") == "any"


def test_an_unknown_way_to_filter_is_refused() -> None:
    with pytest.raises(FilterError, match="no way to filter called 'near'"):
        operators.operator("text", "near")


@pytest.mark.parametrize("style", STYLES)
def test_a_tier_chosen_by_its_label_is_that_tier_and_left_out_is_all_others(style: str) -> None:
    every = labels((-20, -5, 0, 10, 30), style)
    for chosen in every:
        for key, passing in (("is", [chosen]), ("is_not", [label for label in every if label != chosen])):
            expression = operators.operator("tier", key).write([operators.in_box([chosen])])
            condition = parse("tier", expression, now=NOW)
            assert [label for label in every if condition.matches(label)] == passing, expression
            assert operators.read("tier", expression)[0].key == key


@pytest.mark.parametrize("sign", ["^", "\\", ",", "^,", "\\,", "^^,", '"', "%", "-", " "])
@pytest.mark.parametrize("end", ["", "x", ","])
def test_a_long_run_of_any_sign_is_read_in_a_moment(sign: str, end: str) -> None:
    text = (sign * 20_000)[:20_000] + end
    begun = time.thread_time()  # of the processor: a busy machine takes none of it
    operators.in_box([text, ""])
    with suppress(FilterError):
        operators.values_in(text)
    for operator in (one for group in OPERATORS.values() for one in group):
        operator.read(text)
    assert time.thread_time() - begun < 5  # runs looked at from each of their signs took half a minute
