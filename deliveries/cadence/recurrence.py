"""How often something is sent: the value that a schedule keeps. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

MIDNIGHT = time(0)
LAST_DAY = -1  # among ``days``: the last of the month
DAY = 24 * 60  # minutes


class Kind(StrEnum):
    """The ways in which something recurs."""

    MINUTES = "minutes"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    DAYS = "days"  # chosen days of the week
    MONTHS = "months"  # chosen months
    ONCE = "once"
    REFRESH = "refresh"  # when data has been refreshed


GRIDS = (Kind.MINUTES, Kind.HOURLY)  # several times a day, from start until end

FIELDS: dict[Kind, tuple[str, ...]] = {
    Kind.MINUTES: ("every", "start", "end"),
    Kind.HOURLY: ("every", "start", "end"),
    Kind.DAILY: ("at",),
    Kind.WEEKLY: ("at", "weekdays"),
    Kind.MONTHLY: ("at", "days"),
    Kind.DAYS: ("at", "weekdays"),
    Kind.MONTHS: ("at", "days", "months"),
    Kind.ONCE: ("at", "on"),
    Kind.REFRESH: ("every",),
}
"""What each kind looks at beside its zone; the other fields of a recurrence mean nothing to it."""


class BadRecurrence(ValueError):
    """A recurrence that can't be kept. ``field`` names the field to mend, ``message`` says how."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Recurrence:
    """When something is sent, by the clocks of ``zone``. ``FIELDS`` says which fields count for which kind."""

    kind: Kind
    zone: str  # IANA
    every: int = 1  # minutes or hours from one to the next; of a refresh: minutes apart at least
    at: time = time(6)  # to the minute
    start: time = MIDNIGHT
    end: time = MIDNIGHT  # excluded; not after the start: on the next day, so 00:00 is midnight
    weekdays: tuple[int, ...] = ()  # 0 is Monday
    days: tuple[int, ...] = ()  # of the month: 1 to 31, LAST_DAY
    months: tuple[int, ...] = ()  # 1 to 12
    on: date | None = None

    @property
    def step(self) -> int:
        """Minutes from one time of the day to the next, of the kinds that come several times a day."""
        return self.every * (60 if self.kind is Kind.HOURLY else 1)

    @property
    def window(self) -> range:
        """The times of the day from start until end as minutes after midnight; 1440 and more are the next day's."""
        first, last = minutes(self.start), minutes(self.end)
        return range(first, last if last > first else last + DAY, self.step)


def minutes(of: time) -> int:
    """Minutes after midnight."""
    return of.hour * 60 + of.minute
