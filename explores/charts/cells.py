"""What a mark of a chart stands for: cells of the answer. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from explores.answer import AnswerField, Row

Pivot = tuple[Any, ...]


class Cells(NamedTuple):
    """Cells of one column or several, each told by its row and pivot column. A mark of several draws their sum."""

    field: AnswerField
    held: tuple[tuple[Row, Pivot], ...]


Mark = Cells | str | None  # a sentence says why nothing can be asked; None: nothing is drawn, or it is no figure
SEVERAL = "This adds up several measures; open one of them."


def cell(field: AnswerField, row: Row, pivot: Pivot = ()) -> Mark:
    """One cell. A row that is none (a gap in a line) has none."""
    return Cells(field, ((row, pivot),)) if row else None


def together(marks: Iterable[Mark]) -> Mark:
    """What a mark stands for that draws the sum of these."""
    every = [one for one in marks if one is not None]
    if not every:
        return None
    first, parts = every[0], [one for one in every if isinstance(one, Cells)]
    if isinstance(first, str) or len(parts) < len(every):
        return next(one for one in every if isinstance(one, str))
    if len(every) == 1:
        return first
    alike = all(one.field.id == first.field.id for one in parts)
    return Cells(first.field, tuple(held for one in parts for held in one.held)) if alike else SEVERAL


def value_of(field: AnswerField, row: Row, pivot: Pivot) -> Any:
    """The figure in a cell."""
    held = row.get(field.id)
    return held.get(pivot) if isinstance(held, dict) else held
