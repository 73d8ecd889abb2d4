"""First-purchase cohorts: what they did in which month after their first order, in all and as a share. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

STEPS = 9  # of the sequential ramp
Number = int | Decimal


@dataclass(frozen=True)
class CohortCell:
    """A figure of one cohort in one later month: buyers, orders, revenue. ``step`` is its place on the ramp, 1 to 9."""

    value: Number
    share: Fraction  # of the cohort's size
    in_progress: bool  # that month is not over: shown, and left out of the average
    step: int = 1


@dataclass(frozen=True)
class Cohort:
    """The buyers whose first order fell in one month; ``cells[n - 1]`` is n months later, None: not there yet."""

    month: date
    size: Number  # of its first month
    in_progress: bool
    cells: tuple[CohortCell | None, ...]


@dataclass(frozen=True)
class CohortMatrix:
    """All cohorts. ``average[n - 1]`` is weighted by cohort size, over finished months only; None: none is finished."""

    cohorts: tuple[Cohort, ...]
    size: Number
    average: tuple[Fraction | None, ...]
    behind: tuple[Number | None, ...]  # the figure of which each average is the share
    lowest: Fraction
    highest: Fraction
    beyond: int  # months since the first order that have no column any more

    @property
    def months(self) -> range:
        """Months since the first order that have a column."""
        return range(1, len(self.average) + 1)


def matrix(
    rows: Iterable[tuple[date, int, Number]],
    *,
    today: date,
    most: int = 12,
    sizes: Mapping[date, Number] | None = None,
    running: bool = False,
) -> CohortMatrix:
    """From (month of first order, months since, figure) rows, in any order.

    The figure of months since 0 is a cohort's size, unless ``sizes`` gives it. A pair without a row is a month in which
    nothing happened. The month that holds ``today`` is in progress; later ones are not there yet. ``running``: a cell
    holds all that happened from month 0 up to its own. ``most`` months have a column; ``beyond`` says how many more
    there are.
    """
    known = {(_number(month), since): figure for month, since, figure in rows}
    given = {_number(month): size for month, size in sizes.items()} if sizes is not None else _firsts(known)
    size_of = {month: given[month] for month in sorted(given) if given[month] > 0}
    now = _number(today)
    reached = max((now - month for month in size_of), default=0)
    width = max(0, min(reached, most))
    figures = {month: _figures(month, known, width, running) for month in size_of}
    cells = {month: _cells(figures[month], size, month, now) for month, size in size_of.items()}
    shares = [cell.share for row in cells.values() for cell in row if cell]
    low, high = min(shares, default=Fraction(0)), max(shares, default=Fraction(0))
    cohorts = tuple(
        Cohort(_date(month), size, month == now, tuple(_stepped(cell, low, high) for cell in cells[month]))
        for month, size in size_of.items()
    )
    averages = [_average(cohorts, place) for place in range(width)]
    behind, average = tuple(found[0] for found in averages), tuple(found[1] for found in averages)
    return CohortMatrix(cohorts, sum(size_of.values()), average, behind, low, high, max(0, reached - width))


def _firsts(known: Mapping[tuple[int, int], Number]) -> dict[int, Number]:
    return {month: figure for (month, since), figure in known.items() if since == 0}


def _figures(month: int, known: Mapping[tuple[int, int], Number], width: int, running: bool) -> list[Number]:
    """Of months 1 to ``width`` since the first."""
    single = [known.get((month, since), 0) for since in range(width + 1)]
    return (list(accumulate(single)) if running else single)[1:]


def _cells(figures: Sequence[Number], size: Number, month: int, now: int) -> list[CohortCell | None]:
    return [
        CohortCell(value, Fraction(value) / Fraction(size), month + since == now) if month + since <= now else None
        for since, value in enumerate(figures, 1)
    ]


def _stepped(cell: CohortCell | None, low: Fraction, high: Fraction) -> CohortCell | None:
    if cell is None:
        return None
    part = (cell.share - low) / (high - low) if high > low else Fraction(0)
    return replace(cell, step=min(STEPS, int(part * STEPS) + 1))


def _average(cohorts: Iterable[Cohort], place: int) -> tuple[Number | None, Fraction | None]:
    finished = [
        (cohort.size, cell.value) for cohort in cohorts if (cell := cohort.cells[place]) and not cell.in_progress
    ]
    if not finished:
        return None, None
    value = sum(figure for _, figure in finished)
    return value, Fraction(value) / Fraction(sum(size for size, _ in finished))


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _date(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
