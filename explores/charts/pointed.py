"""What the marks of a chart stand for, by place and by name of the series, so that a click is told. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from explores.answer import Answer
from explores.charts.axes import positions
from explores.charts.series import Points
from explores.charts.words import inert, short
from explores.marks import row_mark

Told = dict[str, dict[str, Any]]
LONGEST = 28  # letters of a name beside a bar or slice


def places_of(found: Points, answer: Answer) -> dict[str, str]:
    """The values of each point's dimensions, by where it stands, and by its name where that is its own."""
    names = [field.id for field in answer.fields if field.kind == "dimension" and not field.pivoted]
    marks = [row_mark(row.get(name) for name in names) if row else "" for row in found.rows]
    made = dict(zip((inert(short(name, LONGEST)) for name in found.names), marks, strict=False))
    if len(made) < len(found.names):
        made = {}  # two of them read the same
    made |= dict(zip(map(str, positions(found)), marks, strict=False))
    return {place: mark for place, mark in made.items() if mark}


def told(
    answer: Answer, names: Sequence[str], figures: Sequence[tuple[str, str]], places: Sequence[int] | None
) -> Told:
    """The same for a kind that reads the answer itself, from what its rows are called (or their ``places``).

    ``figures``: the name of each trace with its field. Nothing where pivot values stand side by side.
    """
    if answer.pivots:
        return {}
    fields = [field.id for field in answer.fields if field.kind == "dimension"]
    marks = [row_mark(row.get(name) for name in fields) for row in answer.rows]
    rows = {str(at): marks[row] for at, row in enumerate(places)} if places is not None else {}
    if places is None and len(set(names)) == len(names):
        rows = {
            shown: mark
            for name, mark in zip(names, marks, strict=True)
            for shown in (inert(name), inert(short(name, 32)))
        }
    return {"rows": rows, "series": {inert(name): [field, row_mark(())] for name, field in figures}} if rows else {}


def series_of(found: Points) -> dict[str, list[str]]:
    """Each series' field and the values of its pivot column, by its name."""
    return {inert(one.name): [one.field.id, row_mark(one.pivot)] for one in found.series if not one.is_other}
