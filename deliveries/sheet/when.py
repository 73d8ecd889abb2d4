"""The boxes of When: what a kind begins with, and how they become a recurrence, in the words of the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from deliveries import cadence
from deliveries.cadence.checks import EVERY
from deliveries.cadence.clocks import zone_of
from deliveries.cadence.recurrence import FIELDS
from deliveries.sheet.typed import NOW, Typed

USUAL = {"minutes": "30", "hourly": "1", "refresh": "30"}  # every how many
QUARTERS = ("1", "4", "7", "10")  # months
TIMES = {"start": "00:00", "end": "00:00", "at": ""}  # and what an empty box stands for
_CLOCK = re.compile(r"([0-9]{1,2})(?:[:.h]([0-9]{2}))?h?", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]{1,6}", re.ASCII)


def begun(typed: Typed, shown: str, today: date) -> Typed:
    """The form after another kind was chosen than ``shown``, the one whose boxes it had: its own boxes are filled with
    what is usual, so that it can be kept as it stands."""
    if shown in ("", typed.when):
        return typed
    tomorrow = (today + timedelta(days=1)).isoformat()
    return replace(typed, every=USUAL.get(typed.when, ""), months=typed.months or QUARTERS, on=typed.on or tomorrow)


def recurrence(typed: Typed) -> cadence.Recurrence:
    """When it is sent; of Send now any that can be. Raises BadRecurrence, which names the first box that is wrong."""
    if typed.when == NOW:
        return cadence.from_json({"kind": "daily", "zone": typed.zone})
    if typed.when not in set(cadence.Kind):
        raise cadence.BadRecurrence("when", "Choose when it is sent.")
    for field, said in faults(typed).items():
        raise cadence.BadRecurrence(field, said)
    values = {name: _value(name, getattr(typed, name)) for name in FIELDS[cadence.Kind(typed.when)]}
    given = {name: value for name, value in values.items() if value != ""}
    return cadence.from_json({"kind": typed.when, "zone": typed.zone, **given})


def faults(typed: Typed) -> Mapping[str, str]:
    """What is wrong with a box by itself, by field: of all of them, where a recurrence names the first."""
    if typed.when == NOW or typed.when not in set(cadence.Kind):
        return {}
    return dict(_wrong(typed, cadence.Kind(typed.when)))


def _wrong(typed: Typed, kind: cadence.Kind) -> Iterator[tuple[str, str]]:
    fields = FIELDS[kind]
    if "every" in fields and not _NUMBER.fullmatch(typed.every):
        low, high, unit = EVERY[kind]
        yield "every", f"Every how many {unit}? Give a whole number, {low:,} to {high:,}."
    for name in fields:
        if name in TIMES and clock(text := getattr(typed, name) or TIMES[name]) is None:
            yield name, f"{_quoted(text)} is not a time of the day; give one such as 07:30 or 18:00."
    if said := _wrong_zone(typed.zone):
        yield "zone", said


def _wrong_zone(name: str) -> str:
    if not name:
        return "Choose a time zone, such as Europe/Paris."
    try:
        zone_of(name)
    except cadence.BadRecurrence as error:
        return error.message
    return ""


def _quoted(text: str) -> str:
    return f"“{text[:40]}”" if text else "An empty box"


def clock(text: str) -> str | None:
    """A time of the day as people write it ("7", "7:30", "07h30") as "07:30"; None for what is none. The end of a day,
    24:00, is left to the recurrence."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return f"{hour:02}:{minute:02}" if (hour < 24 and minute < 60) or (hour, minute) == (24, 0) else None


def _value(name: str, typed: str | tuple[str, ...]) -> object:
    """Numbers as numbers, times as clocks show them: what it takes is the recurrence's own to say."""
    if isinstance(typed, tuple):
        return [_value(name, each) for each in typed]
    if name in TIMES:
        return clock(typed or TIMES[name]) or typed
    return int(typed) if _NUMBER.fullmatch(typed) and name != "on" else typed
