"""An answer read for kinds without the usual axes: its dimensions, columns of figures, and parts. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from explores.answer import Answer, AnswerField, Row
from explores.charts.cells import Mark, Pivot, cell, value_of
from explores.charts.periods import as_period, instant
from explores.charts.picture import WrongShape
from explores.charts.words import counted, listed
from explores.formatting import formats
from explores.formatting.formats import Style

T = TypeVar("T")
LEAST, MOST = 1e-100, 1e100  # nearer to nothing, or larger, sums and squares would leave what a machine can hold


@dataclass(frozen=True)
class Column:
    """One measure, or one pivot value of it, down the rows of the answer."""

    name: str
    field: AnswerField
    values: list[float | None]
    texts: list[str]
    marks: list[Mark]  # what each stands for

    @property
    def there(self) -> list[float]:
        """The values that are not missing."""
        return [value for value in self.values if value is not None]


@dataclass(frozen=True)
class Part:
    """One figure with its name."""

    name: str
    value: float | None
    text: str
    mark: Mark = None


def dimensions(answer: Answer) -> list[AnswerField]:
    """The dimensions that are rows, not columns."""
    return [f for f in answer.fields if f.kind == "dimension" and not f.pivoted]


def measures(answer: Answer) -> list[AnswerField]:
    """Measures and calculations that are numbers."""
    return [f for f in answer.fields if f.kind != "dimension" and formats.is_numeric(f.format)]


def unfilled(answer: Answer) -> Answer:
    """The answer without the rows that were filled in: they hold a place on an axis and no figure."""
    if not answer.filled:
        return answer
    filled = set(answer.filled)
    kept = [row for place, row in enumerate(answer.rows) if place not in filled]
    return replace(answer, rows=kept, filled=())


def text(row: Row, field: AnswerField, style: Style) -> str:
    """One cell, as the table writes it."""
    return formats.cell(row.get(field.id), field.format, style, timeframe=field.timeframe)


def names(answer: Answer, style: Style) -> list[str]:
    """What each row is called: its dimensions, with dots between them."""
    named = dimensions(answer)
    return [" · ".join(text(row, f, style) for f in named) for row in answer.rows]


def pivot_names(answer: Answer, style: Style) -> list[str]:
    """What each pivot column is called."""
    pivoted = [f for f in answer.fields if f.pivoted]
    return [
        " · ".join(
            formats.cell(part, f.format, style, timeframe=f.timeframe) for part, f in zip(pivot, pivoted, strict=False)
        )
        for pivot in answer.pivots
    ]


def columns(answer: Answer, style: Style) -> list[Column]:
    """Every column of figures, leftmost first; a pivoted measure has one for each pivot value."""
    figures = measures(answer)
    if not any(f.pivoted for f in answer.fields):
        return [column(f.short_label, f, answer, style) for f in figures]
    called = pivot_names(answer, style)
    spread = [
        column(f"{name} · {f.short_label}" if len(figures) > 1 else name, f, answer, style, pivot)
        for f in figures
        if f.by_pivot
        for pivot, name in zip(answer.pivots, called, strict=True)
    ]
    return spread + [column(f.short_label, f, answer, style) for f in figures if not f.by_pivot]


def column(name: str, field: AnswerField, answer: Answer, style: Style, pivot: Pivot = ()) -> Column:
    """Values with their texts; what is no finite number is missing. Raises WrongShape for what no axis can hold."""
    values = [value_of(field, row, pivot) for row in answer.rows]
    if any(formats.is_number(value) and value and not LEAST < abs(value) < MOST for value in values):
        raise WrongShape(f"{name} has figures of more than a hundred digits; they cannot be drawn.")
    decimals = formats.column_decimals(values, field.format)
    return Column(
        name,
        field,
        [float(value) if formats.is_number(value) else None for value in values],
        [formats.cell(value, field.format, style, decimals=decimals) for value in values],
        [cell(field, row, pivot) for row in answer.rows],
    )


def parts(answer: Answer, style: Style, needs: str, way: str = "automatic") -> tuple[Column, list[Part], list[str]]:
    """The figures of a kind that takes a dimension and a measure, or one row of measures; and notes.

    ``way``: rows, columns (of the first row), or automatic: columns where there is but one row of several. The Column
    is the first, which tells the format. Raises WrongShape with ``needs``.
    """
    found = columns(answer, style)
    if not found or not answer.rows:
        raise WrongShape(needs)
    if way == "columns" or (way == "automatic" and len(found) > 1 and _one_row(answer)):
        more = len(answer.rows) - 1
        notes = [f"The first of {formats.count(more + 1, style)} rows is drawn."] if more else []
        return found[0], [Part(one.name, one.values[0], one.texts[0], one.marks[0]) for one in found], notes
    first = found[0]
    if not dimensions(answer) and len(found) > 1:
        raise WrongShape(needs)
    others = listed([one.name for one in found[1:]])
    named = names(answer, style) if dimensions(answer) else [first.name] * len(answer.rows)
    made = [Part(*one) for one in zip(named, first.values, first.texts, first.marks, strict=True)]
    return first, made, [f"{others} not drawn; one measure is."] if others else []


def _one_row(answer: Answer) -> bool:
    return len(answer.rows) == 1 or not dimensions(answer)


def in_time(answer: Answer) -> Answer:
    """The answer with its rows in the order of time, where its one dimension is a date in every row."""
    named = dimensions(answer)
    if len(named) != 1 or not (named[0].timeframe or named[0].type in {"date", "timestamp"}):
        return answer
    dated = [(as_period(row.get(named[0].id), named[0].timeframe), row) for row in answer.rows]
    there = [(instant(when), place, row) for place, (when, row) in enumerate(dated) if when is not None]
    return replace(answer, rows=[row for _, _, row in sorted(there)]) if len(there) == len(dated) else answer


def without(kept: Callable[[float], bool], found: list[Part], why: str, notes: list[str]) -> list[Part]:
    """The parts whose figure is there and passes; the others are counted in ``notes``."""
    there = [part for part in found if part.value is not None and kept(part.value)]
    lost = len(found) - len(there)
    if lost:
        notes.append(f"{counted(lost, 'value')} {why}.")
    return there


def capped(found: list[T], most: int, what: str, notes: list[str], style: Style) -> list[T]:
    """At most so many, and a note where there are more."""
    if len(found) > most:
        notes.append(f"The first {most} of {formats.count(len(found), style)} {what} are drawn; the table has all.")
    return found[:most]


def ends(found: list[Part]) -> str:
    """The largest and the smallest, in words."""
    there = [part for part in found if part.value is not None]
    if not there:
        return "All values are missing."
    high, low = max(there, key=lambda part: part.value or 0), min(there, key=lambda part: part.value or 0)
    if high.value == low.value:
        return f"{'All are' if len(there) > 1 else f'{high.name} is'} {high.text}."
    return f"{high.name} is highest at {high.text}, {low.name} lowest at {low.text}."
