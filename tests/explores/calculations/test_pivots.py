"""Pivot functions, worked out by hand: two rows, three pivot columns and what each row comes to."""

from __future__ import annotations

from typing import Any

import pytest

from explores.answer import ROW_TOTAL
from explores.calculations.grid import Grid
from explores.expressions import Ref
from tests.explores.calculations.computed import evaluate

A, B, C = ("a",), ("b",), ("c",)
TYPES = {"d": "text", "p": "text", "m": "number"}
N = None


def grid(*, row_totals: bool = False) -> Grid:
    totals: dict[Any, Any] = {A: 4, B: 6, C: 5, ROW_TOTAL: 15}
    return Grid(
        rows=[{"d": "x", "m": {A: 1, B: 2, C: 5}}, {"d": "y", "m": {A: 3, B: 4}}],
        pivots=("p",),
        keys=(A, B, C),
        pivoted=frozenset({"m"}),
        row_totals=[{"d": "x", "m": 8}, {"d": "y", "m": 7}] if row_totals else None,
        totals={"m": totals},
    )


def type_of(ref: Ref) -> str:
    return TYPES[ref.field]


BY_COLUMN: list[tuple[str, list[list[Any]]]] = [  # pivot column by pivot column, each with its two rows
    ("${m}", [[1, 3], [2, 4], [5, N]]),
    ("${p}", [["a", "a"], ["b", "b"], ["c", "c"]]),
    ("pivot_column()", [[1, 1], [2, 2], [3, 3]]),
    ("${m} * 10 + pivot_column()", [[11, 31], [22, 42], [53, N]]),
    ("sum(${m})", [[4, 4], [6, 6], [5, 5]]),
    ("${m:total}", [[4, 4], [6, 6], [5, 5]]),
    ("rank(${m}, ${m})", [[2, 1], [2, 1], [1, N]]),
    ("offset(${m}, 1)", [[3, N], [4, N], [N, N]]),
    ("running_total(${m})", [[1, 4], [2, 6], [5, 5]]),
    ("pivot_offset(${m}, -1)", [[N, N], [1, 3], [2, 4]]),
    ("${m} / pivot_offset(${m}, -1)", [[N, N], [2, 4 / 3], [2.5, N]]),
    ("${m} / pivot_offset(${m}, -1) - 1", [[N, N], [1, 4 / 3 - 1], [1.5, N]]),
    ("pivot_offset(${d}, 1)", [["x", "y"], ["x", "y"], [N, N]]),
    ("pivot_offset_list(${m}, -1, 2)", [[[N, 1], [N, 3]], [[1, 2], [3, 4]], [[2, 5], [4, N]]]),
    ("sum(pivot_offset_list(${m}, 1 - pivot_column(), pivot_column()))", [[1, 3], [3, 7], [8, 7]]),
    ("${m} / sum(pivot_row(${m}))", [[1 / 8, 3 / 7], [2 / 8, 4 / 7], [5 / 8, N]]),
    ("${m} / pivot_index(${m}, 1)", [[1, 1], [2, 4 / 3], [5, N]]),
]
SINGLE: list[tuple[str, list[Any]]] = [  # one column
    ("${d}", ["x", "y"]),
    ("concat(${d}, row())", ["x1", "y2"]),
    ("pivot_row(${m})", [[1, 2, 5], [3, 4, N]]),
    ("sum(pivot_row(${m}))", [8, 7]),
    ("count(pivot_row(${m}))", [3, 2]),
    ("max(pivot_row(${m})) - min(pivot_row(${m}))", [4, 1]),
    ("pivot_index(${m}, 2)", [2, 4]),
    ("pivot_index(${m}, row())", [1, 4]),
    ("pivot_index(${m}, 4)", [N, N]),
    ("pivot_index(${m}, 0)", [N, N]),
    ("pivot_index(sum(${m}), 3)", [5, 5]),
    ("pivot_where(${p} = 'b', ${m})", [2, 4]),
    ("pivot_where(${p} = 'z', ${m})", [N, N]),
    ("pivot_where(${p} != 'b', ${m})", [N, N]),
    ("pivot_where(${m} > 4, ${p})", ["c", N]),
    ("pivot_where(${m} = max(pivot_row(${m})), ${p})", ["c", "b"]),
]


@pytest.mark.parametrize(("text", "expected"), BY_COLUMN, ids=[text for text, _ in BY_COLUMN])
def test_a_calculation_in_each_pivot_column(text: str, expected: list[list[Any]]) -> None:
    assert evaluate(text, grid(), type_of) == expected


@pytest.mark.parametrize(("text", "expected"), SINGLE, ids=[text for text, _ in SINGLE])
def test_a_calculation_in_one_column_for_all_pivots(text: str, expected: list[Any]) -> None:
    assert evaluate(text, grid(), type_of) == [expected]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("${m}", [8, 7]),
        ("${m} * 2", [16, 14]),
        ("sum(${m})", [15, 15]),
        ("${m:total}", [15, 15]),
        ("${m} / sum(pivot_row(${m}))", [1, 1]),
        ("${m} / ${m:row_total}", [1, 1]),
        ("pivot_offset(${m}, -1)", [N, N]),
        ("pivot_column()", [N, N]),
        ("rank(${m}, ${m})", [1, 2]),
    ],
)
def test_a_row_total_is_computed_from_row_totals(text: str, last: list[Any]) -> None:
    assert evaluate(text, grid(row_totals=True), type_of)[-1] == last


def test_row_totals_are_read_beside_every_pivot_column() -> None:
    assert evaluate("${m} / ${m:row_total}", grid(row_totals=True), type_of)[:2] == [[1 / 8, 3 / 7], [2 / 8, 4 / 7]]


def test_no_rows_and_no_pivot_columns_are_no_trouble() -> None:
    empty = Grid([], pivots=("p",), pivoted=frozenset({"m"}), totals={"m": {}})
    for text, _ in [*BY_COLUMN, *SINGLE]:
        assert all(values == [] for values in evaluate(text, empty, type_of))
