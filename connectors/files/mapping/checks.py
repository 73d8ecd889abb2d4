"""Strict reading of parts of a mapping: every unknown key, wrong type and wrong word is named with its place. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from cdp.nearest import nearest
from connectors.files.errors import MappingError
from connectors.files.expressions.parse import parse
from connectors.files.expressions.tree import ExpressionError, Node
from connectors.files.values import dates
from connectors.files.values.notation import CASES, NEGATIVES, OTHERWISE, Notation


def fail(place: str, what: str) -> MappingError:
    """An error at a place of the mapping."""
    return MappingError(f"{place}: {what}" if place else what)


def mapping_at(place: str, given: Any, allowed: Iterable[str]) -> dict[str, Any]:
    """A mapping with no key but the allowed ones."""
    if not isinstance(given, dict):
        raise fail(place, f"a mapping (name: value) is expected, not {shown(given)}")
    for key in given:
        if key not in allowed:
            raise fail(place, f"unknown key {key!r}{nearest(key, allowed)}")
    return given


def shown(given: Any) -> str:
    """A value in an error, short."""
    return f"{type(given).__name__} {str(given)[:40]!r}"


def text_at(place: str, given: Any) -> str:
    """A text (numbers are taken as text)."""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise fail(place, f"a text is expected, not {shown(given)}")
    return str(given)


def flag_at(place: str, given: Any) -> bool:
    """true or false."""
    if not isinstance(given, bool):
        raise fail(place, f"true or false is expected, not {shown(given)}")
    return given


def number_at(place: str, given: Any) -> float:
    """A number that is not 0."""
    if isinstance(given, bool) or not isinstance(given, int | float) or given == 0:
        raise fail(place, f"a number other than 0 is expected, not {shown(given)}")
    return given


def texts_at(place: str, given: Any) -> tuple[str, ...]:
    """A list of texts; one text alone is a list of one."""
    if isinstance(given, list):
        return tuple("" if each is None else text_at(f"{place}[{n}]", each) for n, each in enumerate(given))
    return (text_at(place, given),)


def word_at(place: str, given: Any, words: Iterable[str]) -> str:
    """One of some words."""
    word = text_at(place, given)
    if word not in words:
        raise fail(place, f"{word!r} is unknown{nearest(word, words)}")
    return word


def expression_at(place: str, given: Any) -> Node:
    """A parsed expression."""
    try:
        return parse(text_at(place, given))
    except ExpressionError as error:
        raise fail(place, str(error)) from error


def _dates(place: str, given: Any) -> tuple[str, ...]:
    found = texts_at(place, given)
    for each in found:
        try:
            dates.check(each)
        except dates.UnknownNotation as error:
            letters = ", ".join(f"%{letter}" for letter in dates.LETTERS)
            raise fail(place, f"{error} cannot be read; letters: {letters}; words: {', '.join(dates.WORDS)}") from error
        if "%" not in each and each not in dates.WORDS:
            raise fail(place, f"{each!r} has no % letters{nearest(each, dates.WORDS)}")
    return found


def _zone(place: str, given: Any) -> str:
    name = text_at(place, given)
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        from zoneinfo import available_timezones

        raise fail(place, f"no time zone is called {name!r}{nearest(name, sorted(available_timezones()))}") from error
    return name


def _single(place: str, given: Any) -> str:
    mark = text_at(place, given)
    if len(mark) > 1:
        raise fail(place, f"one character is expected, not {mark!r}")
    return mark


def _year(place: str, given: Any) -> int | str:
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    return text_at(f"{place}.column", mapping_at(place, given, ("column",)).get("column"))


def _values(place: str, given: Any) -> dict[str, Any]:
    if not isinstance(given, dict) or not given:
        raise fail(place, "a mapping (word in the file: word here) is expected")
    return given


def _otherwise(place: str, given: Any) -> Any:
    if isinstance(given, dict):
        if set(given) != {"value"}:
            raise fail(place, f"keep, empty, reject or {{value: …}} is expected, not {shown(given)}")
        return given
    return word_at(place, given, OTHERWISE)


# key of the mapping: (field of Notation, how it is read)
NOTATION: dict[str, tuple[str, Any]] = {
    "dates": ("dates", _dates),
    "timezone": ("timezone", _zone),
    "year": ("year", _year),
    "decimal": ("decimal", _single),
    "thousands": ("thousands", _single),
    "strip": ("strip", text_at),
    "percent": ("percent", flag_at),
    "negative": ("negative", lambda place, given: word_at(place, given, NEGATIVES)),
    "divide": ("divide", number_at),
    "multiply": ("multiply", number_at),
    "missing": ("missing", texts_at),
    "trim": ("trim", flag_at),
    "case": ("case", lambda place, given: word_at(place, given, CASES)),
    "map": ("values", _values),
    "otherwise": ("otherwise", _otherwise),
    "yes_words": ("yes", texts_at),
    "no_words": ("no", texts_at),
    "empty": ("empty", lambda _place, given: given),
    "invalid": ("invalid", lambda place, given: word_at(place, given, ("quarantine", "empty"))),
}
FOR_FILE = tuple(key for key in NOTATION if key not in {"map", "otherwise", "divide", "multiply", "percent", "empty"})


def notation_at(place: str, given: dict[str, Any], base: Notation) -> Notation:
    """The base with what ``given`` declares otherwise."""
    from dataclasses import replace

    changes = {
        NOTATION[key][0]: NOTATION[key][1](f"{place}.{key}".lstrip("."), value)
        for key, value in given.items()
        if key in NOTATION
    }
    found = replace(base, **changes)
    if found.decimal == found.thousands:
        raise fail(place, f"decimal and thousands are both {found.decimal!r}")
    return found
