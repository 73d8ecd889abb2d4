"""Whatever is well typed is computed: expressions made at random from the function table, over awkward values."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explores.answer import ROW_TOTAL
from explores.calculations.grid import Grid
from explores.expressions import FUNCTIONS, Allowed, Context, ExpressionError, Parameter, check, parse
from explores.expressions.types import element, is_list
from tests.explores.calculations.computed import evaluate

PLAIN = ("number", "text", "date", "yesno")
MADE = [
    function for function in FUNCTIONS.values() if function.allowed is not Allowed.FIELD and function.name != "when"
]
VALUES: dict[str, list[Any]] = {
    "number": [0, -1, 3, 10**27, Decimal("0.10"), Decimal("-1E-8"), Decimal("1E+20"), 1e308, -0.5, 1e-300, None],
    "text": ["", "a", "'", '"; DROP', "é💥", "2026-01-31", "1e5", "<b>", "\x00", None],
    "date": [date(2026, 1, 31), date(1, 1, 1), date(9999, 12, 31), datetime(2026, 2, 28, 23, 59, 59), None],
    "yesno": [True, False, None],
}
LITERALS = {
    "number": ["0", "1", "2.5", "-3", "9999999999999999999999999999", "null"],
    "text": ["''", "'a'", "'2026-01'", "null"],
    "date": ["date(2026, 1, 31)", "now()", "null"],
    "yesno": ["yes", "no", "null"],
}
LETTERS = {"number": "n", "text": "t", "date": "d", "yesno": "y"}


@st.composite
def expressions(draw: Any, type_: str, depth: int = 3) -> str:
    """An expression whose value is of that type, or null."""
    if is_list(type_):
        return draw(lists(element(type_), depth))
    if depth == 0 or draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from([*LITERALS[type_], f"${{{LETTERS[type_]}}}", f"${{p{LETTERS[type_]}}}"]))
    if draw(st.integers(0, 3)) == 0:
        return draw(operations(type_, depth))
    giving = [function for function in MADE if function.result in {type_, "T", "U"}]
    return draw(calls(draw(st.sampled_from(giving)).name, type_, depth))


@st.composite
def operations(draw: Any, type_: str, depth: int) -> str:
    inner = lambda kind: f"({draw(expressions(kind, depth - 1))})"  # noqa: E731
    if type_ == "number":
        return f"{inner('number')} {draw(st.sampled_from('+-*/'))} {inner('number')}"
    if type_ == "yesno" and draw(st.booleans()):
        return f"{inner('yesno')} {draw(st.sampled_from(['AND', 'OR']))} NOT {inner('yesno')}"
    if type_ == "yesno":
        kind = draw(st.sampled_from(PLAIN[:3]))
        return f"{inner(kind)} {draw(st.sampled_from(['=', '!=', '<', '>=']))} {inner(kind)}"
    return inner(type_)


@st.composite
def lists(draw: Any, of: str, depth: int) -> str:
    giving = [function.name for function in MADE if function.result in {f"list of {of}", "list of T"}]
    return draw(calls(draw(st.sampled_from(giving)), of, depth))


@st.composite
def calls(draw: Any, name: str, letter: str, depth: int) -> str:
    if name == "case":
        when, value = draw(expressions("yesno", depth - 1)), draw(expressions(letter, depth - 1))
        return f"case(when({when}, {value}), {draw(expressions(letter, depth - 1))})"
    function = FUNCTIONS[name]
    bound = {"T": letter if function.result != "U" else draw(st.sampled_from(PLAIN)), "U": letter}
    of_lists = draw(st.booleans())
    given = [one for one in function.parameters if not one.optional or draw(st.booleans())]
    given += [one for one in given[-1:] if one.several and draw(st.booleans())]
    return f"{name}({', '.join(draw(argument(one, bound, of_lists, depth)) for one in given)})"


@st.composite
def argument(draw: Any, parameter: Parameter, bound: dict[str, str], of_lists: bool, depth: int) -> str:
    type_ = bound.get(parameter.type, parameter.type)
    type_ = draw(st.sampled_from(PLAIN)) if type_ == "any" else type_
    if parameter.kind == "values" and of_lists and depth > 1:
        return draw(lists(type_, depth - 1))
    return draw(expressions(type_, max(depth - 1, 0)))


def grid(picked: list[int], *, pivots: bool, row_totals: bool) -> Grid:
    """Four rows of awkward values; ``pn`` and the like stand in two pivot columns."""
    keys = (("a",), (None,)) if pivots else ()
    rows = []
    for row in range(4):
        made: dict[str, Any] = {}
        for place, (type_, letter) in enumerate(LETTERS.items()):
            values = VALUES[type_]
            value = values[(picked[place] + row) % len(values)]
            made |= {letter: value, f"p{letter}": {keys[0]: value} if pivots else value}
        rows.append(made)
    pivoted = frozenset(f"p{letter}" for letter in LETTERS.values()) if pivots else frozenset()
    totals: dict[str, Any] = {name: {("a",): 1, ROW_TOTAL: 2} if name in pivoted else 1 for name in rows[0]}
    whole = [{f"p{one}": row[one] for one in LETTERS.values()} for row in rows] if pivots and row_totals else None
    return Grid(rows, ("k",) if pivots else (), keys, pivoted, whole, totals)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.data(),
    st.sampled_from(PLAIN),
    st.lists(st.integers(0, 20), min_size=4, max_size=4),
    st.booleans(),
    st.booleans(),
)
def test_what_is_well_typed_is_computed_to_values_of_its_type(
    data: Any, type_: str, picked: list[int], pivots: bool, row_totals: bool
) -> None:
    text = data.draw(expressions(type_))
    types = {f"{prefix}{letter}": kind for kind, letter in LETTERS.items() for prefix in ("", "p")}
    lookup = lambda ref: types[ref.field]  # noqa: E731
    try:
        found = evaluate(text, grid(picked, pivots=pivots, row_totals=row_totals), lookup)
    except ExpressionError as error:
        assert "comparison" in error.message or "null" in error.message or "values in one answer" in error.message, (
            text,
            error,
        )
        return
    meant = check(parse(text), Context(lookup, calculation=True))
    kinds = {"number": (int, float, Decimal), "text": str, "date": date, "yesno": bool, "null": ()}
    for values in found:
        assert len(values) == 4
        assert all(value is None or isinstance(value, kinds[meant]) for value in values), text
