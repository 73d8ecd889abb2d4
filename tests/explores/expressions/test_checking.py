from __future__ import annotations

import pytest
from hypothesis import given

from explores.expressions import Context, ExpressionError, Node, Ref, check, parse
from explores.semantic.errors import SemanticError
from tests.explores.expressions.test_parser import nodes

TYPES = {"n": "number", "t": "text", "d": "date", "y": "yesno", "l": "list of number"}


def type_of(ref: Ref) -> str:
    if ref.field in TYPES:
        return TYPES[ref.field]
    raise SemanticError(f"There is no field {ref.field!r}.", suggestion="orders.revenue")


CALCULATION, FIELD = Context(type_of, calculation=True), Context(type_of, calculation=False)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("1", "number"),
        ("null", "null"),
        ("${n} / ${n:total} - 1", "number"),
        ("${d} > date(2026, 1, 1)", "yesno"),
        ("${t} >= 'b' OR NOT ${y}", "yesno"),
        ("if(${y}, ${n}, null)", "number"),
        ("if(${y}, null, null)", "null"),
        ("null + 1", "number"),
        ("coalesce(null, ${t})", "text"),
        ("case(when(${y}, ${d}), when(no, null))", "date"),
        ("case(when(${y}, 'a'), 'b')", "text"),
        ("list(1, null, 2)", "list of number"),
        ("split(${t}, ',')", "list of text"),
        ("index(split(${t}, ','), 1)", "text"),
        ("index(${d}, 1)", "date"),
        ("sum(${l})", "number"),
        ("count(list('a', 'b'))", "number"),
        ("sum(pivot_row(${n}))", "number"),
        ("mean(offset_list(${n}, -2, 3))", "number"),
        ("offset(${l}, 1)", "list of number"),
        ("lookup(${t}, ${t}, ${d})", "date"),
        ("pivot_where(${t} = 'x', ${n})", "number"),
        ("slope(list(1, 2), ${l})", "number"),
        ("to_date(to_string(${d}))", "date"),
        ("norm_s_dist(${n}, yes)", "number"),
    ],
)
def test_an_expression_has_a_type(text: str, type_: str) -> None:
    assert check(parse(text), CALCULATION) == type_


@pytest.mark.parametrize(
    ("text", "at", "words", "suggestion"),
    [
        ("${t} + 1", "${t}", "takes a number", "concat(value, …)"),
        ("${d} - ${d}", "${d}", "takes a number", "diff_days(start, end)"),
        ("${d} + 1", "${d}", "takes a number", "add_days(number, date)"),
        ("${y} * 2", "${y}", "takes a number", "if(condition, 1, 0)"),
        ("${n} AND yes", "${n}", "takes yes or no", None),
        ("NOT ${n}", "${n}", "takes yes or no", None),
        ("-${t}", "${t}", "takes a number", None),
        ("${t} = 1", "${t} = 1", "compares a text with a number", "to_number(text)"),
        ("${d} > '2026-01-01'", "${d} > '2026-01-01'", "compares a date with a text", "date(year, month, day)"),
        ("${n} = null", "${n} = null", "is = null", "is_null(value)"),
        ("${y} < no", "${y} < no", "not yes and no", None),
        ("${l} = ${l}", "${l} = ${l}", "Lists are not compared", "index(list, n)"),
        ("round(${t})", "${t}", "takes a number as value", "to_number(text)"),
        ("sum(${y})", "${y}", "takes a number as values", "if(condition, 1, 0)"),
        ("upper(${n})", "${n}", "takes a text as text", "concat(value)"),
        ("if(${n}, 1, 2)", "${n}", "takes yes or no as condition", None),
        ("if(yes, 1, 'a')", "'a'", "takes a number as if_no", "to_number(text)"),
        ("coalesce(1, 'a')", "'a'", "takes a number", "to_number(text)"),
        ("case(when(${n}, 1))", "${n}", "takes yes or no", None),
        ("case(when(yes, 1), 'a')", "'a'", "of one type", None),
        ("case(1, 2)", "1", "takes when(…)", "when(condition, value)"),
        ("when(yes, 1)", "when(yes, 1)", "inside case()", "if(condition, if_yes, if_no)"),
        ("round(1, 2, 3)", "round(1, 2, 3)", "takes 1 to 2 arguments; there are 3", "round(value, [decimals])"),
        ("abs()", "abs()", "takes 1 argument; there are 0", "abs(value)"),
        ("concat()", "concat()", "takes 1 or more arguments", "concat(value, …)"),
        ("rank('a', ${n})", "'a'", "takes a number as value", "to_number(text)"),
        ("match('a', ${n})", "${n}", "takes a text as values", "concat(value)"),
        ("slope(${n}, ${l})", "slope(${n}, ${l})", "two columns or two lists", None),
        ("list(${l}, ${l})", "list(${l}, ${l})", "lists of lists", None),
        ("${x} + 1", "${x}", "There is no field 'x'", "${orders.revenue}"),
        ("matches_filter(${t}, 'a')", "matches_filter(${t}, 'a')", "not there in calculations", None),
    ],
)
def test_a_wrong_type_is_told_with_its_place(text: str, at: str, words: str, suggestion: str | None) -> None:
    with pytest.raises(ExpressionError) as caught:
        check(parse(text), CALCULATION)
    error = caught.value
    assert text[error.start : error.end] == at
    assert words in error.message
    assert error.suggestion == suggestion


@pytest.mark.parametrize("text", ["sum(${n})", "${n:total}", "offset(${n}, 1)", "to_string(${n})", "pi()"])
def test_what_is_computed_after_the_query_is_refused_in_fields_and_filters(text: str) -> None:
    with pytest.raises(ExpressionError, match="in calculations only"):
        check(parse(text), FIELD)


def test_fields_and_filters_may_ask_the_filter_grammar() -> None:
    assert check(parse("matches_filter(${t}, '-%a%')"), FIELD) == "yesno"
    for text, words in (("matches_filter('a', 'b')", "is a field"), ("matches_filter(${t}, ${t})", "in quotes")):
        with pytest.raises(ExpressionError, match=words):
            check(parse(text), FIELD)


@given(nodes)
def test_any_expression_has_a_type_or_an_error_with_a_place(node: Node) -> None:
    for context in (CALCULATION, FIELD):
        try:
            assert check(node, context)
        except ExpressionError as error:
            assert error.message
