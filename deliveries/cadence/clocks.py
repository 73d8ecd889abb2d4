"""From what the clocks of a zone show to moments, right at every clock change. PURE.

Moments are naive UTC datetimes within ``FIRST`` and ``LAST``, so that no offset leaves the years that Python knows.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cdp.zones import change_between, changes, offset_at
from deliveries.cadence.recurrence import MIDNIGHT, BadRecurrence
from explores.semantic.errors import SemanticError
from explores.semantic.zones import zone_named

FIRST, LAST = datetime(1, 1, 5), datetime(9999, 12, 26)  # noqa: DTZ001
SECOND, ONE_DAY = timedelta(seconds=1), timedelta(days=1)
LONGEST_NAME = 64  # of a zone; a longer one is not worth looking for its nearest
MISSING = None  # the moment of a day that the zone skipped


def zone_of(name: str) -> ZoneInfo:
    """The IANA zone. Raises BadRecurrence with the nearest right name."""
    if len(name) > LONGEST_NAME:
        raise BadRecurrence("zone", f"A time zone's name has at most {LONGEST_NAME} letters, this one {len(name)}.")
    try:
        return zone_named(name)
    except SemanticError as error:
        raise BadRecurrence("zone", str(error)) from error


def clamped(moment: datetime) -> datetime:
    """An aware datetime as a naive moment in UTC, in whole seconds; the first and last days of time as the nearest."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError(f"{moment} has no time zone; slots are asked for between aware datetimes.")
    wall = moment.replace(tzinfo=None, microsecond=0)
    return _within(_within(wall) - offset)


def _within(moment: datetime) -> datetime:
    return min(max(moment, FIRST), LAST)


def later(moment: datetime, days: int) -> datetime:
    """So many days later, or the end of time."""
    return moment + timedelta(days=days) if days < (LAST - moment).days else LAST


def local(zone: ZoneInfo, moment: datetime) -> datetime:
    """What the zone's clocks show."""
    return moment + offset_at(zone, moment)


def first_moment(zone: ZoneInfo, day: date, at: time) -> datetime | None:
    """When the clocks show ``at`` on that day: the first time of two, the end of the gap if they leap over it.

    MISSING where the zone skipped the whole day. A day beyond the years that Python knows is MISSING too.
    """
    wall = datetime.combine(day, at)
    if not FIRST - 2 * ONE_DAY <= wall <= LAST + 2 * ONE_DAY:
        return MISSING
    by_old, by_new = (_by(zone, wall, fold) for fold in (0, 1))  # alike but around a clock change
    if by_old <= by_new:
        return by_old
    change = change_between(zone, by_new, by_old)
    return MISSING if _skipped(zone, day, change) else change


def comes_twice(zone: ZoneInfo, wall: datetime) -> bool:
    """Whether the clocks show it, go back, and show it again."""
    return _by(zone, wall, 0) < _by(zone, wall, 1)


def _by(zone: ZoneInfo, wall: datetime, fold: int) -> datetime:
    """The moment by the offset before (0) or after (1) the clock change that is near, if one is."""
    return wall.replace(tzinfo=zone, fold=fold).astimezone(UTC).replace(tzinfo=None)


def _skipped(zone: ZoneInfo, day: date, change: datetime) -> bool:
    """Whether the leap goes from before that day's first minute to after its last."""
    shown, then = leap(zone, change)
    begin = datetime.combine(day, MIDNIGHT)
    return shown <= begin and begin + ONE_DAY <= then


def changes_between(zone: ZoneInfo, low: datetime, high: datetime) -> list[datetime]:
    """When the clocks change between two moments; the first and the last year of time have no changes."""
    first, last = datetime(2, 1, 1), datetime(9998, 12, 31)  # noqa: DTZ001
    return [change for change, _ in changes(zone, max(low, first), min(high, last))]


def leap(zone: ZoneInfo, change: datetime) -> tuple[datetime, datetime]:
    """What the clocks would have shown at a change, and what they show."""
    return change + offset_at(zone, change - SECOND), local(zone, change)
