"""What the marks of a chart stand for, told to the page: a click on one opens the menu of its cell. PURE.

A drawing function lays ``cells`` beside the figures of a trace (or into an annotation, or the picture's ``meta``): for
each mark a ``charts.cells.Mark``. Here they become numbers of the figure's ``drill``, row * count of columns + column.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from explores.answer import Answer, AnswerField, Row
from explores.charts.cells import Cells, Mark, Pivot, value_of
from explores.formatting import formats
from explores.formatting.formats import Style
from explores.tables.marks import cell_mark, group_mark, row_mark

ONLY_DRAWN = "This adds up only what is drawn here, so no rows give it. Open its parts, or a figure of the table."
FILLED = "This was filled in; no row of the data is behind it."
Held = frozenset[tuple[int, Pivot]]  # cells that have a figure, by the place of their row


@dataclass(frozen=True)
class Sum:
    """A figure that is drawn and stands in no row of the table; ``cell`` as an attribute of the page tells it."""

    name: str
    text: str
    cell: str


def address(answer: Answer, row: Row, field: AnswerField, pivot: Pivot = ()) -> str:
    """A cell as an attribute of the page tells it."""
    named = [f.id for f in answer.fields if f.kind == "dimension" and not f.pivoted]
    return cell_mark(field.id, row_mark(row.get(name) for name in named), row_mark(pivot))


def point(plot: dict[str, Any], answer: Answer, style: Style) -> tuple[Sum, ...]:
    """Tells in ``plot`` what its marks stand for in ``answer``, and returns those that the table does not have.

    ``drill``: ``marks`` of each trace, ``words`` of each annotation (``narrow``: of those on a phone), and ``whole``.
    """
    found = _Addresses(answer, style)
    layout = plot["layout"]
    meta = layout.get("meta") or {}
    told: dict[str, Any] = {
        "marks": [_taken(trace, found) for trace in plot["data"]],
        "words": [_taken(word, found) for word in layout.get("annotations") or ()],
        "narrow": [_taken(word, found) for word in (meta.get("narrow") or {}).get("annotations") or ()],
        "whole": _taken(meta, found),
    }
    plot["drill"] = {**told, "rows": list(found.rows), "columns": found.columns}
    return tuple(found.sums.values())


def _taken(part: dict[str, Any], found: _Addresses) -> Any:
    """The cells of a part of the figure, out of it: Plotly knows of none. A sankey has those of its nodes and links."""
    inside = {key: _taken(part[key], found) for key in ("node", "link") if key in part}
    return inside or _numbered(part.pop("cells", None), found)


def _numbered(cells: Any, found: _Addresses) -> Any:
    return [_numbered(one, found) for one in cells] if isinstance(cells, list) else found.of(cells)


class _Addresses:
    """Numbers for marks; ``rows`` are the values of dimensions that were needed, in the order of their numbers."""

    def __init__(self, answer: Answer, style: Style) -> None:
        self._answer, self._style = answer, style
        self._named = [f for f in answer.fields if f.kind == "dimension" and not f.pivoted]
        self._places = {id(row): place for place, row in enumerate(answer.rows)}
        self._is_whole = answer.returned >= answer.total_rows and not answer.cuts
        self._filled = frozenset(answer.filled)
        self._groups: dict[tuple[Any, ...], dict[tuple[Any, ...], Held]] = {}
        self._marks: dict[int, str] = {}  # of rows, by their place
        pairs = [(f.id, pivot) for f in answer.fields for pivot in ((), *(answer.pivots if f.by_pivot else ()))]
        self._columns = {pair: place for place, pair in enumerate(pairs)}
        self.columns = [[name, row_mark(pivot)] for name, pivot in pairs]
        self.rows: dict[str, int] = {}
        self.sums: dict[int, Sum] = {}

    def of(self, mark: Mark) -> int | str | None:
        """The number of a mark; a sentence where it has none."""
        if mark is None or isinstance(mark, str):
            return mark
        if len(mark.held) > 1:
            return self._sum(mark)
        row, pivot = mark.held[0]
        place = self._places[id(row)]
        if place in self._filled:
            return FILLED
        if place not in self._marks:
            self._marks[place] = row_mark(row.get(f.id) for f in self._named)
        return self._number(self._marks[place], mark.field, pivot)

    def _number(self, row: str, field: AnswerField, pivot: Pivot) -> int:
        return self.rows.setdefault(row, len(self.rows)) * len(self.columns) + self._columns[field.id, pivot]

    def _sum(self, mark: Cells) -> int | str:
        """The values that all its cells have in common, if no other cell has them all."""
        if not mark.field.additive:
            return f"{mark.field.short_label} does not add up, so no rows give this size."
        rows, pivots = [row for row, _ in mark.held], {pivot for _, pivot in mark.held}
        shared = [f for f in self._named if len({row.get(f.id) for row in rows}) == 1]
        pivot = pivots.pop() if len(pivots) == 1 else None
        values = tuple(rows[0].get(f.id) for f in shared)
        drawn = frozenset((self._places[id(row)], key) for row, key in mark.held if value_of(mark.field, row, key))
        if not self._is_whole or drawn != self._all(mark.field, shared, pivot).get(values, frozenset()):
            return ONLY_DRAWN
        known = dict(zip((f.id for f in shared), values, strict=True))
        row = row_mark(values) if len(shared) == len(self._named) else group_mark(known)
        number = self._number(row, mark.field, pivot or ())
        if number not in self.sums:
            self.sums[number] = self._told(mark, row, pivot or (), [*zip(shared, values, strict=True)])
        return number

    def _told(self, mark: Cells, row: str, pivot: Pivot, values: list[tuple[AnswerField, Any]]) -> Sum:
        over = zip((f for f in self._answer.fields if f.pivoted), pivot, strict=False)
        words = [formats.cell(v, f.format, self._style, timeframe=f.timeframe) for f, v in [*values, *over]]
        figures = [value_of(mark.field, one, key) for one, key in mark.held]
        text = formats.cell(
            sum(float(one) for one in figures if formats.is_number(one)), mark.field.format, self._style
        )
        return Sum(" · ".join(words) or "Total", text, cell_mark(mark.field.id, row, row_mark(pivot)))

    def _all(self, field: AnswerField, shared: list[AnswerField], pivot: Pivot | None) -> dict[tuple[Any, ...], Held]:
        """The cells that have a figure, by the values of the dimensions that are shared."""
        wanted = (field.id, tuple(f.id for f in shared), pivot)
        if wanted not in self._groups:
            made: dict[tuple[Any, ...], set[tuple[int, Pivot]]] = defaultdict(set)
            pivots = [pivot] if pivot is not None else self._answer.pivots
            for place, row in enumerate(self._answer.rows):
                here = {(place, key) for key in pivots if value_of(field, row, key)}
                made[tuple(row.get(f.id) for f in shared)] |= here
            self._groups[wanted] = {values: frozenset(cells) for values, cells in made.items()}
        return self._groups[wanted]
