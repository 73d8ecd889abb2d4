"""First-purchase cohorts: who came back in which month after their first order. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

STEPS = 9  # of the sequential ramp


@dataclass(frozen=True)
class CohortCell:
    """Buyers of one cohort who ordered again in one later month. ``step`` is its place on the ramp, 1 to 9."""

    buyers: int
    share: Fraction  # of the cohort
    in_progress: bool  # that month is not over: shown, and left out of the average
    step: int = 1


@dataclass(frozen=True)
class Cohort:
    """The buyers whose first order fell in one month; ``cells[n - 1]`` is n months later, None: not there yet."""

    month: date
    size: int
    in_progress: bool
    cells: tuple[CohortCell | None, ...]


@dataclass(frozen=True)
class CohortMatrix:
    """All cohorts. ``average[n - 1]`` is weighted by cohort size, over finished months only; None: none is finished."""

    cohorts: tuple[Cohort, ...]
    size: int
    average: tuple[Fraction | None, ...]
    returned: tuple[int | None, ...]  # buyers behind each average
    lowest: Fraction
    highest: Fraction
    beyond: int  # months since the first order that have no column any more

    @property
    def months(self) -> range:
        """Months since the first order that have a column."""
        return range(1, len(self.average) + 1)


def matrix(rows: Iterable[tuple[date, int, int]], *, today: date, most: int = 12) -> CohortMatrix:
    """From (month of first order, months since, buyers) rows, in any order.

    Months since 0 gives a cohort's size. A pair without a row is a month in which nobody came back. The month that
    holds ``today`` is in progress; later ones are not there yet. ``most`` months have a column; ``beyond`` says how
    many more there are.
    """
    known = {(_number(month), since): buyers for month, since, buyers in rows}
    sizes = {
        month: known[month, 0] for month in sorted({month for month, since in known if since == 0}) if known[month, 0]
    }
    now = _number(today)
    reached = max((now - month for month in sizes), default=0)
    width = max(0, min(reached, most))
    cells = {month: _cells(month, size, known, width, now) for month, size in sizes.items()}
    shares = [cell.share for row in cells.values() for cell in row if cell]
    low, high = min(shares, default=Fraction(0)), max(shares, default=Fraction(0))
    cohorts = tuple(
        Cohort(_date(month), size, month == now, tuple(_stepped(cell, low, high) for cell in cells[month]))
        for month, size in sizes.items()
    )
    averages = [_average(cohorts, place) for place in range(width)]
    returned, average = tuple(found[0] for found in averages), tuple(found[1] for found in averages)
    return CohortMatrix(cohorts, sum(sizes.values()), average, returned, low, high, max(0, reached - width))


def _cells(month: int, size: int, known: dict[tuple[int, int], int], width: int, now: int) -> list[CohortCell | None]:
    cells: list[CohortCell | None] = []
    for since in range(1, width + 1):
        buyers = known.get((month, since), 0)
        there = month + since <= now
        cells.append(CohortCell(buyers, Fraction(buyers, size), month + since == now) if there else None)
    return cells


def _stepped(cell: CohortCell | None, low: Fraction, high: Fraction) -> CohortCell | None:
    if cell is None:
        return None
    part = (cell.share - low) / (high - low) if high > low else Fraction(0)
    return CohortCell(cell.buyers, cell.share, cell.in_progress, min(STEPS, int(part * STEPS) + 1))


def _average(cohorts: Iterable[Cohort], place: int) -> tuple[int | None, Fraction | None]:
    finished = [
        (cohort.size, cell.buyers) for cohort in cohorts if (cell := cohort.cells[place]) and not cell.in_progress
    ]
    if not finished:
        return None, None
    buyers = sum(returned for _, returned in finished)
    return buyers, Fraction(buyers, sum(size for size, _ in finished))


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _date(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
