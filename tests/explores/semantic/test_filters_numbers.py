"""Number filters: the documented table row by row, then its corners."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from explores.semantic.errors import FilterError
from explores.semantic.filters import Condition, parse

NOW = datetime(2018, 5, 18)
LINE = [None, -1, 0, 1, 2, 3, 4, 5, 5.5, 6, 7, 10, 12, 20, 66, 80.44, 99, 100, 500, 1000]

ROWS = [
    ("5", [5]),
    ("1, 3, 5, 7", [1, 3, 5, 7]),
    (">1 AND <100, NOT 2", [3, 4, 5, 5.5, 6, 7, 10, 12, 20, 66, 80.44, 99]),
    ("NOT >1, 2, <100", [None]),
    ("5, NOT 6, NOT 7", [5]),
    ("5.5 to 10", [5.5, 6, 7, 10]),
    (">=5.5 AND <=10", [5.5, 6, 7, 10]),
    ("<3 OR >80.44", [-1, 0, 1, 2, 99, 100, 500, 1000]),
    ("100 to", [100, 500, 1000]),
    (">=100", [100, 500, 1000]),
    ("to 1", [-1, 0, 1]),
    ("<=1", [-1, 0, 1]),
    (">10 AND <=20 OR 66", [12, 20, 66]),
    (">=5 AND <=6 OR >=500 AND <=1000", [5, 5.5, 6, 500, 1000]),
    ("NULL", [None]),
    ("(1, 7)", [2, 3, 4, 5, 5.5, 6]),
    ("[5, 10]", [5, 5.5, 6, 7, 10]),
    ("(12, 20]", [20]),
    ("[12, 20)", [12]),
    ("(500, inf)", [1000]),
    ("(500,)", [1000]),
    ("(-inf, 1]", [-1, 0, 1]),
    ("(,1]", [-1, 0, 1]),
    ("[0,1],[20,29]", [0, 1, 20]),
    ("[0,1],20", [0, 1, 20]),
    ("23, NOT NULL", []),
    ("-1", [-1]),
    (" = 5 ", [5]),
    ("5 or 7", [5, 7]),
    ("5,,7,", [5, 7]),
    ("NULL, 5", [None, 5]),
    (">5 AND <3", [None]),
    ("1e2", [100]),
    (".5 to 1.", [1]),
    ("23, not 5, 7", [7]),
    ("10 to 5", [None]),
    ("[5, 3)", [None]),
    ("NOT NULL, NULL", [value for value in LINE if value is not None]),
    ("(1,3],500,66,(80,99],[1000,)", [2, 3, 66, 80.44, 99, 500, 1000]),
    ("5 OR 7, 12 or 20", [5, 7, 12, 20]),
]
# what these leave out; everything else passes
LEFT_OUT = [
    ("NOT 5", [5]),
    ("<>5", [5]),
    ("!=5", [5]),
    ("NOT 66, 99, 4", [66, 99, 4]),
    ("NOT 3 to 80.44", [3, 4, 5, 5.5, 6, 7, 10, 12, 20, 66, 80.44]),
    ("NOT NULL", [None]),
    ("NOT (3, 12)", [4, 5, 5.5, 6, 7, 10]),
    ("NOT 5, NOT NULL", [5, None]),
    ("NOT 5, NULL", [5, None]),
    ("NOT[2, 4]", [2, 3, 4]),
    ("NOT(2, 4)", [3]),
    ("NOT >1 AND <5", [2, 3, 4]),
    ("NOT 10,[1,5)", [1, 2, 3, 4, 10]),
    ("NOT <3 OR >80.44", [-1, 0, 1, 2, 99, 100, 500, 1000]),
    ("<> 1, <> 2", [1, 2]),
    ("not -1.0", [-1]),
]


def numbers(expression: str) -> Condition:
    return parse("number", expression, now=NOW)


@pytest.mark.parametrize(("expression", "passing"), ROWS)
def test_a_phrase_lets_these_numbers_through(expression: str, passing: list[float | None]) -> None:
    condition = numbers(expression)
    assert [value for value in LINE if condition.matches(value)] == passing


@pytest.mark.parametrize(("expression", "left_out"), LEFT_OUT)
def test_a_negative_lets_all_else_through_missing_values_included(expression: str, left_out: list[float]) -> None:
    condition = numbers(expression)
    assert {value for value in LINE if not condition.matches(value)} == set(left_out)


def test_decimals_are_compared_exactly_and_floats_as_floats() -> None:
    condition = numbers("0.1")
    assert condition.matches(Decimal("0.100")) and condition.matches(0.1)
    assert not condition.matches(Decimal("0.1000001"))


@pytest.mark.parametrize(
    ("expression", "position", "hint"),
    [
        ("abc", 0, "a number"),
        ("5-10", 1, "'-10'"),
        ("[5,", 3, "ends where"),
        ("NOT", 3, "ends where"),
        ("5 AND", 5, "ends where"),
        ("1 to 2 to 3", 7, "'TO'"),
        ("5 $ 6", 2, "no number"),
        ("1e99", 0, "too many digits"),
        ("5 OR", 4, "ends where"),
        ("5, OR 6", 3, "'OR'"),
        ("0.1.1.1", 3, "'.1'"),
        ("--1", 0, "no number"),
        ("[inf,10]", 1, "'INF'"),
        ("9" * 5000, 0, "too many digits"),
        ("(5 6)", 3, "comma"),
    ],
)
def test_what_is_no_number_says_where(expression: str, position: int, hint: str) -> None:
    with pytest.raises(FilterError) as caught:
        numbers(expression)
    assert caught.value.position == position and hint in str(caught.value)


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("(12, 20]", "more than 12 and at most 20"),
        ("1, 3 to 5", "1, or 3 to 5"),
        ("NOT 5", "any number but 5, or no value"),
        (">1.5", "more than 1.5"),
    ],
)
def test_the_sentence_says_which_bounds_are_included(expression: str, sentence: str) -> None:
    assert numbers(expression).sentence == sentence
