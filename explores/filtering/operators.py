"""The simple ways to filter: each a label, its boxes, and its notation as a filter expression. PURE.

One object holds all three, so that the menu, the expression and the words on the chip can't drift.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from explores.semantic.errors import FilterError

UNITS = ("minute", "hour", "day", "week", "month", "quarter", "year")
TO_DATE = {"year to date": "this year to second"}  # a period's name → its expression, where they differ
PERIODS = (
    *("today", "yesterday", "this week", "last week", "next week", "this month", "last month", "next month"),
    *("this quarter", "last quarter", "next quarter", "this year", "last year", "next year", *TO_DATE),
)
_NUMBER = r"(-?\d+(?:\.\d+)?)"
_COUNT = r"(\d{1,4})"
_UNIT = rf"({'|'.join(UNITS)})s?"
_DATE = r"(\d{4}-\d\d-\d\d)"
_YEAR, _MONTH = r"(\d{4})", r"(\d{4}-(?:0[1-9]|1[0-2]))"
_TEXT = r"((?:\^.|[^%_^,\"\\])+)"
_SPECIAL = re.compile(r'([%_^,"\\])')
_TERM = re.compile(r"(?:\^.|[^,^])+", re.DOTALL)
_TERMS = re.compile(r"(?:\^.|[^^])*", re.DOTALL)
_BOX = re.compile(r"(\\+|\^+),?|,|[^,\\^]+")  # a run of signs is taken whole, so that it is looked at once
_BEFORE_COMMA = re.compile(r"(\^*),|\^+")


@dataclass(frozen=True)
class Operator:
    """One way to filter. ``boxes``: what the person fills in; ``form``: the expression with {0}, {1} for them."""

    key: str
    label: str
    boxes: tuple[str, ...] = ()  # text, texts, number, count, unit, date, month, year, period, expression
    form: str = ""
    pattern: str = ""  # reads the expression back; empty: the form itself

    def write(self, values: Sequence[str]) -> str:
        """The expression. Raises FilterError for a box that is empty or holds the wrong kind of thing."""
        given = list(values) + [""] * len(self.boxes)
        if self.boxes == ("texts",):
            return ",".join(self.form.format(term(text)) for text in values_in(given[0]))
        return self.form.format(*(_clean(box, text) for box, text in zip(self.boxes, given, strict=False)))

    def read(self, expression: str) -> list[str] | None:
        """The boxes' content where the expression is of this form, else None."""
        if self.boxes == ("texts",):
            return self._read_list(expression)
        found = re.fullmatch(self.pattern or re.escape(self.form), expression.strip(), re.IGNORECASE)
        return [_as_boxed(box, text) for box, text in zip(self.boxes, found.groups(), strict=True)] if found else None

    def _read_list(self, expression: str) -> list[str] | None:
        terms = _TERM.findall(expression) if _TERMS.fullmatch(expression) else []
        found = [re.fullmatch(self.pattern, term.strip(), re.DOTALL) for term in terms]
        if not found or not all(found):
            return None
        texts = [_unescaped(match[1]) for match in found if match]
        return None if any(text in KEYWORDS for text in texts) else [in_box(texts)]

    def sentence(self, values: Sequence[str]) -> str:
        """The condition on a chip: "is not Marketplace", "in the last 12 complete months"."""
        if self.key == "matches":
            return values[0]
        words = self.label.replace("…", "").strip()
        if self.key in _IN_WORDS:
            written = _IN_WORDS[self.key].format(*values)
            return written.removesuffix("s") if self.boxes == ("count", "unit") and values[0] == "1" else written
        return " ".join([words, *values])


KEYWORDS = {"NULL", "null", "EMPTY", "empty"}  # as the grammar spells them: "Null" is a text
_IN_WORDS = {
    "last": "in the last {0} {1}s",
    "complete": "in the last {0} complete {1}s",
    "between": "{0} to {1}",
    "range": "{0} to before {1}",
    "period": "{0}",
    "attribute": "is my {0}",
    "year": "in {0}",
    "month": "in {0}",
    "yes": "is yes",
    "no": "is no",
    "gt": "> {0}",
    "ge": "≥ {0}",
    "lt": "< {0}",
    "le": "≤ {0}",
    "is": "is {0}",
    "eq": "is {0}",
}

ANY = Operator("any", "is any value")
MATCHES = Operator("matches", "matches (advanced)", ("expression",), "{0}", r"(.*)")
ATTRIBUTE = Operator(
    "attribute", "matches a user attribute", ("attribute",), "{{{{ _user_attributes['{0}'] }}}}",
    r"\{\{\s*_user_attributes\['([^'\"\[\]{}]{1,60})'\]\s*\}\}",
)  # fmt: skip
NULLS = (Operator("null", "has no value", (), "NULL"), Operator("not_null", "has a value", (), "NOT NULL"))

