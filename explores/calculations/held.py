"""What a part of an expression comes to: one value, or one in each row, in each pivot column, or both. PURE."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from explores.calculations.cellwise import Strict


@dataclass(frozen=True)
class Held:
    """Values column by column. What does not differ by row has one value a column, and one column if not by column."""

    columns: list[list[Any]]
    by_row: bool = False
    by_column: bool = False

    def column(self, place: int) -> list[Any]:
        """The values in that pivot column."""
        return self.columns[place if self.by_column else 0]

    def value(self, row: int, column: int) -> Any:
        """The value in one place."""
        values = self.column(column)
        return values[row if self.by_row else 0]

    @property
    def cells(self) -> int:
        """How many values it holds."""
        return sum(map(len, self.columns))


def one(value: Any) -> Held:
    """The same value everywhere."""
    return Held([[value]])


NOTHING = one(None)


def each(apply: Callable[..., Any], parts: Sequence[Held], columns: int) -> Held:
    """``apply`` to the values of every place. ``columns``: how many pivot columns the table has."""
    by_row = any(part.by_row for part in parts)
    by_column = any(part.by_column for part in parts)
    made = [down(apply, parts, place) for place in range(columns if by_column else 1)]
    return Held(made, by_row, by_column)


def down(apply: Callable[..., Any], parts: Sequence[Held], place: int) -> list[Any]:
    """``apply`` to the values of one pivot column, row by row; once, where no part differs by row."""
    if not any(part.by_row for part in parts):
        return [apply(*(part.column(place)[0] for part in parts))]
    rows = next(len(part.column(place)) for part in parts if part.by_row)
    aligned = [part.column(place) if part.by_row else part.column(place) * rows for part in parts]
    return apply.down(*aligned) if isinstance(apply, Strict) else list(map(apply, *aligned))


def spread(held: Held, rows: int) -> list[list[Any]]:
    """Its columns with a value for every row."""
    return held.columns if held.by_row else [values * rows for values in held.columns]
