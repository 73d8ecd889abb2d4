"""Text, tier, yes/no and place filters."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

import pytest

from explores.semantic.errors import FilterError, SemanticError
from explores.semantic.filters import parse

NOW = datetime(2018, 5, 18)
TEXTS = [None, "", "FOO", "food", "FOOD", "buffoon", "fast food", "buffoo", "bar", "barfood", "UF", "fUF", "trash"]

ROWS = [
    ("FOO", ["FOO"]),
    ("FOO,BAR", ["FOO", "bar"]),
    ("FOO, BAR ", ["FOO", "bar"]),
    ("%FOO%", ["FOO", "food", "FOOD", "buffoon", "fast food", "buffoo", "barfood"]),
    ("FOO%", ["FOO", "food", "FOOD"]),
    ("%FOO", ["FOO", "buffoo"]),
    ("F%OD", ["food", "FOOD", "fast food"]),
    ("EMPTY", [None, ""]),
    ("NULL", [None]),
    ("-FOO", [text for text in TEXTS if text != "FOO"]),
    ("-FOO,-BAR", [text for text in TEXTS if text not in ("FOO", "bar")]),
    ("-%FOO%", [None, "", "bar", "UF", "fUF", "trash"]),
    ("-EMPTY", [text for text in TEXTS if text]),
    ("-NULL", [text for text in TEXTS if text is not None]),
    ("FOO%,BAR", ["FOO", "food", "FOOD", "bar"]),
    ("FOO%,-FOOD", ["FOO"]),
    ("_UF", ["fUF"]),
    ("- FOO , - BAR", [text for text in TEXTS if text not in ("FOO", "bar")]),
    ('- "FOO"', [text for text in TEXTS if text != "FOO"]),
    ("-FOO,-NULL", [text for text in TEXTS if text not in ("FOO", None)]),
    ("EMPTY,FOO", [None, "", "FOO"]),
    ('"FOO%"', []),
    ("%", [text for text in TEXTS if text is not None]),
    (",,", TEXTS),
]
EXACT = [
    ("a^^b", "a^b"),
    ("sub^_region", "sub_region"),
    ("100^%", "100%"),
    ("^-FOO", "-FOO"),
    ("t-shirt", "t-shirt"),
    ("a^,b", "a,b"),
    ("a\\,b", "a,b"),
    ('"a,b"', "a,b"),
    ('^"x^"', '"x"'),
    ('"say \\"hi\\""', 'say "hi"'),
    ('"Intentional^caret"', "Intentional^caret"),
    ("^ both^ ", " both "),
    ('"NULL"', "NULL"),
    ("-", "-"),
    ("C:\\temp", "C:\\temp"),
    ("りんご", "りんご"),
    ("ΣΑΣ", "σας"[:2] + "σ"),
    ("İ", "i"),
]


@pytest.mark.parametrize(("expression", "passing"), ROWS)
def test_a_phrase_lets_these_texts_through(expression: str, passing: list[str | None]) -> None:
    condition = parse("string", expression, now=NOW)
    assert [text for text in TEXTS if condition.matches(text)] == passing


@pytest.mark.parametrize(("expression", "text"), EXACT)
def test_an_escaped_or_quoted_text_is_itself(expression: str, text: str) -> None:
    condition = parse("string", expression, now=NOW)
    assert condition.matches(text) and not condition.matches(text + "x")


@pytest.mark.parametrize(
    ("expression", "passing", "failing"),
    [
        ("a%a", ["aa", "aba"], ["a", "ab", ""]),
        ("%ab%ab", ["abab", "xabxab", "ab ab"], ["ab", "aba", "abb"]),
        ("a%b%c", ["abc", "axbxbxc"], ["acb", "ab", "abcd"]),
        ("_%_", ["ab", "a\nb"], ["a", ""]),
        ("%_a_%", ["xax", "bab!"], ["a", "ax", "xa"]),
        ("%", ["", "a"], [None]),
    ],
)
def test_a_run_may_be_of_any_length(expression: str, passing: list[str], failing: list[str | None]) -> None:
    condition = parse("string", expression, now=NOW)
    assert [value for value in [*passing, *failing] if condition.matches(value)] == passing


def test_many_runs_take_no_time_on_a_long_text() -> None:
    began = time.process_time()
    condition = parse("string", "%a" * 200 + "%x%", now=NOW)
    assert not condition.matches("a" * 5_000) and time.process_time() - began < 1


def test_case_counts_where_the_model_says_so() -> None:
    condition = parse("string", "FOO%", now=NOW, case_sensitive=True)
    assert condition.matches("FOOD") and not condition.matches("food")


TIERS = [None, "Below -10", "-10 to -1", "0 to 9", "20 to 29", "[0,10)", "[10,20)", "T01 (-inf,0)", ">=0 and <10"]


@pytest.mark.parametrize(
    ("expression", "passing"),
    [
        ("20 to 29", ["20 to 29"]),
        ("-10 to -1, 20 to 29", ["-10 to -1", "20 to 29"]),
        ("-20 to 29", [label for label in TIERS if label != "20 to 29"]),
        ("-0 to 9, -20 to 29, -NULL", [label for label in TIERS if label not in (None, "0 to 9", "20 to 29")]),
        ("^-10 to -1", ["-10 to -1"]),
        ("--10 to -1", [label for label in TIERS if label != "-10 to -1"]),
        ("[0,10),[10,20)", ["[0,10)", "[10,20)"]),
        ("[0^,10)", ["[0,10)"]),
        ('"[0,10)"', ["[0,10)"]),
        ("-[0,10)", [label for label in TIERS if label != "[0,10)"]),
        ("t01 (-inf,0), >=0 and <10", ["T01 (-inf,0)", ">=0 and <10"]),
        ("[0,10", []),
        ("", TIERS),
    ],
)
def test_a_tier_is_filtered_by_its_label(expression: str, passing: list[str | None]) -> None:
    condition = parse("tier", expression, now=NOW)
    assert [label for label in TIERS if condition.matches(label)] == passing


@pytest.mark.parametrize(("expression", "sentence"), [("%", "any text"), ("%%", "any text"), ("a%", "starts with “a”")])
def test_a_sentence_says_what_passes(expression: str, sentence: str) -> None:
    assert parse("string", expression, now=NOW).sentence == sentence


@pytest.mark.parametrize(("expression", "position"), [('"a', 0), ("ok, ^a", 4), ("a^", 1), ('"x"y', 3)])
def test_a_sign_that_is_never_closed_or_escapes_nothing_is_pointed_at(expression: str, position: int) -> None:
    with pytest.raises(FilterError) as caught:
        parse("string", expression, now=NOW)
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("expression", "passing"),
    [
        ("Yes", [True]),
        ("no", [False]),
        ("TRUE", [True]),
        ("FALSE", [False]),
        ("", [True, False, None]),
        ("NULL", [None]),
        ("NOT NULL", [True, False]),
        ("yes,NULL", [True, None]),
        ("NOT yes", [False, None]),
        ("yes,no", [True, False]),
    ],
)
def test_yes_and_no(expression: str, passing: list[bool | None]) -> None:
    condition = parse("yesno", expression, now=NOW)
    assert [value for value in (True, False, None) if condition.matches(value)] == passing


def test_what_is_neither_yes_nor_no_is_refused_with_both() -> None:
    with pytest.raises(FilterError, match="'yes' or 'no'"):
        parse("boolean", "maybe", now=NOW)


PARIS, LYON, FIJI_WEST, FIJI_EAST = (48.857, 2.352), (45.764, 4.836), (-17.0, 178.0), (-17.0, -179.0)


@pytest.mark.parametrize(
    ("expression", "inside", "outside"),
    [
        ("400 kilometers from 48.857, 2.352", [PARIS, LYON], [FIJI_EAST, None]),
        ("200 miles from 48.857, 2.352", [PARIS], [LYON]),
        ("inside box from 50, 2 to 45, 5", [PARIS, LYON], [FIJI_EAST]),
        ("inside box from -10, 177 to -20, -178", [FIJI_WEST, FIJI_EAST], [PARIS]),
        ("inside box from 45, 2 to 50, 5", [PARIS, LYON], [FIJI_EAST]),
        ("INSIDE  BOX from 50.,2 to 45 , .5e1", [PARIS, LYON], [FIJI_EAST]),
        (".5 miles from 48.857, 2.352", [PARIS], [LYON]),
        ("1 mile from 48.857,2.352", [PARIS], [LYON]),
        ("1e3 Meters from 48.857, 2.352", [PARIS], [LYON]),
        ("not  null", [PARIS], [None]),
        ("48.857, 2.352", [PARIS], [LYON, None]),
        ("NOT NULL", [PARIS], [None]),
        ("", [PARIS, None], []),
    ],
)
def test_places(expression: str, inside: list[Any], outside: list[Any]) -> None:
    condition = parse("location", expression, now=NOW)
    assert [condition.matches(place) for place in inside + outside] == [True] * len(inside) + [False] * len(outside)


@pytest.mark.parametrize("expression", ["near Paris", "5 miles from 99, 0", "-5 miles from 1, 1"])
def test_what_is_no_place_is_refused(expression: str) -> None:
    with pytest.raises(FilterError):
        parse("location", expression, now=NOW)


def test_an_unknown_type_names_the_nearest() -> None:
    with pytest.raises(SemanticError, match="Try number"):
        parse("nunber", "5", now=NOW)


def test_an_unknown_zone_names_the_nearest() -> None:
    with pytest.raises(SemanticError, match="Europe/Paris"):
        parse("date", "today", now=NOW, timezone="Europe/Pariss")
