from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.expressions import (
    FUNCTIONS,
    Binary,
    Call,
    Constant,
    ExpressionError,
    Node,
    Number,
    Ref,
    Text,
    Unary,
    parse,
    references,
    write,
)

A, B, C = Ref("a"), Ref("b"), Ref("c")
ONE, TWO, THREE = Number(1), Number(2), Number(3)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("1 + 2 * 3", Binary("+", ONE, Binary("*", TWO, THREE))),
        ("1 - 2 - 3", Binary("-", Binary("-", ONE, TWO), THREE)),
        ("1 / 2 / 3", Binary("/", Binary("/", ONE, TWO), THREE)),
        ("(1 - 2) * 3", Binary("*", Binary("-", ONE, TWO), THREE)),
        ("-1 * 2", Binary("*", Unary("-", ONE), TWO)),
        ("1 - -2", Binary("-", ONE, Unary("-", TWO))),
        ("1 + 2 > 3", Binary(">", Binary("+", ONE, TWO), THREE)),
        ("${a} OR ${b} AND ${c}", Binary("OR", A, Binary("AND", B, C))),
        ("${a} AND ${b} OR ${c}", Binary("OR", Binary("AND", A, B), C)),
        ("NOT ${a} AND ${b}", Binary("AND", Unary("NOT", A), B)),
        ("NOT ${a} = ${b}", Unary("NOT", Binary("=", A, B))),
        ("NOT NOT ${a}", Unary("NOT", Unary("NOT", A))),
        ("1 != 2 AND yes", Binary("AND", Binary("!=", ONE, TWO), Constant(True))),
        ("yes", Constant(True)),
        ("no", Constant(False)),
        ("null", Constant(None)),
        ("1.50", Number(Decimal("1.50"))),
        (".5", Number(Decimal("0.5"))),
        ('"it\'s"', Text("it's")),
        (r"'it\'s \\ \"so\"'", Text('it\'s \\ "so"')),
        (r'"two\nlines"', Text("two\nlines")),
        ("${orders.revenue:total}", Ref("orders.revenue", "total")),
        ("${ orders.revenue:row_total }", Ref("orders.revenue", "row_total")),
        ("round(${a},\n 2)", Call("round", (A, TWO))),
        ("# the rate\r\n1 # of\n+ 2# all", Binary("+", ONE, TWO)),
        ("'# no comment' ", Text("# no comment")),
        ("pi()", Call("pi", ())),
        ("if(${a}, 'x', \"y\")", Call("if", (A, Text("x"), Text("y")))),
    ],
)
def test_a_text_is_read_into_its_parts(text: str, node: Node) -> None:
    assert parse(text) == node


def test_every_part_knows_where_it_stands() -> None:
    node = parse("1 + round(${a.b}, 2)")
    assert isinstance(node, Binary) and isinstance(node.right, Call)
    assert [(part.start, part.end) for part in (node, node.left, node.right, *node.right.args)] == [
        (0, 20), (0, 1), (4, 20), (10, 16), (18, 19),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place", "words", "suggestion"),
    [
        ("", (0, 0), "empty", None),
        ("1 +", (3, 3), "ends where a value", None),
        ("(1 + 2", (0, 1), "never closed", ")"),
        ("1 + 2)", (5, 6), "closes nothing", None),
        ("sum(1", (3, 4), "never closed", ")"),
        ("round(1,)", (7, 8), "missing after this comma", None),
        ("1, 2", (1, 2), "comma", None),
        ("1 2", (2, 3), "operator or the end", None),
        ("${a} and ${b}", (5, 8), "capitals", "AND"),
        ("not ${a}", (0, 3), "means nothing", "NOT"),
        ("true", (0, 4), "means nothing", "yes"),
        ("rond(1)", (0, 4), "no function", "round"),
        ("ROUND(1)", (0, 5), "no function", "round"),
        ("percent_of_previous(${m})", (0, 19), "no function", "${m} / offset(${m}, -1)"),
        ("row + 1", (0, 3), "needs parentheses", "row()"),
        ("orders.revenue * 2", (0, 14), "a field stands in ${…}", "${orders.revenue}"),
        ("${a} == 1", (5, 7), "means nothing", "="),
        ("${a} <> 1", (5, 7), "means nothing", "!="),
        ("${a} && ${b}", (5, 7), "means nothing", "AND"),
        ("2 ^ 3", (2, 3), "means nothing", "power(base, exponent)"),
        ("2 ** 3", (2, 4), "means nothing", "power(base, exponent)"),
        ('concat("a, ${b})', (7, 16), "no closing", '"'),
        ("$a", (0, 1), "id in braces", "${orders.revenue}"),
        ("${a b}", (0, 6), "no field's id", "${orders.revenue}"),
        ("${}", (0, 3), "id is missing", "${orders.revenue}"),
        ("${a:totals}", (0, 11), "no 'totals'", "${a:total}"),
        ("1 < 2 < 3", (6, 7), "Two comparisons", "AND"),
        ("1 = NOT yes", (4, 7), "parentheses", "(NOT …)"),
        ("AND yes", (0, 3), "A value should stand", None),
        ("1" * 29, (0, 29), "at most 28 digits", None),
        ('"\ud800"', (1, 2), "Half of a character", None),
    ],
)
def test_an_error_points_at_its_place(text: str, place: tuple[int, int], words: str, suggestion: str | None) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    error = caught.value
    assert (error.start, error.end) == place
    assert words in error.message
    assert error.suggestion == suggestion
    assert error.to_json()["start"] == place[0]


