"""What can be wrong with a recurrence, said so that a person can mend it. PURE."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Callable
from datetime import time

from deliveries.cadence.clocks import MISSING, first_moment, zone_of
from deliveries.cadence.days import LONGEST
from deliveries.cadence.recurrence import FIELDS, LAST_DAY, MIDNIGHT, BadRecurrence, Kind, Recurrence

EVERY = {Kind.MINUTES: (5, 1440, "minutes"), Kind.HOURLY: (1, 24, "hours"), Kind.REFRESH: (1, 1440, "minutes")}


def check(recurrence: Recurrence) -> None:
    """Raises BadRecurrence for what can't be kept. That a single day is in the past is not looked at: no clock."""
    zone_of(recurrence.zone)
    for field in FIELDS[recurrence.kind]:
        _CHECKS[field](recurrence)


def _every(recurrence: Recurrence) -> None:
    low, high, unit = EVERY[recurrence.kind]
    if not low <= recurrence.every <= high:
        raise BadRecurrence("every", f"Every {recurrence.every} {unit} can't be; choose {low} to {high} {unit}.")


def _at(recurrence: Recurrence) -> None:
    _whole_minutes("at", recurrence.at)


def _start(recurrence: Recurrence) -> None:
    _whole_minutes("start", recurrence.start)


def _end(recurrence: Recurrence) -> None:
    """From midnight until midnight is the whole day; any other time until itself is a slip."""
    _whole_minutes("end", recurrence.end)
    if recurrence.start == recurrence.end != MIDNIGHT:
        at = f"{recurrence.end:%H:%M}"
        raise BadRecurrence(
            "end", f"From {at} until {at} leaves no time; choose another end, or 00:00 until 00:00 for the whole day."
        )


def _whole_minutes(field: str, value: time) -> None:
    if value.second or value.microsecond or value.tzinfo:
        raise BadRecurrence(field, f"{value} is not a time to the minute, such as 07:30.")


def _weekdays(recurrence: Recurrence) -> None:
    _chosen("weekdays", recurrence.weekdays, range(7), "a day of the week")
    if recurrence.kind is Kind.WEEKLY and len(set(recurrence.weekdays)) > 1:
        raise BadRecurrence("weekdays", "Weekly is one day of the week; for several choose specific days.")


def _months(recurrence: Recurrence) -> None:
    _chosen("months", recurrence.months, range(1, 13), "a month")


def _days(recurrence: Recurrence) -> None:
    _chosen("days", recurrence.days, (*range(1, 32), LAST_DAY), "a day of the month")
    if recurrence.kind is Kind.MONTHS and recurrence.months:
        for day in recurrence.days:
            _comes(day, recurrence.months)


def _comes(day: int, months: tuple[int, ...]) -> None:
    """Whether one of the chosen months has the day; that some lack it is no fault."""
    longest = max(LONGEST.get(month, 31) for month in months)
    if day > longest:
        named = " or ".join(f"{day} {month_name[month]}" for month in sorted(set(months)))
        choice = 28 if longest == LONGEST[2] else longest
        raise BadRecurrence("days", f"{named} never comes; choose {choice} or the last day.")


def _chosen(field: str, values: tuple[int, ...], allowed: range | tuple[int, ...], what: str) -> None:
    if not values:
        raise BadRecurrence(field, f"Choose {what}.")
    for value in values:
        if value not in allowed:
            raise BadRecurrence(field, f"{value} is not {what}.")


def _on(recurrence: Recurrence) -> None:
    """The day must come where the schedule lives: Samoa went from 29 to 31 December 2011."""
    if recurrence.on is None:
        raise BadRecurrence("on", "Choose the day on which it is sent.")
    if first_moment(zone_of(recurrence.zone), recurrence.on, recurrence.at) is MISSING:
        raise BadRecurrence("on", f"{recurrence.on} never came in {recurrence.zone}; choose another day.")


_CHECKS: dict[str, Callable[[Recurrence], None]] = {
    "every": _every,
    "at": _at,
    "start": _start,
    "end": _end,
    "weekdays": _weekdays,
    "days": _days,
    "months": _months,
    "on": _on,
}
