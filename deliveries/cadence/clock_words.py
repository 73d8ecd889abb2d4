"""What clock changes do to a recurrence, in words. PURE."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from deliveries.cadence.clocks import ONE_DAY, changes_between, clamped, comes_twice, later, leap, local, zone_of
from deliveries.cadence.recurrence import DAY, GRIDS, Kind, Recurrence
from deliveries.cadence.slots import slots, upcoming
from deliveries.cadence.words import day_words, place

_SHOWN = 10  # slots that are looked at: as many as people are shown
_YEAR = 366  # days


def clock_words(recurrence: Recurrence, after: datetime) -> str:
    """What a person should know of the clock changes of the zone, by the ten next slots; empty if there is nothing.

    ``Stays 07:30 in Paris over clock changes. On 28 March 2027, 02:30 does not exist in Paris; it runs at 03:00.``
    """
    if recurrence.kind is Kind.REFRESH:
        return ""
    zone = zone_of(recurrence.zone)
    found = _of_grid if recurrence.kind in GRIDS else _of_days
    return " ".join([*_always(recurrence, zone, clamped(after)), *found(recurrence, zone, after)])


def _always(recurrence: Recurrence, zone: ZoneInfo, after: datetime) -> Iterator[str]:
    where = place(recurrence.zone)
    if not changes_between(zone, after, later(after, _YEAR)):
        yield f"{where} has no clock changes." if where == "UTC" else f"Clocks in {where} do not change."
    elif recurrence.kind in GRIDS:
        yield f"Follows the clocks in {where}: a time that is left out does not run, one that comes twice runs twice."
    elif recurrence.kind is not Kind.ONCE:
        yield f"Stays {recurrence.at:%H:%M} in {where} over clock changes."


def _of_days(recurrence: Recurrence, zone: ZoneInfo, after: datetime) -> Iterator[str]:
    """Of each slot that a change moves, or that could be meant twice."""
    at, where = f"{recurrence.at:%H:%M}", place(recurrence.zone)
    for slot in upcoming(recurrence, after, _SHOWN):
        wall = local(zone, clamped(slot))
        if wall.time() != recurrence.at:
            next_day = wall.time() < recurrence.at
            day = day_words(wall.date() - ONE_DAY if next_day else wall.date())
            runs = f"{wall:%H:%M} the next day" if next_day else f"{wall:%H:%M}"
            yield f"On {day}, {at} does not exist in {where}; it runs at {runs}."
        elif comes_twice(zone, wall):
            yield f"On {day_words(wall.date())}, {at} comes twice in {where}; it runs the first time."


def _of_grid(recurrence: Recurrence, zone: ZoneInfo, after: datetime) -> Iterator[str]:
    """Of each change that leaves out or repeats a time of the grid."""
    last = upcoming(recurrence, after, _SHOWN)[-1:]
    for change in changes_between(zone, clamped(after), clamped(last[0])) if last else ():
        shown, then = leap(zone, change)
        if _on_grid(recurrence, min(shown, then), max(shown, then)):
            said = f"On {day_words(shown.date())} clocks in {place(recurrence.zone)} go"
            if shown < then:
                yield f"{said} from {shown:%H:%M} to {then:%H:%M}; the times between are left out."
            else:
                yield f"{said} back from {shown:%H:%M} to {then:%H:%M}; the times between run twice."


def _on_grid(recurrence: Recurrence, low: datetime, high: datetime) -> bool:
    """Whether a time of the grid lies between two times of the clock, the second excluded."""
    everywhere = Recurrence(recurrence.kind, "UTC", recurrence.every, start=recurrence.start, end=recurrence.end)
    before, until = (moment.replace(tzinfo=UTC, second=0) for moment in (low, high))
    return any(slot < until for slot in slots(everywhere, before - ONE_DAY / DAY, until))
