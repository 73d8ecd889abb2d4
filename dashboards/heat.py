"""Cohorts as a table of coloured cells. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from dashboards.cohorts import Cohort, CohortCell, CohortMatrix, matrix
from explores.answer import Answer
from explores.charts.periods import as_period
from explores.formatting import formats

SHOWS = {"share": "Ordered again", "buyers": "Buyers", "table": "Table"}


@dataclass(frozen=True)
class HeatCell:
    """One cell; without a ``text`` there is none. ``step`` is its colour, 1 to 9."""

    text: str = ""
    step: int = 0
    hatched: bool = False
    title: str = ""


@dataclass(frozen=True)
class HeatRow:
    """A line: its name, how many it is about, its cells."""

    name: str
    size: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class HeatTable:
    """Everything the template needs."""

    show: str
    columns: tuple[int, ...]
    rows: tuple[HeatRow, ...]
    average: HeatRow
    lowest: str
    highest: str
    unfinished: str  # "November": the month that is hatched; empty where none is
    beyond: int


def cohort_rows(answer: Answer) -> list[tuple[date, int, int]]:
    """(month of first order, months since, buyers) from an answer with these three fields, in this order."""
    month, since, buyers = answer.fields[:3]
    found = []
    for row in answer.rows:
        when = as_period(row.get(month.id), month.timeframe)
        if when is not None and row.get(since.id) is not None:
            found.append((when, int(row[since.id]), int(row.get(buyers.id) or 0)))
    return found


def heat_table(answer: Answer, *, show: str, today: date) -> HeatTable:
    """The answer as cohorts; ``show`` is one of SHOWS."""
    found = matrix(cohort_rows(answer), today=today)
    unfinished = any(cell.in_progress for cohort in found.cohorts for cell in cohort.cells if cell)
    return HeatTable(
        show=show,
        columns=tuple(found.months),
        rows=tuple(_row(cohort, show) for cohort in found.cohorts),
        average=_average(found, show),
        lowest=_percent(found.lowest),
        highest=_percent(found.highest),
        unfinished=f"{today:%B}" if unfinished else "",
        beyond=found.beyond,
    )


def _row(cohort: Cohort, show: str) -> HeatRow:
    name = f"{cohort.month:%b %Y}"
    return HeatRow(name, formats.count(cohort.size), tuple(_cell(cell, show) for cell in cohort.cells))


def _cell(cell: CohortCell | None, show: str) -> HeatCell:
    if cell is None:
        return HeatCell()
    noun = "buyer" if cell.buyers == 1 else "buyers"
    both = f"{formats.count(cell.buyers)} {noun}, {_percent(cell.share)}" + ", in progress" * cell.in_progress
    return HeatCell(_said(cell.buyers, cell.share, show), cell.step, cell.in_progress, both)


def _average(found: CohortMatrix, show: str) -> HeatRow:
    pairs = zip(found.returned, found.average, strict=True)
    cells = tuple(HeatCell(_said(buyers, share, show)) for buyers, share in pairs)
    return HeatRow("All cohorts", formats.count(found.size), cells)


def _said(buyers: int | None, share: Fraction | None, show: str) -> str:
    if buyers is None or share is None:
        return formats.NONE
    if show == "table":
        return f"{formats.count(buyers)} · {_percent(share)}"
    return formats.count(buyers) if show == "buyers" else _bare(share)


def _bare(share: Fraction) -> str:
    """A percentage without its sign, which the title names."""
    return f"{float(share) * 100:.1f}"


def _percent(share: Fraction) -> str:
    return formats.cell(float(share), "percent")
