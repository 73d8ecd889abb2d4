"""The functions of expressions: how many arguments each takes, and how it is written. PURE."""

from __future__ import annotations

# name: (fewest arguments, most (None: any number), as it is written)
SIGNATURES: dict[str, tuple[int, int | None, str]] = {
    "if": (3, 3, "if(condition, then, else)"),
    "case": (3, None, "case(condition, value, condition, value, …, otherwise)"),
    "coalesce": (1, None, "coalesce(first, second, …)"),
    "concat": (1, None, "concat(text, text, …)"),
    "lower": (1, 1, "lower(text)"),
    "upper": (1, 1, "upper(text)"),
    "title": (1, 1, "title(text)"),
    "trim": (1, 1, "trim(text)"),
    "replace": (3, 3, "replace(text, what, by)"),
    "regex_replace": (3, 3, "regex_replace(text, pattern, by)"),
    "extract": (2, 2, "extract(text, pattern with one group)"),
    "left": (2, 2, "left(text, count)"),
    "right": (2, 2, "right(text, count)"),
    "substr": (2, 3, "substr(text, first character from 1, count)"),
    "split": (3, 3, "split(text, separator, part from 1)"),
    "length": (1, 1, "length(text)"),
    "pad_left": (3, 3, "pad_left(text, length, character)"),
    "starts_with": (2, 2, "starts_with(text, start)"),
    "ends_with": (2, 2, "ends_with(text, end)"),
    "contains": (2, 2, "contains(text, part)"),
    "matches": (2, 2, "matches(text, pattern)"),
    "number": (1, 1, "number(text)"),
    "text": (1, 1, "text(value)"),
    "abs": (1, 1, "abs(number)"),
    "round": (1, 2, "round(number, places)"),
    "floor": (1, 1, "floor(number)"),
    "ceil": (1, 1, "ceil(number)"),
    "least": (1, None, "least(number, number, …)"),
    "greatest": (1, None, "greatest(number, number, …)"),
    "time": (1, 2, "time(text, notation)"),
    "year": (1, 1, "year(time)"),
    "month": (1, 1, "month(time)"),
    "day": (1, 1, "day(time)"),
}

# Their arguments behind the first are constants, not columns.
CONSTANTS = frozenset(
    {
        "replace", "regex_replace", "extract", "left", "right", "substr", "split", "pad_left", "starts_with",
        "ends_with", "contains", "matches", "round", "time",
    }
)  # fmt: skip
