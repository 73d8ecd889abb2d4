"""One condition on one figure: what breaches it. PURE."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Figure = Decimal | None  # None: the question has no figure there; never zero


class Op(StrEnum):
    """How a figure is compared; the value is what is kept, ``words`` says it to people."""

    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"
    EQUAL = "equal"
    BETWEEN = "between"
    OUTSIDE = "outside"
    CHANGES = "changes"
    INCREASES = "increases"
    DECREASES = "decreases"
    NO_DATA = "no_data"
    UNUSUAL = "unusual"


RANGES = frozenset({Op.BETWEEN, Op.OUTSIDE})
MOVES = frozenset({Op.CHANGES, Op.INCREASES, Op.DECREASES})  # against the figure before
BARE = frozenset({Op.NO_DATA})  # take no threshold


@dataclass(frozen=True)
class Condition:
    """``value`` is the threshold in the field's own unit (0.002 where the screen shows 0.2 %); of UNUSUAL how many
    usual spreads away. ``upper`` closes a range; both ends belong to it. ``percent``: a move is counted in hundredths
    of the figure before."""

    field: str
    op: Op
    value: Decimal = Decimal(0)
    upper: Decimal = Decimal(0)
    percent: bool = False


@dataclass(frozen=True)
class Usual:
    """What a figure usually is: its middle, and how far from it such figures usually lie (never zero)."""

    middle: Decimal
    spread: Decimal
    points: int  # earlier figures it was learned from
    weekday: bool  # whether from those of the same day of the week alone

    def distance(self, figure: Decimal) -> Decimal:
        """How many spreads the figure lies from the middle; below it, negative."""
        return (figure - self.middle) / self.spread


def breached(condition: Condition, figure: Figure, before: Figure = None, usual: Usual | None = None) -> bool | None:
    """Whether the figure breaches the condition; None: it can't be said, for want of a figure to look at.

    ``before`` is the figure of the row (or of the check) before, ``usual`` what such figures are.
    """
    if condition.op == Op.NO_DATA:
        return figure is None
    if figure is None:
        return None
    if condition.op == Op.UNUSUAL:
        return None if usual is None else abs(usual.distance(figure)) > condition.value
    if condition.op in MOVES:
        return _moved(condition, figure, before)
    return _compared(condition, figure)


def _compared(condition: Condition, figure: Decimal) -> bool:
    if condition.op in RANGES:
        return (condition.value <= figure <= condition.upper) == (condition.op == Op.BETWEEN)
    return _COMPARES[condition.op](figure, condition.value)


_COMPARES: dict[Op, Callable[[Decimal, Decimal], bool]] = {
    Op.ABOVE: operator.gt,
    Op.AT_LEAST: operator.ge,
    Op.BELOW: operator.lt,
    Op.AT_MOST: operator.le,
    Op.EQUAL: operator.eq,
}


def moved(condition: Condition, figure: Decimal, before: Figure) -> Decimal | None:
    """By how much it moved, in the condition's unit. None: nothing to measure from, or a share of nothing."""
    if before is None or (condition.percent and before == 0):
        return None
    step = figure - before
    return step * 100 / abs(before) if condition.percent else step


def _moved(condition: Condition, figure: Decimal, before: Figure) -> bool | None:
    step = moved(condition, figure, before)
    if step is None:
        return None
    if condition.op == Op.CHANGES:
        return abs(step) >= condition.value
    return (step if condition.op == Op.INCREASES else -step) >= condition.value
