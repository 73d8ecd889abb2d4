"""Functions of texts, one place at a time. PURE."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from explores.calculations.cellwise import Strict

LONGEST = 10_000  # characters of a computed text: what is longer is null


def shown(value: Any) -> str:
    """A value as a text: no zeros after the point, ISO dates, Yes and No, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Decimal | float):
        return _number(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    if isinstance(value, date):
        return value.isoformat()
    return _listed(value) if isinstance(value, list) else str(value)


def _listed(parts: list[Any]) -> str:
    """Its parts with commas; of a list that is too long for a text anyway, no more than shows that it is."""
    found: list[str] = []
    left = LONGEST
    for part in parts:
        found.append(shown(part))
        left -= len(found[-1])
        if left < 0:
            break
    return ", ".join(found)


def _number(value: Decimal | float) -> str:
    """As the engine writes it: floats from 10¹⁶ on, and below 0.0001, with an exponent."""
    text = repr(value) if isinstance(value, float) else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


def _short(text: str) -> str | None:
    return text if len(text) <= LONGEST else None


def _concat(*values: Any) -> str | None:
    return _short("".join(shown(value) for value in values))


def _replace(text: str, old: str, new: str) -> str | None:
    if not old:
        return text
    longer = len(text) + text.count(old) * (len(new) - len(old))
    return text.replace(old, new) if longer <= LONGEST else None


def _substring(text: str, start: Any, length: Any = None) -> str:
    """Characters count from 1; what lies before the first or after the last is not there."""
    first = int(start)
    end = len(text) + 1 if length is None else first + int(length)
    return text[max(first, 1) - 1 : max(end - 1, 0)]


def _split(text: str, separator: str) -> list[str]:
    return text.split(separator) if separator else [text]


TEXTS: dict[str, Callable[..., Any]] = {
    "concat": _concat,
    "contains": Strict(lambda text, part: part in text),
    "length": Strict(len),
    "lower": Strict(str.lower),
    "position": Strict(lambda text, part: text.find(part) + 1),
    "replace": Strict(_replace),
    "substring": Strict(_substring),
    "upper": Strict(str.upper),
    "split": Strict(_split),
    "to_string": lambda value: _short(shown(value)),
}
