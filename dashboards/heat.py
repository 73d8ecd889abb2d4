"""Cohorts as a table of coloured cells. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from dashboards.cohort_faces import ACTIVE, Face, chosen, faces, matrix_of
from dashboards.cohorts import Cohort, CohortCell, CohortMatrix, Number
from explores.answer import Answer
from explores.formatting import formats
from explores.formatting.formats import Style
from explores.tables.marks import cell_mark, row_mark

Say = Callable[[Number | None, Fraction | None], str]


@dataclass(frozen=True)
class HeatCell:
    """One cell; without a ``text`` there is none. ``step`` is its colour, 1 to 9."""

    text: str = ""
    step: int = 0
    hatched: bool = False
    title: str = ""
    mark: str = ""  # the cell of the answer it stands for, as an attribute tells it; empty: it is none


@dataclass(frozen=True)
class HeatRow:
    """A line: its name, how many it is about, its cells."""

    name: str
    size: str
    cells: tuple[HeatCell, ...]
    mark: str = ""  # the whole cohort


@dataclass(frozen=True)
class HeatTable:
    """Everything the template needs. ``size_label`` says what the sizes are."""

    face: Face
    unit: str
    size_label: str
    columns: tuple[int, ...]
    rows: tuple[HeatRow, ...]
    average: HeatRow
    lowest: str
    highest: str
    unfinished: str  # "November": the month that is hatched; empty where none is
    beyond: int


def heat_table(answer: Answer, *, show: str, today: date) -> HeatTable:
    """The answer as cohorts; ``show`` names a face and a unit: ``active``, ``revenue.number``."""
    face, unit = chosen(show, faces(answer))
    found = matrix_of(answer, face, today=today)
    style = Style(currency=answer.currency)
    say = _sayer(face, unit, style)
    unfinished = any(cell.in_progress for cohort in found.cohorts for cell in cohort.cells if cell)
    return HeatTable(
        face=face,
        unit=unit,
        size_label="Month 0" if face.is_money else "Buyers",
        columns=tuple(found.months),
        rows=tuple(_marked(_row(cohort, face, say, style), cohort, answer, face) for cohort in found.cohorts),
        average=_average(found, face, say, style),
        lowest=percent(found.lowest),
        highest=percent(found.highest),
        unfinished=f"{today:%B}" if unfinished else "",
        beyond=found.beyond,
    )


def figure(value: Number, face: Face, style: Style) -> str:
    """A figure of a face: a count, or an amount with few digits."""
    return formats.compact(value, "money", style) if face.is_money else formats.count(int(value))


def percent(share: Fraction) -> str:
    """A share with its sign."""
    return formats.cell(float(share), "percent")


def _row(cohort: Cohort, face: Face, say: Say, style: Style) -> HeatRow:
    cells = tuple(_cell(cell, face, say, style) for cell in cohort.cells)
    return HeatRow(f"{cohort.month:%b %Y}", figure(cohort.size, face, style), cells)


def _marked(row: HeatRow, cohort: Cohort, answer: Answer, face: Face) -> HeatRow:
    """With what a click on its parts means; a figure that is run up stands in no cell of the answer."""
    month = answer.fields[0].id
    told = [cell_mark(face.field.id, row_mark([cohort.month, since]), "[]") for since in range(1, len(row.cells) + 1)]
    known = (replace(cell, mark=mark) if cell.text else cell for cell, mark in zip(row.cells, told, strict=True))
    cells = row.cells if face.running else tuple(known)
    return replace(row, cells=cells, mark=cell_mark(month, row_mark([cohort.month]), "[]"))


def _cell(cell: CohortCell | None, face: Face, say: Say, style: Style) -> HeatCell:
    if cell is None:
        return HeatCell()
    both = f"{_exactly(cell.value, face, style)}, {percent(cell.share)}" + ", in progress" * cell.in_progress
    return HeatCell(say(cell.value, cell.share), cell.step, cell.in_progress, both)


def _exactly(value: Number, face: Face, style: Style) -> str:
    if face.is_money:
        return formats.cell(value, "money", style)
    what = "buyer" if face.name == ACTIVE else "buyer so far"
    return f"{formats.count(int(value))} {what if value == 1 else what.replace('buyer', 'buyers')}"


def _average(found: CohortMatrix, face: Face, say: Say, style: Style) -> HeatRow:
    pairs = zip(found.behind, found.average, strict=True)
    cells = tuple(HeatCell(say(value, share)) for value, share in pairs)
    return HeatRow("All cohorts", figure(found.size, face, style), cells)


def _sayer(face: Face, unit: str, style: Style) -> Say:
    """How one cell reads in this unit."""

    def say(value: Number | None, share: Fraction | None) -> str:
        if value is None or share is None:
            return formats.NONE
        if unit == "both":
            return f"{figure(value, face, style)} · {percent(share)}"
        return figure(value, face, style) if unit == "number" else _bare(share)

    return say


def _bare(share: Fraction) -> str:
    """A percentage without its sign, which the page names."""
    return f"{float(share) * 100:.1f}"
