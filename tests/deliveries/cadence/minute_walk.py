"""The slow judge of slots: walks through UTC minute by minute, looks at the clock, and applies the rules as said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from deliveries.cadence import Kind, Recurrence

MARGIN = timedelta(days=3)
Shown = list[tuple[datetime, datetime]]  # the moment in UTC, and what the clocks show


def walked(recurrence: Recurrence, after: datetime, until: datetime) -> list[datetime]:
    """The slots later than ``after`` and not later than ``until``."""
    shown = clocks(recurrence.zone, after - MARGIN, until + MARGIN)
    found = of_grid(recurrence, shown) if recurrence.kind in ("minutes", "hourly") else of_days(recurrence, shown)
    return sorted(moment for moment in found if moment is not None and after < moment <= until)


@lru_cache(maxsize=8)
def clocks(zone: str, low: datetime, high: datetime) -> Shown:
    """Each minute; each half minute in Liberia, which was 44 minutes and a half behind until 1972."""
    moments, step = [], timedelta(seconds=30 if zone == "Africa/Monrovia" else 60)
    while low < high:
        moments.append((low, low.astimezone(ZoneInfo(zone)).replace(tzinfo=None)))
        low += step
    return moments


def of_grid(recurrence: Recurrence, shown: Shown) -> list[datetime]:
    """Whenever the clock shows a time that is reached from the start in steps, before the end."""
    times, clock = set(), datetime.combine(date(2000, 1, 1), recurrence.start)
    end = datetime.combine(date(2000, 1, 1), recurrence.end)
    end += timedelta(days=1) if recurrence.end <= recurrence.start else timedelta(0)
    while clock < end:
        times.add(clock.time())
        clock += timedelta(**{"minutes" if recurrence.kind is Kind.MINUTES else "hours": recurrence.every})
    return [moment for moment, wall in shown if wall.time() in times]


def of_days(recurrence: Recurrence, shown: Shown) -> list[datetime | None]:
    days = sorted({wall.date() for _, wall in shown})  # a day that was skipped is none of them
    return [on_day(day, recurrence, shown) for day in days[1:-1] if due(day, recurrence)]


def on_day(day: date, recurrence: Recurrence, shown: Shown) -> datetime | None:
    """The first moment that shows the time; if none does, the first that shows a later one."""
    wanted = datetime.combine(day, recurrence.at)
    exact = (moment for moment, wall in shown if wall == wanted)
    past = (moment for moment, wall in shown if wall > wanted)
    return next(exact, None) or next(past, None)


def due(day: date, recurrence: Recurrence) -> bool:
    match recurrence.kind:
        case Kind.DAILY:
            return True
        case Kind.WEEKLY | Kind.DAYS:
            return day.weekday() in recurrence.weekdays
        case Kind.ONCE:
            return day == recurrence.on
        case Kind.MONTHS if day.month not in recurrence.months:
            return False
    ends = (day + timedelta(days=1)).day == 1
    return day.day in recurrence.days or (ends and any(chosen > day.day or chosen == -1 for chosen in recurrence.days))
