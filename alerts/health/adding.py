"""What the rows of a day come to, and the parts of a thing: each time anew, or once for a whole replay. PURE."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from alerts.health import slices
from alerts.health.facts import Version
from alerts.playbook.days import AdDay


class Adding:
    """Each time it is asked."""

    def day_of(self, day: date, rows: Sequence[Version], currency: str) -> AdDay:
        """Of the rows of one thing."""
        return slices.day_of(day, rows, currency)

    def together(self, day: date, parts: Sequence[AdDay]) -> AdDay:
        """Of the parts of one thing."""
        return slices.together(day, parts)


class AddingOnce(Adding):
    """Of the very same rows or parts once: from a moment to the next hardly any are others. In one currency."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, ...], tuple[Sequence[object], AdDay]] = {}

    def day_of(self, day: date, rows: Sequence[Version], currency: str) -> AdDay:
        """Of the rows of one thing."""
        return self._once(rows, lambda: slices.day_of(day, rows, currency))

    def together(self, day: date, parts: Sequence[AdDay]) -> AdDay:
        """Of the parts of one thing."""
        return self._once(parts, lambda: slices.together(day, parts))

    def _once(self, of: Sequence[object], add: Callable[[], AdDay]) -> AdDay:
        key = tuple(map(id, of))
        if key not in self._kept:
            self._kept[key] = of, add()  # they are kept too: an id is a thing's own only while it lives
        return self._kept[key][1]
