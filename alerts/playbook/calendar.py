"""Calendar rules: what should run on which days of the account's zone, and when that next changes. PURE.

``wanted(rule, now, zone)`` is the whole truth of a moment; whoever acts compares it with what runs and mends the
difference. So nothing is lost while nothing was looking, and doing it twice does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from deliveries.cadence.clocks import clamped, first_moment, local, zone_of
from deliveries.cadence.recurrence import MIDNIGHT

WEEK = 7
DAY = timedelta(days=1)
LEAP_CYCLE = 9  # years: 29 February of a yearly window comes again within 8
LAST_YEAR = 9000  # beyond it nothing is planned


class BadCalendar(ValueError):
    """A calendar rule that cannot be kept. The message says what to do."""


class During(StrEnum):
    """What happens on the days that a rule names. On all other days it is the other way round."""

    RUN = "run"
    PAUSE = "pause"


@dataclass(frozen=True)
class Dates:
    """From a day to another, both included. ``yearly``: in every year; then it may wrap the new year."""

    first: date
    last: date
    yearly: bool = False

    def __contains__(self, day: date) -> bool:
        if not self.yearly:
            return self.first <= day <= self.last
        begin, end, this = (_of_year(each) for each in (self.first, self.last, day))
        return begin <= this <= end if begin <= end else this >= begin or this <= end


@dataclass(frozen=True)
class Successor:
    """The campaign that comes after: ``starts`` by itself when the dates are over, or is only named to people."""

    campaign: str
    starts: bool = False


@dataclass(frozen=True)
class CalendarRule:
    """Days on which a campaign runs, or pauses: those of the dates (any, where there are none) on the weekdays.

    ``weekdays``: 0 is Monday. Raises BadCalendar for what can't be kept.
    """

    during: During
    dates: tuple[Dates, ...] = ()
    weekdays: frozenset[int] = frozenset(range(WEEK))
    successor: Successor | None = None

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= set(range(WEEK)):
            raise BadCalendar("Choose at least one day of the week, from 0 (Monday) to 6 (Sunday).")
        if not self.dates and len(self.weekdays) == WEEK:
            raise BadCalendar("Choose dates or days of the week; without either it would never change.")
        for each in self.dates:
            _check(each)
        if self.successor and not self._ends:
            raise BadCalendar("A successor starts when dates are over; give it dates that do not come every year.")

    @property
    def _ends(self) -> bool:
        return self.during is During.RUN and bool(self.dates) and not any(each.yearly for each in self.dates)

    def names(self, day: date) -> bool:
        """Whether the day is one of its days."""
        return day.weekday() in self.weekdays and (not self.dates or any(day in each for each in self.dates))

    def over(self, day: date) -> bool:
        """Whether its dates have passed for good."""
        return self._ends and day > max(each.last for each in self.dates)


@dataclass(frozen=True)
class Wanted:
    """What should be on. ``successor`` is None while nothing is asked of it."""

    campaign: bool
    successor: bool | None = None


def wanted(rule: CalendarRule, now: datetime, zone: str) -> Wanted:
    """What should be on at a moment (aware), by the days of a zone (IANA name). Raises BadRecurrence for the zone."""
    return _on(rule, day_of(now, zone))


def all_want(rules: Sequence[CalendarRule], now: datetime, zone: str) -> bool:
    """Whether a campaign with several rules should be on: only if each says so, for a pause is the safe side."""
    return all(wanted(rule, now, zone).campaign for rule in rules)


def next_change(rule: CalendarRule, now: datetime, zone: str) -> datetime | None:
    """The first moment (UTC) after ``now`` from which something else is wanted. None: never again."""
    today = day_of(now, zone)
    present = _on(rule, today)
    for day in sorted({day for day in _candidates(rule, today) if day > today}):
        if _on(rule, day) != present:
            return begin_of(day, zone)
    return None


def look_again(rules: Sequence[CalendarRule], now: datetime, zone: str) -> datetime | None:
    """The first moment (UTC) at which one of several rules changes; until then nothing else is wanted."""
    changes = (next_change(rule, now, zone) for rule in rules)
    return min((change for change in changes if change), default=None)


def day_of(now: datetime, zone: str) -> date:
    """The day in the zone. Where clocks go back over midnight, a day that has begun stays."""
    day = local(zone_of(zone), clamped(now)).date()
    return day + DAY if begin_of(day + DAY, zone) <= now else day


def begin_of(day: date, zone: str) -> datetime:
    """The first moment of a day in UTC; of a day that the zone skipped, the first of the next."""
    found = first_moment(zone_of(zone), day, MIDNIGHT)
    if found is None:
        return begin_of(day + DAY, zone)
    return found.replace(tzinfo=UTC)


def _on(rule: CalendarRule, day: date) -> Wanted:
    runs = rule.names(day) == (rule.during is During.RUN)
    starts = rule.successor is not None and rule.successor.starts and rule.over(day)
    return Wanted(runs, True if starts else None)


def _candidates(rule: CalendarRule, today: date) -> Iterator[date]:
    """Days on which something may change: today, each beginning and each end, and the week from it."""
    for edge in (today, *_edges(rule, today)):
        if edge.year < LAST_YEAR:
            yield from (edge + number * DAY for number in range(WEEK))


def _edges(rule: CalendarRule, today: date) -> Iterator[date]:
    for dates in rule.dates:
        if not dates.yearly:
            yield from (dates.first, dates.last)
            continue
        for year in range(max(1, today.year - 1), min(today.year + LEAP_CYCLE, LAST_YEAR)):
            yield from (_in(year, dates.first), _in(year, dates.last))


def _in(year: int, day: date) -> date:
    """The day in a year; 29 February of a common year is 1 March."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def _of_year(day: date) -> tuple[int, int]:
    return day.month, day.day


def _check(dates: Dates) -> None:
    if not dates.yearly and dates.first > dates.last:
        raise BadCalendar(f"{dates.first} comes after {dates.last}; begin with the earlier day.")
    if dates.first.year >= LAST_YEAR or dates.last.year >= LAST_YEAR:
        raise BadCalendar(f"A year from {LAST_YEAR} on can't be planned.")
