"""The menu of a filter writes expressions that the grammar reads, and reads them back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from explores import operators
from explores.operators import OPERATORS
from explores.semantic.errors import FilterError
from explores.semantic.filters import parse

NOW = datetime(2026, 11, 17, 12)
FILLED = {
    "text": "Maison, 100% ^_-x",
    "number": "-3.5",
    "count": "12",
    "unit": "month",
    "date": "2026-02-28",
    "period": "last month",
    "expression": "5",
}

CASES = [
    ("text", "is", ["Email, Ads"], "Email,Ads", "is Email, Ads"),
    ("text", "is_not", ["Marketplace"], "-Marketplace", "is not Marketplace"),
    ("text", "is", ["-50% off"], "^-50^% off", "is -50% off"),
    ("text", "contains", ["a,b"], "%a^,b%", "contains a,b"),
    ("text", "starts", ["Win"], "Win%", "starts with Win"),
    ("number", "gt", ["0"], ">0", "> 0"),
    ("number", "between", ["1", "5"], "[1,5]", "1 to 5"),
    ("date", "complete", ["12", "month"], "12 month ago for 12 month", "in the last 12 complete months"),
    ("date", "last", ["7", "day"], "7 day", "in the last 7 days"),
    ("date", "last", ["1", "week"], "1 week", "in the last 1 week"),
    ("date", "period", ["this month"], "this month", "this month"),
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


@pytest.mark.parametrize(("kind", "one"), [(kind, one) for kind, menu in OPERATORS.items() for one in menu])
def test_the_grammar_reads_whatever_the_menu_writes(kind: str, one: Any) -> None:
    expression = one.write([FILLED.get(box, "Paris") for box in one.boxes])
    if one.key == "matches":
        expression = {"yesno": "Yes"}.get(kind, "7 days" if kind == "date" else "5")
    parse(kind, expression, now=NOW)


def test_a_literal_text_matches_only_itself() -> None:
    written = operators.operator("text", "is").write(['-a%b_c^^"d'])
    found = parse("text", written, now=NOW)
    assert found.matches('-a%b_c^^"d')
    assert not found.matches('-aXb_c^^"d')


def test_a_value_spelled_like_a_keyword_is_still_a_value() -> None:
    assert parse("text", operators.operator("text", "is").write(["NULL"]), now=NOW).matches("null")


@pytest.mark.parametrize("expression", ["FOO%,-FOOD", '"100% Silk"', "NULL,FOO", "-NULL"])
def test_what_no_simple_way_can_say_stays_advanced(expression: str) -> None:
    assert operators.read("text", expression) == (operators.MATCHES, [expression])


@pytest.mark.parametrize(
    ("kind", "key", "values", "words"),
    [
        ("number", "gt", ["ten"], "“ten” is not a number."),
        ("number", "gt", [], "Write a number."),
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
