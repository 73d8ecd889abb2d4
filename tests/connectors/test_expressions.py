"""The expression language: read to a tree, computed on columns, never run as code."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.files.expressions.evaluate import Evaluator
from connectors.files.expressions.parse import parse
from connectors.files.expressions.tree import ExpressionError
from connectors.files.problems import Problems
from connectors.files.values.notation import Notation

COLUMNS = {
    "q": ["2", "-3", None], "p": ["2.55", "0", "1"], "code": ["C536", "536-A", None], "day": ["31.12.2024"] * 3,
    "Conversion Rate": ["1", "2", "3"], "bad": ["x", "1", "2"],
}  # fmt: skip


def compute(text: str, problems: Problems | None = None, **notation: Any) -> list[Any]:
    arrays = {name: pa.array(values, pa.string()) for name, values in COLUMNS.items()}
    evaluator = Evaluator(3, arrays.__getitem__, Notation(**notation), problems or Problems(3))
    return [
        each.normalize() if isinstance(each, Decimal) else each for each in evaluator.value(parse(text)).to_pylist()
    ]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("q * p", Decimal("5.1"), 0), ("1 + 2 * 3", 7, 7), ("(1 + 2) * 3", 9, 9), ("-q", -2, 3), ("q - -1", 3, -2),
        ("q / 0", None, None), ("q / 4", Decimal("0.5"), Decimal("-0.75")), ("7 % 3", 1, 1), ("q < 0", False, True),
        ("q in (2, 5)", True, False), ("code not in ('C536')", False, True), ("starts_with(code, 'C')", True, False),
        ("not starts_with(code, 'C') and q < 0", False, True), ("code is empty or q = 2", True, False),
        ("if(q < 0, 'return', 'sale')", "sale", "return"), ("case(q = 2, 1, q < 0, 2, 3)", 1, 2),
        ("concat(code, '/', q)", "C536/2", "536-A/-3"), ("coalesce(null, q)", "2", "-3"),
        ("upper(left(code, 2))", "C5", "53"),
        ("split(code, '-', 2) = ''", True, False), ("code != ''", True, True),
        ("text(0.000000001)", "0.000000001", "0.000000001"),
        ("split(code, '-', 2)", None, "A"), ("extract(code, '([0-9]+)')", "536", "536"), ("right(code, 2)", "36", "-A"),
        ("substr(code, 2, 2)", "53", "36"), ("replace(code, '-', '')", "C536", "536A"), ("length(code)", 4, 5),
        ("pad_left(q, 3, '0')", "002", "0-3"), ("round(p, 1)", Decimal("2.6"), 0), ("abs(q)", 2, 3),
        ("greatest(q, p)", Decimal("2.55"), 0), ("[Conversion Rate] + 1", 2, 3), ("year(day)", 2024, 2024),
        ("day > time('01.01.2024', '%d.%m.%Y')", True, True), ("matches(code, '^C\\\\d+$')", True, False),
        ("text(q * p)", "5.1", "0"), ("'it\\'s'", "it's", "it's"),
    ],
)  # fmt: skip
def test_expressions_compute_what_they_say(text: str, first: Any, second: Any) -> None:
    assert compute(text, dates=("%d.%m.%Y",))[:2] == [first, second]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("q *", "character 4: a value is expected"), ("q q", "does not belong here"), ("(q", r"'\)' is expected"),
        ("rond(q)", "did you mean 'round'"), ("if(q)", r"it is if\(condition, then, else\)"),
        ("q is 3", "'empty' is expected"),
        ("__import__('os')", "no function is called '__import__'"), ("q; p", "a character that means nothing"),
        ("replace(q, p, 'x')", "takes constants"), ("matches(q, '(')", "is no regular expression"),
        ("extract(q, 'a')", "needs exactly one"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_its_place(text: str, says: str) -> None:
    with pytest.raises(ExpressionError, match=says):
        parse(text)


def test_a_value_that_cannot_be_read_is_a_problem_of_its_row() -> None:
    problems = Problems(3)
    assert compute("bad + 1", problems) == [None, 2, 3]
    assert problems.first == {0: ("bad", "'x' is no number with decimal '.'")}


@pytest.mark.parametrize("text", ["if(p = 2.55, 0, number(bad))", "p != 2.55 and bad > 0", "coalesce(p, bad)"])
def test_a_branch_that_is_not_taken_does_no_harm(text: str) -> None:
    problems = Problems(3)
    compute(text, problems)
    assert problems.first == {}


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        parse(text)
    except ExpressionError as error:
        assert "character" in str(error)
