"""Expressions computed over small tables, for tests."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from explores.calculations.evaluating import Evaluator, Setting
from explores.calculations.grid import Grid
from explores.calculations.held import spread
from explores.expressions import Context, Ref, check, parse

NOW = datetime(2026, 3, 15, 12, 30, 45)
COLUMNS: dict[str, tuple[str, list[Any]]] = {
    "n": ("number", [3, 1, None, 1, 5]),
    "m": ("number", [Decimal("10.10"), Decimal("20.20"), Decimal("0.30"), None, Decimal("-5")]),
    "f": ("number", [0.5, 1.5, 2.5, 3.5, 4.5]),
    "t": ("text", ["ann", "Bob", None, "bob", ""]),
    "d": ("date", [date(2026, 1, 31), date(2026, 2, 28), None, date(2024, 2, 29), date(2025, 12, 31)]),
    "s": ("date", [datetime(2026, 1, 31, 10, 15, 30), None, datetime(2026, 1, 1), NOW, datetime(1999, 12, 31, 23)]),
    "y": ("yesno", [True, False, None, True, False]),
    "none": ("number", [None] * 5),
}  # fmt: skip


def type_of(ref: Ref) -> str:
    return COLUMNS[ref.field][0]


def evaluate(text: str, grid: Grid, types: Any = type_of) -> list[list[Any]]:
    """The values of an expression over a grid, column by column, for every row."""
    node, recorded = parse(text), dict[int, str]()
    check(node, Context(types, calculation=True, types=recorded))
    held = Evaluator(grid, Setting(recorded, NOW)).held(node)
    return spread(held, len(grid.rows))


def rows(**columns: list[Any]) -> list[dict[str, Any]]:
    """Rows out of columns."""
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def column(text: str) -> list[Any]:
    """What the expression gives in the five rows of ``COLUMNS``."""
    grid = Grid(rows(**{name: values for name, (_, values) in COLUMNS.items()}), totals={"n": 10, "m": Decimal("25.6")})
    return evaluate(text, grid)[0]


def value(text: str) -> Any:
    """What an expression that is the same in every row gives."""
    found = column(text)
    assert all(one == found[0] for one in found), found
    return found[0]
