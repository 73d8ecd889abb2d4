"""Which days a signal looks at, and what is missing among them. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from alerts.playbook.days import AdDay, Span, Table

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Window:
    """Days from ``first`` to ``last``; ``short`` where it began later than was asked for."""

    first: date
    last: date
    days: tuple[AdDay, ...]
    late: tuple[date, ...]
    short: bool

    @property
    def span(self) -> Span:
        """First and last day."""
        return self.first, self.last

    @property
    def length(self) -> int:
        """How many days it holds, missing ones too."""
        return max(0, (self.last - self.first).days + 1)

    def column(self, name: str) -> list[Decimal | None]:
        """A figure of each day that has a row."""
        return [day.figure(name) for day in self.days]

    def total(self, name: str) -> Decimal:
        """The sum over all days. Raises ValueError where a day is missing or does not say: ask ``lack`` before."""
        values = [value for value in self.column(name) if value is not None]
        if len(values) < self.length:
            raise ValueError(f"{name} is not known on each day from {self.first} to {self.last}.")
        return sum(values, Decimal(0))

    def unsaid(self, name: str) -> tuple[date, ...]:
        """Days that have a row which does not say the figure."""
        return tuple(day.day for day in self.days if getattr(day, name) is None)


def window(table: Table, length: int, today: date, back: int = 0) -> Window:
    """So many complete days, the last of them yesterday, or ``back`` days earlier. Today is left out."""
    last = today - (back + 1) * DAY
    first = last - (length - 1) * DAY
    return between(table, first, last)


def between(table: Table, first: date, last: date) -> Window:
    """The days between two, both included, as far as it existed and the normal is the present one."""
    begins = table.begins
    start = max(first, begins) if begins else first
    days = tuple(day for day in table.days if start <= day.day <= last and not is_late(table, day.day))
    here = {day.day for day in days}
    wanted = (start + number * DAY for number in range((last - start).days + 1))
    return Window(start, last, days, tuple(day for day in wanted if day not in here), start > first)


def is_late(table: Table, day: date) -> bool:
    """Whether the figures of a day are still to come, or not yet whole."""
    return day > table.complete_through or day in table.late


def halves(table: Table, length: int, today: date) -> tuple[Window, Window, Window]:
    """Twice so many days as a whole, and as the earlier and the later half."""
    return window(table, 2 * length, today), window(table, length, today, length), window(table, length, today)