_TEXTS = (
    Operator("is", "is", ("texts",), "{0}", rf"(?!-){_TEXT}"),
    Operator("is_not", "is not", ("texts",), "-{0}", rf"-{_TEXT}"),
    Operator("contains", "contains", ("text",), "%{0}%", rf"%{_TEXT}%"),
    Operator("not_contains", "does not contain", ("text",), "-%{0}%", rf"-%{_TEXT}%"),
    Operator("starts", "starts with", ("text",), "{0}%", rf"(?!-){_TEXT}%"),
    Operator("not_starts", "does not start with", ("text",), "-{0}%", rf"-{_TEXT}%"),
    Operator("ends", "ends with", ("text",), "%{0}", rf"%{_TEXT}"),
    Operator("not_ends", "does not end with", ("text",), "-%{0}", rf"-%{_TEXT}"),
    Operator("null", "has no value", (), "EMPTY"),
    Operator("not_null", "has a value", (), "-EMPTY"),
)
_NUMBERS = (
    Operator("eq", "is", ("number",), "{0}", _NUMBER),
    Operator("ne", "is not", ("number",), "NOT {0}", rf"NOT {_NUMBER}"),
    Operator("gt", "is more than", ("number",), ">{0}", rf">\s*{_NUMBER}"),
    Operator("ge", "is at least", ("number",), ">={0}", rf">=\s*{_NUMBER}"),
    Operator("lt", "is less than", ("number",), "<{0}", rf"<\s*{_NUMBER}"),
    Operator("le", "is at most", ("number",), "<={0}", rf"<=\s*{_NUMBER}"),
    Operator("between", "is between", ("number", "number"), "[{0},{1}]", rf"\[\s*{_NUMBER}\s*,\s*{_NUMBER}\s*\]"),
    *NULLS,
)
_DATES = (
    Operator(
        "last", "is in the last (with the current one)", ("count", "unit"), "{0} {1}", rf"(?:last )?{_COUNT} {_UNIT}"
    ),
    Operator(
        "complete",
        "is in the last complete",
        ("count", "unit"),
        "{0} {1} ago for {0} {1}",
        rf"{_COUNT} {_UNIT} ago for \1 \2s?",
    ),
    Operator("period", "is", ("period",), "{0}", rf"({'|'.join([*PERIODS, *TO_DATE.values()])})"),
    Operator("on", "is on the day", ("date",), "{0}", _DATE),
    Operator("month", "is in the month", ("month",), "{0}", _MONTH),
    Operator("year", "is in the year", ("year",), "{0}", _YEAR),
    Operator("range", "is in the range", ("date", "date"), "{0} to {1}", rf"{_DATE} to {_DATE}"),
    Operator("before", "is before", ("date",), "before {0}", rf"before {_DATE}"),
    Operator("after", "is on or after", ("date",), "after {0}", rf"after {_DATE}"),
    *NULLS,
)
_YES_NO = (Operator("yes", "is yes", (), "Yes"), Operator("no", "is no", (), "No"), *NULLS)

OPERATORS: dict[str, tuple[Operator, ...]] = {
    "text": (*_TEXTS, ATTRIBUTE, MATCHES, ANY),
    "number": (*_NUMBERS, ATTRIBUTE, MATCHES, ANY),
    "date": (*_DATES, ATTRIBUTE, MATCHES, ANY),
    "yesno": (*_YES_NO, ATTRIBUTE, MATCHES, ANY),
    "location": (MATCHES, *NULLS, ANY),
    "parameter": (Operator("is", "is", ("value",), "{0}", r"((?s:.*))"),),
}
KINDS = {"timestamp": "date", "date_time": "date", "boolean": "yesno"}


def operators(field_type: str) -> tuple[Operator, ...]:
    """The menu for a field of that type; text where the type is not known."""
    return OPERATORS.get(KINDS.get(field_type, field_type), OPERATORS["text"])


def operator(field_type: str, key: str) -> Operator:
    """One of the menu by its key. Raises FilterError."""
    for one in operators(field_type):
        if one.key == key:
            return one
    raise FilterError(f"There is no way to filter called {key!r} for a field of type {field_type}.")


def read(field_type: str, expression: str) -> tuple[Operator, list[str]]:
    """The simplest operator that writes this expression, with its boxes; else ``matches``."""
    if not expression.strip():
        return ANY, []
    for one in operators(field_type):
        values = None if one in (MATCHES, ANY) else one.read(expression)
        if values is not None:
            return one, values
    return MATCHES, [expression]


