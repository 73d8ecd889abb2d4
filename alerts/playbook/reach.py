"""How many people a window reached, and how often: known, or between bounds that are certain. PURE.

Daily reach can't be added up: the same people come again. But a window reached at least as many as its best day, and at
most the sum of its days. So impressions over the sum of daily reach (the mean of the daily frequencies, weighted by
reach) is the least that the frequency of the window can be.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from alerts.playbook.days import Table
from alerts.playbook.windows import Window


@dataclass(frozen=True)
class Bounds:
    """What a figure is at least and at most; equal where it is known."""

    low: Decimal
    high: Decimal

    @property
    def known(self) -> bool:
        """Whether the platform gave the figure itself."""
        return self.low == self.high


def reach(table: Table, seen: Window) -> Bounds:
    """People reached in a window whose days all say their reach, or whose own reach is known."""
    if (people := table.window_reach.get(seen.span)) is not None:
        return Bounds(Decimal(people), Decimal(people))
    daily = [value for value in seen.column("reach") if value is not None]
    return Bounds(max(daily, default=Decimal(0)), sum(daily, Decimal(0)))


def frequency(table: Table, seen: Window) -> Bounds | None:
    """Impressions over reach. None where nobody was reached."""
    people, shown = reach(table, seen), seen.total("impressions")
    return Bounds(shown / people.high, shown / people.low) if people.low else None
