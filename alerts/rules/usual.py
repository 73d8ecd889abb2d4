"""What a figure usually is, learned from those before it: robust against the odd ones, by day of the week. PURE.

The middle is the median, the spread the median distance from it, scaled so that it is the standard deviation where
figures are spread normally. Days of a week differ in most shops, so a Tuesday is compared with Tuesdays where there are
enough of them. One wild day moves neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from statistics import median

from alerts.rules.condition import Usual

LEAST = 8  # earlier figures, before anything is called usual
LEAST_WEEKDAYS = 4  # of the same weekday, before they are taken alone
MOST = 13 * 7  # how many earlier rows count: a quarter of days
NORMAL = Decimal("1.4826")  # the median distance, of normally spread figures, times this is their deviation
LEAST_SPREAD = Decimal("0.02")  # of the middle: figures that never moved are not unusual for moving a little
TINY = Decimal("1e-9")


def usual(before: Sequence[tuple[str, Decimal]], at: str) -> Usual | None:
    """What is usual at the time ``at``, from the (time, figure) rows before it, oldest first. None: too few."""
    recent = before[-MOST:]
    weekday = _weekday(at)
    same = [figure for time, figure in recent if weekday is not None and _weekday(time) == weekday]
    by_weekday = len(same) >= LEAST_WEEKDAYS
    figures = same if by_weekday else [figure for _, figure in recent]
    if len(recent) < LEAST:
        return None
    middle = median(figures)
    return Usual(middle, _spread(figures, middle), len(figures), by_weekday)


def _spread(figures: Sequence[Decimal], middle: Decimal) -> Decimal:
    distance = median([abs(figure - middle) for figure in figures])
    return max(distance * NORMAL, abs(middle) * LEAST_SPREAD, TINY)


@lru_cache(maxsize=4096)  # the same days stand in every series
def _weekday(time: str) -> int | None:
    """Of a day; None for hours, weeks and months, which have no weekday of their own."""
    try:
        return date.fromisoformat(time).weekday() if len(time) == len("2026-11-20") else None
    except ValueError:
        return None
