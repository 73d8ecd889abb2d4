"""On which days of the calendar a recurrence is due. PURE."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from deliveries.cadence.recurrence import LAST_DAY, Kind, Recurrence

LONGEST = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}  # days of the months that have fewer than 31, in their longest year
EVERY_DAY = tuple(range(7))
EVERY_MONTH = tuple(range(1, 13))


def due_days(recurrence: Recurrence, first: date, last: date) -> Iterator[date]:
    """The days between two, both included, each once and in order, of the kinds that are due at one time of the day."""
    match recurrence.kind:
        case Kind.DAILY:
            return _of_weeks(EVERY_DAY, first, last)
        case Kind.WEEKLY | Kind.DAYS:
            return _of_weeks(recurrence.weekdays, first, last)
        case Kind.MONTHLY:
            return _of_months(recurrence.days, EVERY_MONTH, first, last)
        case Kind.MONTHS:
            return _of_months(recurrence.days, recurrence.months, first, last)
        case Kind.ONCE if recurrence.on and first <= recurrence.on <= last:
            return iter((recurrence.on,))
    return iter(())


def _of_weeks(weekdays: tuple[int, ...], first: date, last: date) -> Iterator[date]:
    days = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    return (day for day in days if day.weekday() in weekdays)


def _of_months(days: tuple[int, ...], months: tuple[int, ...], first: date, last: date) -> Iterator[date]:
    for count in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = count // 12, count % 12 + 1
        if month in months:
            yield from (day for day in _of_month(days, year, month) if first <= day <= last)


def _of_month(days: tuple[int, ...], year: int, month: int) -> list[date]:
    """A day that the month lacks is its last: who asks for a report each month wants twelve a year."""
    longest = monthrange(year, month)[1]
    chosen = {longest if day == LAST_DAY else min(day, longest) for day in days}
    return [date(year, month, day) for day in sorted(chosen)]
