"""Which days have come, and which should have: by when the account's reports usually arrive. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from alerts.health.facts import DAY, HISTORY, Came

LOOKED_AT = 14  # days whose arrival says what is usual
GRACE = timedelta(hours=6)  # beyond the usual, before a day is missed
UNKNOWN = timedelta(hours=24)  # where nothing is usual yet
LONGEST = timedelta(hours=48)  # waited for, however late reports usually are
SETTLING = timedelta(days=2)  # in which a restatement is news
APART = timedelta(hours=6)  # of two reports, from which on the later one is a restatement


@dataclass(frozen=True)
class Arrivals:
    """``through``: the last day that should be there, all judging is up to it; ``whole``: days whose report has come
    after they were over; ``next_at``: when the report of the next day should be there; ``as_of``: the newest figure;
    ``restated``: days of which figures were reported anew lately."""

    through: date
    whole: frozenset[date]
    next_at: datetime
    as_of: datetime | None
    restated: frozenset[date]

    @property
    def today(self) -> date:
        """The day after the last that should be there: the one that is left out."""
        return self.through + DAY


def arrivals(came: Sequence[Came], zone: ZoneInfo, now: datetime) -> Arrivals:
    """From the reports of one account that were there ``now`` (aware). A day has come with its first report that was
    made when it was over; one that was brought in later with a history, when it was over."""
    known = [each for each in came if each.received <= now or each.brought_in]
    come = _come(known, zone)
    wait = (min(_usual(come, known, zone), LONGEST) if come else UNKNOWN) + GRACE
    through = local_day(now - wait, zone) - DAY
    yesterday = local_day(now, zone) - DAY
    while through < yesterday and through + DAY in come:  # earlier than usual
        through += DAY
    return Arrivals(
        through=through,
        whole=frozenset(day for day in come if day <= through),
        next_at=over(through + DAY, zone) + wait,
        as_of=max((each.received for each in known if each.received <= now), default=None),
        restated=frozenset(_restated(known, now)),
    )


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The day of a moment by the account's clocks."""
    return moment.astimezone(zone).date()


def over(day: date, zone: ZoneInfo) -> datetime:
    """The moment (UTC) at which a day of the zone is over."""
    return datetime.combine(day + DAY, time(), zone).astimezone(UTC)


def _come(came: Iterable[Came], zone: ZoneInfo) -> dict[date, datetime]:
    """When the first report of each day came that was made after the day."""
    come: dict[date, datetime] = {}
    ends: dict[date, datetime] = {}
    for each in came:
        end = ends.get(each.day) or ends.setdefault(each.day, over(each.day, zone))
        at = end if each.brought_in else each.received
        if at >= end and (each.day not in come or at < come[each.day]):
            come[each.day] = at
    return come


def _usual(come: Mapping[date, datetime], came: Iterable[Came], zone: ZoneInfo) -> timedelta:
    """How long after its end a day usually comes: longer for one of four of the last days at most."""
    reported = {each.day for each in came if not each.brought_in}
    last = sorted(day for day in come if day in reported)[-LOOKED_AT:]
    waits = sorted(wait for day in last if (wait := come[day] - over(day, zone)) <= HISTORY)
    return waits[(len(waits) - 1) * 3 // 4] if waits else UNKNOWN


def _restated(came: Iterable[Came], now: datetime) -> Iterable[date]:
    first: dict[date, datetime] = {}
    last: dict[date, datetime] = {}
    for each in came:
        if each.received <= now:
            first[each.day] = min(first.get(each.day, each.received), each.received)
            last[each.day] = max(last.get(each.day, each.received), each.received)
    return (day for day in last if now - last[day] <= SETTLING and last[day] - first[day] >= APART)
