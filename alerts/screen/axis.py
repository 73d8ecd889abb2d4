"""The one axis on which costs of all rows stand, and where a row's own range lies on it. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10

from alerts.screen.amounts import rounded

WIDTH = 100  # px
BEYOND = 2.5  # times the target that the axis holds at least
ROUND = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
Number = Decimal | float


@dataclass(frozen=True)
class Scale:
    """From 0 to ``most``: money where all rows have one target in one currency, else times the target."""

    most: float
    target: float
    currency: str | None  # None: times the target

    @property
    def marks(self) -> tuple[tuple[float, str, str], ...]:
        """Place, text and anchor of each mark above the rows: zero, target, end."""
        target, end = ("target", f"{self.most:g}×") if self.currency is None else self._amounts
        zero = "0" if self.currency is None else rounded(0, self.currency)
        return ((0, zero, "start"), (self.place(self.target), target, "middle"), (WIDTH, end, "end"))

    @property
    def _amounts(self) -> tuple[str, str]:
        return rounded(self.target, self.currency or ""), rounded(self.most, self.currency or "")

    def place(self, value: float) -> float:
        """Where a value stands, in px; what lies beyond the axis stands at its end."""
        return round(min(max(value / self.most, 0.0), 1.0) * WIDTH, 1)


def scale(targets: Iterable[tuple[Number | None, str]]) -> Scale:
    """For rows with these targets and currencies."""
    found = {(float(target), currency) for target, currency in targets if target}
    if len(found) == 1:
        target, currency = found.pop()
        return Scale(_round_up(target * BEYOND), target, currency)
    return Scale(3.0, 1.0, None)


def _round_up(value: float) -> float:
    power = 10.0 ** floor(log10(value))
    return next(step * power for step in ROUND if step * power >= value * 0.999999)


@dataclass(frozen=True)
class Range:
    """A row's range on the axis, in px. ``over``: its cost lies beyond the end."""

    low: float
    width: float
    dot: float | None
    target: float
    over: bool
    said: str  # the same in words


@dataclass(frozen=True)
class Cost:
    """What is known of a row's cost per result: as it was, its likely range, and what it should be."""

    cost: Number | None
    low: Number | None
    high: Number | None
    target: Number | None


def range_of(on: Scale, of: Cost, said: str) -> Range | None:
    """None where there is neither a range nor a cost, or nothing to measure it by."""
    if not of.target or (of.low is None and of.cost is None):
        return None
    unit = 1.0 if on.currency is not None else float(of.target)
    low, high = (float(end if end is not None else of.cost or 0) / unit for end in (of.low, of.high))
    begin, end = on.place(low), on.place(high)
    cost = None if of.cost is None else float(of.cost) / unit
    over = cost is not None and cost > on.most
    dot = None if cost is None else on.place(cost)
    return Range(begin, round(end - begin, 1), dot, on.place(float(of.target) / unit), over, said)
