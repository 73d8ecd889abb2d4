"""A whole column computed at once is what each place of it comes to by itself."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explores.calculations import places
from explores.calculations.arithmetic import OPERATORS, rounded
from explores.calculations.cellwise import Strict, tidied, tidy
from explores.calculations.held import Held
from explores.calculations.numbers import NUMBERS

KINDS: dict[str, st.SearchStrategy[Any]] = {
    "whole": st.integers(-(10**29), 10**29),
    "small": st.integers(-3, 3),
    "decimal": st.decimals(-(10**9), 10**9, places=2),
    "far": st.decimals(allow_nan=False, allow_infinity=False),
    "float": st.floats(),
    "text": st.text(max_size=2),
    "day": st.dates(date(2026, 1, 1), date(2026, 1, 3)),
    "moment": st.sampled_from([datetime(2026, 1, 1), datetime(2026, 1, 2, 12)]),
    "yesno": st.booleans(),
    "null": st.none(),
}


@st.composite
def a_column(draw: st.DrawFn) -> list[Any]:
    """Eight values, of one kind mostly, as columns are; null among them."""
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=2))
    return draw(st.lists(st.one_of(st.none(), *(KINDS[kind] for kind in kinds)), min_size=8, max_size=8))


def told(values: list[Any]) -> list[str]:
    """Values with their types, so that 1, 1.0 and True differ."""
    return [f"{type(value).__name__} {value!r}" for value in values]


@given(a_column(), a_column(), st.sampled_from(sorted(name for name in OPERATORS if name not in {"AND", "OR"})))
def test_an_operator_gives_the_same_down_a_column_as_in_each_place(
    left: list[Any], right: list[Any], sign: str
) -> None:
    operator = OPERATORS[sign]
    assert isinstance(operator, Strict)
    assert told(operator.down(left, right)) == told([operator(*pair) for pair in zip(left, right, strict=True)])


@given(a_column(), st.sampled_from(sorted(set(NUMBERS) - {"rand", "pi", "fact", "combin", "multinomial"})))
def test_a_function_gives_the_same_down_a_column_as_in_each_place(values: list[Any], name: str) -> None:
    function = NUMBERS[name]
    columns = [values] * (2 if name in {"mod", "power"} else 1)
    assert isinstance(function, Strict)
    assert told(function.down(*columns)) == told([function(*each) for each in zip(*columns, strict=True)])


@given(a_column())
def test_columns_are_tidied_as_their_values_are(values: list[Any]) -> None:
    try:
        found = tidied(values)
    except (TypeError, ArithmeticError):  # of several kinds: left to each place
        return
    assert told(found) == told([tidy(value) for value in values])


NEAR = st.one_of(st.none(), st.integers(-12, 12), st.integers(-(10**12), 10**12))


@given(st.integers(0, 6), NEAR, st.one_of(st.none(), st.integers(-2, 12)))
def test_windows_hold_what_is_picked_for_each_row(height: int, offset: int | None, count: int | None) -> None:
    values = list(range(height))
    size = places.Size(height, 0, 1)
    fixed = places.along_rows(places.some_of, size, Held([values], by_row=True), Held([[offset]]), Held([[count]]))
    assert fixed.columns == [[places.some_of(values, here, offset, count) for here in range(height)]]


@given(st.integers(0, 4), st.integers(0, 6), NEAR, st.one_of(st.none(), st.integers(-2, 8)))
def test_windows_over_pivot_columns_hold_what_is_picked_for_each(
    height: int, keys: int, offset: int | None, count: int | None
) -> None:
    columns = [[(row, column) for row in range(height)] for column in range(keys + 1)]
    size, held = places.Size(height, keys, keys + 1), Held(columns, by_row=True, by_column=True)
    found = places.along_columns(places.some_of, size, held, Held([[offset]]), Held([[count]]))
    across = [[(row, column) for column in range(keys)] for row in range(height)]
    expected = [[places.some_of(across[row], at, offset, count) for row in range(height)] for at in range(keys)]
    assert found.columns == [*expected, [None] * height]


@given(st.one_of(st.floats(-2e8, 2e8), st.floats(-9, 9).map(lambda value: round(value, 4))), st.integers(-3, 9))
def test_floats_are_rounded_as_the_decimals_they_are_written_as(value: float, digits: int) -> None:
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    assert rounded(value, digits) == (int(exact) if digits <= 0 else float(exact))


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Decimal("2.345"), 2, Decimal("2.35")),
        (2.5, 0, 3),
        (-2.5, 0, -3),
        (1234, -2, 1200),
        (1e20, 10, 1e20),
        (Decimal("1.5"), 2, Decimal("1.5")),
    ],
)
def test_rounding_goes_away_from_zero(value: Any, places: int, expected: Any) -> None:
    assert (rounded(value, places), type(rounded(value, places))) == (expected, type(expected))
