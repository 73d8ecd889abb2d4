"""Readers of JSON that is not trusted: each gives its kind of value or says what is wrong with it. PURE."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from alerts.rules.rule import BadRule

Chosen = TypeVar("Chosen", bound=StrEnum)
Plain = TypeVar("Plain")


def number(field: str, value: object) -> Decimal:
    """A number or its text; raises BadRule for anything else, infinities among it."""
    try:
        read = Decimal(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except InvalidOperation:
        read = None
    if read is None or not read.is_finite() or read.adjusted() > 30:
        raise BadRule(field, f"{shown(value)} is no number such as 0.4.")
    return read


def an_object(field: str, data: object, known: set[str]) -> Mapping[str, Any]:
    """An object of these names. Raises BadRule."""
    if not isinstance(data, Mapping):
        raise BadRule(field, f"{field} takes an object, not {shown(data)}.")
    if strange := sorted(str(name) for name in set(data) - known):
        raise BadRule(field, f"{shown(strange[0])} means nothing here, where {', '.join(sorted(known))} are known.")
    return data


def a_list(field: str, data: object) -> list[Any]:
    """Raises BadRule."""
    if not isinstance(data, list | tuple):
        raise BadRule(field, f"{field} takes a list, not {shown(data)}.")
    return list(data)


def one_of(kinds: type[Chosen], field: str, value: object) -> Chosen:
    """The member of that value. Raises BadRule."""
    try:
        return kinds(value if isinstance(value, str) else "")
    except ValueError:
        raise BadRule(field, f"{shown(value)} is none of {', '.join(kinds)}.") from None


def _typed(kind: type[Plain], wanted: str) -> Callable[[str, object], Plain]:
    def read(field: str, value: object) -> Plain:
        if type(value) is not kind:
            raise BadRule(field, f"{field} takes {wanted}, not {shown(value)}.")
        return value

    return read


a_text, a_flag, a_whole = _typed(str, "a text"), _typed(bool, "true or false"), _typed(int, "a whole number")


def shown(value: object) -> str:
    """What came in, short enough for a sentence."""
    if isinstance(value, list | tuple | Mapping):
        return f"a {type(value).__name__} of {len(value)}"
    return repr(value)[:60]
