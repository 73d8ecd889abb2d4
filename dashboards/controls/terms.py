"""Values as terms of a filter expression, and the values that an expression picks. PURE.

A value is a text, or None for a missing one; numbers are texts in plain notation, yes/no are ``yes`` and ``no``.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from explores.filtering.operators import KEYWORDS, escaped
from explores.semantic.errors import FilterError
from explores.semantic.filters.booleans import read_booleans
from explores.semantic.filters.numbers import NumberReader, combine
from explores.semantic.filters.strings import TextReader

Value = str | None
NULL = "NULL"
_YES_NO: dict[bool | None, Value] = {True: "yes", False: "no", None: None}


def term(grammar: str, value: Value) -> str:
    """The term that lets this value through and no other."""
    if value is None:
        return NULL
    return _text(value, tier=grammar == "tier") if grammar in ("string", "tier") else value


def listed(grammar: str, values: Iterable[Value]) -> str:
    """The expression that lets just these values through; empty for none, which is any."""
    return ",".join(dict.fromkeys(term(grammar, value) for value in values))


def picked(grammar: str, expression: str) -> tuple[Value, ...] | None:
    """The values that an expression lets through, in its order; None where it is anything but a list of values."""
    if not expression.strip():
        return ()
    if grammar == "parameter":
        return (expression.strip(),)
    if "{{" in expression:
        return None  # the value of whoever asks
    try:
        return _READERS[grammar](expression) if grammar in _READERS else None
    except FilterError:
        return None


def _text(value: str, *, tier: bool) -> str:
    if value in KEYWORDS or not value:
        return f'"{value}"'
    if tier and any(sign in value for sign in "[(") and not any(sign in value for sign in '"\\'):
        return f'"{value}"'  # a bracket could go with one of another label
    return _edges(escaped(value), value)


def _edges(text: str, value: str) -> str:
    """Spaces at the ends are meant."""
    if value[0].isspace():
        text = f"^{text}"
    if value[-1].isspace() and len(value) > 1:
        text = f"{text[:-1]}^{text[-1]}"
    return text


def left_out(grammar: str, expression: str) -> tuple[Value, ...] | None:
    """The texts that an expression leaves out; None where it is anything but a list of these."""
    try:
        return _texts(expression, tier=grammar == "tier", negated=True)
    except FilterError:
        return None


def _texts(expression: str, *, tier: bool = False, negated: bool = False) -> tuple[Value, ...] | None:
    found: list[Value] = []
    for one in TextReader(expression, tier=tier).read():
        if one.negated != negated or one.keyword == "empty" or any(wild for _, wild in one.pieces):
            return None
        found.append(None if one.keyword else "".join(sign for sign, _ in one.pieces))
    return tuple(dict.fromkeys(found))


def _numbers(expression: str) -> tuple[Value, ...] | None:
    spans, null = combine(NumberReader(expression).read())
    found: list[Value] = []
    for low, high in spans:
        if low is None or high is None or low[0] != high[0]:
            return None
        found.append(plain(low[0]))
    return (*found, None) if null else tuple(found)


def plain(number: Decimal) -> str:
    """A number as people write it: no exponent, no zeros at its end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _yes_no(expression: str) -> tuple[Value, ...]:
    allowed = read_booleans(expression)
    return tuple(word for value, word in _YES_NO.items() if value in allowed)


_READERS = {
    "string": _texts,
    "tier": lambda expression: _texts(expression, tier=True),
    "number": _numbers,
    "yesno": _yes_no,
}
