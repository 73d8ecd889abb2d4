"""Takes an answer apart without trusting it: what is not of the expected shape is ``Unreadable``. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from decimal import Decimal, InvalidOperation

MOST_DIGITS = 25  # of a number, before or behind the point: no budget and no code has more


class Unreadable(ValueError):
    """An answer that is not of the shape that the platform's own documents promise."""


def mapping(value: object) -> Mapping[str, object]:
    """A JSON object. Raises Unreadable."""
    if not isinstance(value, dict):
        raise Unreadable("an object was expected")
    return value


def listed(value: object) -> list[Mapping[str, object]]:
    """A list of JSON objects; absent is empty. Raises Unreadable."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable("a list was expected")
    return [mapping(each) for each in value]


def inner(value: Mapping[str, object], name: str) -> Mapping[str, object]:
    """The object under ``name``; absent is empty. Raises Unreadable."""
    found = value.get(name)
    return {} if found is None else mapping(found)


def text(value: Mapping[str, object], name: str) -> str:
    """A text, or a whole number as one; absent is empty. Raises Unreadable."""
    found = value.get(name)
    if isinstance(found, str):
        return found
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    if found is None:
        return ""
    raise Unreadable(f"{name} is no text")


def texts(value: Mapping[str, object], name: str) -> tuple[str, ...]:
    """A list of texts; absent is empty. Raises Unreadable."""
    found = value.get(name)
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise Unreadable(f"{name} is no list of texts")
    return tuple(found)


def amount(value: Mapping[str, object], name: str) -> Decimal | None:
    """A number, written as one or as a text; None: absent or empty. Raises Unreadable."""
    found = value.get(name)
    if found is None or found == "":
        return None
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        raise Unreadable(f"{name} is no number")
    if not str(found).isascii():
        raise Unreadable(f"{name} is no number")
    try:
        number = Decimal(str(found))
    except InvalidOperation:
        raise Unreadable(f"{name} is no number") from None
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        raise Unreadable(f"{name} is no number")
    return number


def moment(value: Mapping[str, object], name: str, zone: tzinfo = UTC, now: datetime | None = None) -> datetime | None:
    """A time in ISO 8601, as UTC; one that names no zone is of ``zone``, and of an hour that comes twice the later that
    is not after ``now``. None: absent or empty. Raises Unreadable."""
    found = text(value, name)
    if not found:
        return None
    try:
        read = datetime.fromisoformat(found)
        aware = read if read.tzinfo else read.replace(tzinfo=zone)
        first, second = (aware.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        return second if now is not None and first < second <= now else first
    except (ValueError, OverflowError):  # the first and the last day there is have no neighbour
        raise Unreadable(f"{name} is no time") from None