@pytest.mark.parametrize(
    "text",
    ["(" * 100_000, "(" * 5_000, "-" * 9_999 + "1", "NOT " * 2_000 + "yes", "1+" * 4_000 + "1", "abs(" * 2_000,
     "if(yes,1," * 1_000, "1*" * 101 + "1", "${a} OR " * 1_000 + "${a}"],
)  # fmt: skip
def test_endless_nesting_gives_a_clear_error(text: str) -> None:
    with pytest.raises(ExpressionError, match=r"at most|More than 100"):
        parse(text)


def test_a_hundred_parts_deep_is_still_read_written_and_checked() -> None:
    for text in ("(" * 98 + "1" + ")" * 98, "-" * 98 + "1", "1 + " * 98 + "1", "abs(" * 98 + "1" + ")" * 98):
        node = parse(text)
        assert parse(write(node)) == node


def test_references_come_in_order() -> None:
    assert references(parse("${b} / sum(${a.x:total}) + ${b}")) == (Ref("b"), Ref("a.x", "total"), Ref("b"))


names = st.from_regex(r"[a-z][a-z0-9_]{0,5}(\.[a-z][a-z0-9_]{0,5})?", fullmatch=True)
leaves: st.SearchStrategy[Node] = st.one_of(
    st.integers(0, 10**20).map(Number),
    st.decimals(0, 10**6, places=3).map(Number),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(Text),
    st.sampled_from([True, False, None]).map(Constant),
    st.builds(Ref, names, st.sampled_from(["", "total", "row_total"])),
)
operators = st.sampled_from(["OR", "AND", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"])
nodes = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Unary, st.sampled_from(["-", "NOT"]), inner),
        st.builds(Binary, operators, inner, inner),
        st.builds(Call, st.sampled_from(sorted(FUNCTIONS)), st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=12,
)


@given(nodes)
def test_what_is_written_reads_back_as_the_same(node: Node) -> None:
    assert parse(write(node)) == node


pieces = st.sampled_from(
    ["${a}", "#", "\n", "${a.b:total}", "${", "}", "(", ")", ",", "+", "-", "*", "/", "=", "!=", "<", " AND ", " or ",
     "NOT ", "1", "1.5", '"x"', "'", '"', "\\", "if(", "case(", "when(", "sum(",
     "null", "yes", "<script>", "'; DROP TABLE", "\x00",
     "é", "💥"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(pieces, max_size=25).map("".join)))
def test_hostile_text_is_read_or_refused_with_its_place(text: str) -> None:
    try:
        node = parse(text)
    except ExpressionError as error:
        assert 0 <= error.start <= error.end <= len(text)
    else:
        assert parse(write(node)) == node
