"""Two cohorts as lines, and as a table of the campaigns that reached those who came back. PURE."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from dashboards.cohort_faces import Face, matrix_of
from dashboards.cohorts import Cohort
from dashboards.heat import percent
from explores.answer import Answer, AnswerField, Row
from explores.charts.periods import as_period
from explores.formatting import formats

MOST = 120  # months since the first order
SHOWN = 12  # campaigns
SINCE = AnswerField("since", "Months since first order", "Months since first order", "dimension", "number", "integer")


def lines(answer: Answer, face: Face, unit: str, months: Sequence[date], today: date) -> Answer:
    """An answer with a column for each cohort, a row for each whole month since the first order."""
    known = {cohort.month: cohort for cohort in matrix_of(answer, face, today=today, most=MOST).cohorts}
    drawn = [known[month] for month in months if month in known]
    width = max((_finished(cohort) for cohort in drawn), default=0)
    rows = [_row(since, drawn, unit) for since in range(1, width + 1)]
    fields = (SINCE, *(_column(cohort, face, unit) for cohort in drawn))
    return replace(answer, fields=fields, rows=rows, totals=None, notes=(), filled=(), fills=(), cuts=())


def _finished(cohort: Cohort) -> int:
    """How many months of a cohort are over."""
    return sum(1 for cell in cohort.cells if cell and not cell.in_progress)


def _row(since: int, drawn: Sequence[Cohort], unit: str) -> Row:
    cells = {f"{cohort.month:%Y-%m}": cohort.cells[since - 1] for cohort in drawn}
    return {SINCE.id: since} | {
        name: None if cell is None or cell.in_progress else (cell.value if unit == "number" else float(cell.share))
        for name, cell in cells.items()
    }


def _column(cohort: Cohort, face: Face, unit: str) -> AnswerField:
    name = f"{cohort.month:%b %Y}"
    format_name = face.field.format if unit == "number" else "percent"
    return AnswerField(f"{cohort.month:%Y-%m}", name, name, "measure", "number", format_name)


@dataclass(frozen=True)
class Reached:
    """One campaign: for each cohort how many returning customers it had reached, and their share."""

    name: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Campaigns:
    """The campaigns that reached most, of all that reached any; ``heads`` names each cohort and its customers."""

    heads: tuple[tuple[str, str], ...]
    rows: tuple[Reached, ...]
    total: int


def campaigns(answer: Answer, months: Sequence[date], returning: Sequence[int]) -> Campaigns:
    """From an answer with campaign, first-order month and returning customers reached."""
    campaign, month, people = answer.fields[:3]
    found: dict[str, dict[date, int]] = {}
    for row in answer.rows:
        when = as_period(row[month.id], month.timeframe)
        if row[campaign.id] is not None and when is not None and when in months and row[people.id]:
            found.setdefault(str(row[campaign.id]), {})[when] = int(row[people.id])
    first = sorted(found, key=lambda name: (-max(found[name].values()), name))[:SHOWN]
    rows = (Reached(name, tuple(map(_share, (found[name].get(m, 0) for m in months), returning))) for name in first)
    heads = ((f"{each:%b %Y}", formats.count(size)) for each, size in zip(months, returning, strict=True))
    return Campaigns(tuple(heads), tuple(rows), len(found))


def _share(reached: int, everyone: int) -> tuple[str, str]:
    return formats.count(reached), percent(Fraction(reached, everyone)) if everyone else formats.NONE
