"""A recurrence as people say it. PURE."""

from __future__ import annotations

from calendar import day_name, month_name
from collections.abc import Callable, Iterable
from datetime import date

from deliveries.cadence.days import LONGEST
from deliveries.cadence.recurrence import DAY, GRIDS, LAST_DAY, MIDNIGHT, Kind, Recurrence

_WORKING, _WEEK = (0, 1, 2, 3, 4), tuple(range(7))
_LAST = "last day"


def words(recurrence: Recurrence) -> str:
    """``Every Monday at 07:30, Paris time``; in English, without a full stop."""
    if recurrence.kind is Kind.REFRESH:
        apart = f", at least {recurrence.every} minutes apart" if recurrence.every > 1 else ""
        return f"When data has been refreshed{apart}"
    if recurrence.kind in GRIDS:
        return f"{_grid(recurrence)}, {zone_words(recurrence.zone)}"
    days = _DAYS[recurrence.kind](recurrence)
    return f"{days} at {recurrence.at:%H:%M}, {zone_words(recurrence.zone)}"


def zone_words(zone: str) -> str:
    """``Paris time``; ``UTC`` is no place."""
    return "UTC" if place(zone) == "UTC" else f"{place(zone)} time"


def place(zone: str) -> str:
    """The city by which a zone is known: the last part of its name."""
    area, _, city = zone.rpartition("/")
    if zone in ("UTC", "Etc/UTC"):
        return "UTC"
    return zone if area == "Etc" else city.replace("_", " ")


def day_words(day: date) -> str:
    """``28 March 2027``."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def listed(parts: Iterable[str]) -> str:
    """``Monday, Wednesday and Friday``."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def _grid(recurrence: Recurrence) -> str:
    unit = "hour" if recurrence.kind is Kind.HOURLY else "minute"
    often = f"Every {unit}" if recurrence.every == 1 else f"Every {recurrence.every} {unit}s"
    last = recurrence.window[-1]
    said = f"{often} from {recurrence.start:%H:%M} until {_end(recurrence)}"
    if last == recurrence.window[0]:
        return f"{said}, which is once a day at {recurrence.start:%H:%M}"
    return f"{said}, the last at {last % DAY // 60:02}:{last % 60:02}"


def _end(recurrence: Recurrence) -> str:
    if recurrence.end == MIDNIGHT:
        return "midnight"
    return f"{recurrence.end:%H:%M}" + (" the next day" if recurrence.end < recurrence.start else "")


def _week(recurrence: Recurrence) -> str:
    chosen = tuple(sorted(set(recurrence.weekdays)))
    if chosen == _WEEK:
        return "Every day"
    if chosen == _WORKING:
        return "Every day from Monday to Friday"
    return f"Every {listed(day_name[day] for day in chosen)}"


def _month(recurrence: Recurrence) -> str:
    chosen = recurrence.months if recurrence.kind is Kind.MONTHS else tuple(range(1, 13))
    months = listed(month_name[month] for month in sorted(set(chosen)))
    named = months if recurrence.kind is Kind.MONTHS else "every month"
    return f"On {_ordinals(recurrence.days)} of {named}{_shorter(recurrence.days, set(chosen))}"


def _shorter(days: tuple[int, ...], months: set[int]) -> str:
    """That a month which lacks the day is not left out."""
    shortest = min(28 if month == 2 else LONGEST.get(month, 31) for month in months)
    if LAST_DAY in days or max(days) <= shortest:
        return ""
    return f", or its {_LAST} if it is shorter," if len(months) > 1 else f", or its {_LAST} in shorter years,"


def _ordinals(days: tuple[int, ...]) -> str:
    numbered = [f"the {_ordinal(day)}" for day in sorted(set(days)) if day != LAST_DAY]
    return listed([*numbered, *([f"the {_LAST}"] if LAST_DAY in days else [])])


def _ordinal(day: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{'th' if 11 <= day <= 13 else ending}"


def _once(recurrence: Recurrence) -> str:
    assert recurrence.on is not None  # ``check`` says so
    return f"Once, on {day_name[recurrence.on.weekday()]} {day_words(recurrence.on)}"


_DAYS: dict[Kind, Callable[[Recurrence], str]] = {
    Kind.DAILY: lambda _: "Every day",
    Kind.WEEKLY: _week,
    Kind.DAYS: _week,
    Kind.MONTHLY: _month,
    Kind.MONTHS: _month,
    Kind.ONCE: _once,
}
