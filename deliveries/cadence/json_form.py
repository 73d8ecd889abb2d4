"""A recurrence as JSON, read strictly: whoever may write to the API may write anything. PURE."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, time

from deliveries.cadence.checks import check
from deliveries.cadence.recurrence import FIELDS, MIDNIGHT, BadRecurrence, Kind, Recurrence

_TIME = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_CHOSEN = 32  # days of a month, with the last


def to_json(recurrence: Recurrence) -> dict[str, str | int | list[int]]:
    """Its kind, zone and the fields that count for the kind."""
    fields = {field: _written(getattr(recurrence, field)) for field in FIELDS[recurrence.kind]}
    return {"kind": recurrence.kind.value, "zone": recurrence.zone, **fields}


def _written(value: int | time | date | tuple[int, ...] | None) -> str | int | list[int]:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, tuple):
        return sorted(set(value))
    return value if isinstance(value, int) else value.isoformat() if value else ""


def from_json(data: object) -> Recurrence:
    """Reads what ``to_json`` writes, and checks it. Raises BadRecurrence for the first field that is wrong."""
    if not isinstance(data, Mapping):
        raise BadRecurrence("", f"A recurrence is an object with a kind and a zone, not {shown(data)}.")
    kind = _kind(data.get("kind"))
    zone = _text("zone", data.get("zone"), "a time zone, such as Europe/Paris")
    _refuse_unknown(kind, data)
    values = {field: _READERS[field](field, data[field]) for field in FIELDS[kind] if field in data}
    recurrence = Recurrence(kind, zone, **values)  # type: ignore[arg-type]  # each reader gives its field's type
    check(recurrence)
    return recurrence


def _kind(value: object) -> Kind:
    if not isinstance(value, str) or value not in list(Kind):
        raise BadRecurrence("kind", f"kind is one of {', '.join(Kind)}, not {shown(value)}.")
    return Kind(value)


def _refuse_unknown(kind: Kind, data: Mapping[object, object]) -> None:
    for key in data:
        if key not in ("kind", "zone", *FIELDS[kind]):
            known = ", ".join(FIELDS[kind])
            raise BadRecurrence(shown(key), f"{shown(key)} means nothing to {kind.value!r}, which has zone, {known}.")


def shown(value: object) -> str:
    """What came in, short enough for a sentence."""
    if isinstance(value, list | tuple | Mapping):
        return f"{type(value).__name__} of {len(value)}"
    if isinstance(value, int) and not -(10**12) < value < 10**12:
        return "a huge number"  # writing it out may fail
    return repr(value[:40]) if isinstance(value, str) else repr(value)[:40]


def _text(field: str, value: object, what: str) -> str:
    if not isinstance(value, str):
        raise BadRecurrence(field, f"{field} is {what}, not {shown(value)}.")
    return value


def _number(field: str, value: object) -> int:
    """A whole number; true and 1.0 are none."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 10**6:
        raise BadRecurrence(field, f"{field} is a whole number, not {shown(value)}.")
    return value


def _numbers(field: str, value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or len(value) > _MOST_CHOSEN:
        raise BadRecurrence(field, f"{field} is a list of at most {_MOST_CHOSEN} whole numbers, not {shown(value)}.")
    return tuple(sorted({_number(field, each) for each in value}))


def _time(field: str, value: object) -> time:
    found = _TIME.fullmatch(_text(field, value, "a time of the day, such as 07:30"))
    if not found:
        raise BadRecurrence(field, f"{field} is a time of the day, such as 07:30, not {shown(value)}.")
    return time(int(found[1]), int(found[2]))


def _end(field: str, value: object) -> time:
    """Midnight is 00:00; 24:00 is taken for it."""
    return MIDNIGHT if value == "24:00" else _time(field, value)


def _date(field: str, value: object) -> date:
    text = _text(field, value, "a date, such as 2027-03-28")
    try:
        return date.fromisoformat(text if _DATE.fullmatch(text) else "")
    except ValueError as error:
        raise BadRecurrence(field, f"{shown(value)} is not a day of the calendar, such as 2027-03-28.") from error


_READERS: dict[str, Callable[[str, object], int | time | date | tuple[int, ...]]] = {
    "every": _number,
    "at": _time,
    "start": _time,
    "end": _end,
    "weekdays": _numbers,
    "days": _numbers,
    "months": _numbers,
    "on": _date,
}