def condition(field_type: str, expression: str) -> str:
    """The words for a chip."""
    found, values = read(field_type, expression)
    return "any" if found is ANY else found.sentence(values)


def first(field_type: str) -> Operator:
    """What a new filter starts with."""
    return operators(field_type)[0]


def escaped(text: str) -> str:
    """Text whose signs mean themselves in a filter expression."""
    made = _SPECIAL.sub(r"^\1", text)
    return f"^{made}" if made.startswith("-") else made


def term(text: str) -> str:
    """A whole value as a term of an expression; one that is spelled like a keyword is quoted."""
    return f'"{text}"' if text in KEYWORDS else escaped(text)


def _unescaped(text: str) -> str:
    return re.sub(r"\^(.)", r"\1", text)


def in_box(texts: Sequence[str]) -> str:
    """Values as a list box holds them: commas between, ``^,`` a comma inside. A sign before a comma stands twice."""
    inside = [_BEFORE_COMMA.sub(_told_apart, text) for text in texts]
    return ", ".join([*(_ended(text) for text in inside[:-1]), *inside[-1:]])


def _told_apart(found: re.Match[str]) -> str:
    return f"{found[1] * 2}^," if found[0].endswith(",") else found[0]


def _ended(text: str) -> str:
    """The text as it stands before a comma: the signs at its end stand twice."""
    return text + text[len(text.rstrip(text[-1])) :] if text.endswith(("\\", "^")) else text


def option(value: str) -> str:
    """A value as it is put into a list box; one that ends with an escape needs the comma after it."""
    text = in_box([value, ""])
    return text if value.endswith(("^", "\\")) else text.removesuffix(", ")


def sought(typed: str) -> str:
    """What is looked for by the value that somebody is typing into a list, where others may follow it."""
    return values_in(f"{typed},")[-1] if typed.strip(" ,") else ""


def values_in(box: str) -> list[str]:
    """The values of a list box; ``^,`` and ``\\,`` are a comma inside a value. Raises FilterError for none."""
    values = [""]
    for found in _BOX.finditer(box):
        signs = found[1] or ""
        if not found[0].endswith(","):
            values[-1] += found[0]
            continue
        values[-1] += signs[: len(signs) // 2] + "," * (len(signs) % 2)
        values += [] if len(signs) % 2 else [""]
    kept = [value.strip() for value in values if value.strip()]
    if not kept:
        raise FilterError("Write at least one value.")
    return kept


def _as_boxed(box: str, text: str) -> str:
    """What a box shows for a part of an expression."""
    if box == "text":
        return _unescaped(text)
    named = {expression: name for name, expression in TO_DATE.items()}
    return named.get(text, text) if box == "period" else text


def _clean(box: str, text: str) -> str:
    """The box's content, checked. Raises FilterError that says what belongs there."""
    text = text.strip()
    check: Any = _CHECKS.get(box)
    if not text or (check and not check(text)):
        raise FilterError(_WANTED[box].format(text) if text else f"Write {_NAMES[box]}.")
    return escaped(text) if box == "text" else TO_DATE.get(text, text) if box == "period" else text


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == 10


_CHECKS = {
    "number": lambda text: re.fullmatch(_NUMBER, text),
    "count": lambda text: re.fullmatch(r"[1-9]\d{0,3}", text),
    "unit": lambda text: text in UNITS,
    "date": _is_date,
    "month": lambda text: re.fullmatch(_MONTH, text),
    "year": lambda text: re.fullmatch(_YEAR, text),
    "period": lambda text: text in PERIODS,
    "attribute": lambda text: re.fullmatch(r"[^'\"\[\]{}]{1,60}", text),
}
_NAMES = {
    "text": "a text",
    "value": "a value",
    "number": "a number",
    "count": "a whole number",
    "unit": "a unit",
    "date": "a date",
    "month": "a month",
    "year": "a year",
    "period": "a period",
    "attribute": "the name of an attribute",
    "expression": "an expression, or choose “is any value”",
}
_WANTED = {
    "number": "“{0}” is not a number.",
    "count": "“{0}” is not a whole number from 1 to 9999.",
    "unit": "“{0}” is not a unit of time.",
    "date": "“{0}” is not a date. Write it as 2026-11-17.",
    "month": "“{0}” is not a month. Write it as 2026-11.",
    "year": "“{0}” is not a year. Write it as 2026.",
    "period": "“{0}” is not one of the periods.",
    "attribute": "“{0}” is not a name of an attribute.",
}
