"""``{{ _user_attributes['region'] }}`` in a filter: the asking person's value, as a literal of its grammar. PURE.

A value is never read as grammar: a text is escaped sign by sign, a number or date must be one and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from explores.semantic.errors import FilterError, nearest

Attributes = tuple[tuple[str, tuple[str, ...]], ...]  # name → its values; hashable, for settings are keys

_TEMPLATE = re.compile(r"\{\{\s*_user_attributes\[\s*(['\"])(?P<name>[^'\"\[\]{}]{1,60})\1\s*\]\s*\}\}")
_TEXTS = frozenset({"string", "text", "tier"})
_DATES = frozenset({"date", "date_time", "timestamp"})
_LITERALS = {
    **dict.fromkeys(_DATES, (re.compile(r"\d{4}(-\d\d(-\d\d( \d\d:\d\d(:\d\d)?)?)?)?", re.ASCII), "a date")),
    "number": (re.compile(r"-?\d{1,28}(\.\d{1,28})?", re.ASCII), "a number"),
    **dict.fromkeys(("boolean", "yesno"), (re.compile(r"yes|no", re.IGNORECASE), "yes or no")),
}


def filled(type_: str, expression: str, attributes: Attributes) -> str:
    """The expression with the person's values. Raises FilterError for one they lack, or that is of another type."""
    if "{{" not in expression:
        return expression
    found, place = [], 0
    for match in _TEMPLATE.finditer(expression):
        before, after = expression[: match.start()], expression[match.end() :]
        found += [expression[place : match.start()], _literal(type_, match, attributes, before, after)]
        place = match.end()
    return "".join([*found, expression[place:]])


def _literal(type_: str, match: re.Match[str], attributes: Attributes, before: str, after: str) -> str:
    values = _values(match, attributes)
    if type_ not in _TEXTS:
        return ",".join(_checked(type_, match, value) for value in values)
    start, end = before.rstrip(), after.lstrip()
    negated = start.endswith("-") and start[:-1].rstrip()[-1:] in {"", ","}
    if (negated or start[-1:] in {"", ","}) and end[:1] in {"", ","}:
        return (",-" if negated else ",").join(_term(value) for value in values)
    if len(values) > 1:
        raise FilterError(f"Your attribute {match['name']!r} has several values, and stands inside a term here.",
                          match.start())  # fmt: skip
    return _escaped(values[0])


def _values(match: re.Match[str], attributes: Attributes) -> Sequence[str]:
    known = dict(attributes)
    values = known.get(match["name"].strip())
    if values:
        return values
    raise FilterError(
        f"You have no attribute {match['name']!r}; whoever manages people here can give you one.", match.start(),
        suggestion=nearest(match["name"], known),
    )  # fmt: skip


def _checked(type_: str, match: re.Match[str], value: str) -> str:
    pattern, words = _LITERALS.get(type_, (None, ""))
    if pattern is None or not pattern.fullmatch(value.strip()):
        takes = words or "no attributes"
        raise FilterError(
            f"Your attribute {match['name']!r} is {value[:40]!r}; this filter takes {takes}.", match.start()
        )
    return value.strip()


def _term(value: str) -> str:
    """A whole term: in quotes, where its letters could be a keyword or its spaces be dropped."""
    if value.lower() in {"null", "empty", ""}:
        return f'"{value}"'
    return _escaped(value)


def _escaped(value: str) -> str:
    return "".join(f"^{sign}" if sign in '"%_,^-' or sign.isspace() else sign for sign in value)
