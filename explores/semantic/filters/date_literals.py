"""Dates as written: 2018, 2018-05, 2018-Q2, 2018/05/29 05:00, FY2018-Q1. PURE."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from explores.semantic.errors import FilterError
from explores.semantic.filters.words import Word, Words, shown
from explores.semantic.spans import Span
from explores.semantic.timerange import FIRST_YEAR, LAST_YEAR, shift

_DATE = re.compile(r"(\d+)(?:([-/])(\d{1,2})(?:\2(\d{1,2})(?:[tT](\d.*))?)?)?", re.ASCII)
_QUARTER = re.compile(r"(\d+)[-/][qQ](\d)", re.ASCII)
_FISCAL = re.compile(r"[fF][yY](\d+)(?:[-/][qQ](\d))?", re.ASCII)
_TIME = re.compile(r"(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.0+)?)?)?", re.ASCII)
_TIME_WORD = re.compile(r"\d{1,2}(:.*)?", re.ASCII)


def read_literal(words: Words, fiscal_month_offset: int) -> Span | None:
    """The span of the date that comes next, or None where the next word is no date at all."""
    word = words.peek
    if word is None:
        return None
    if match := _FISCAL.fullmatch(word.text):
        words.pop("a year")
        return _fiscal(word, match, fiscal_month_offset)
    if match := _QUARTER.fullmatch(word.text):
        words.pop("a quarter")
        start = _moment(word, _year(word, match[1]), _quarter_month(word, match[2]))
        return start, shift(start, 1, "quarter")
    if match := _DATE.fullmatch(word.text):
        words.pop("a date")
        return _date(word, match, words)
    return None


def _date(word: Word, match: re.Match[str], words: Words) -> Span:
    year, dash, month, day, clock = match.groups()
    if dash == "-" and any(part is not None and len(part) == 1 for part in (month, day)):
        raise _short(word, match)
    if month is None:
        start = _moment(word, _year(word, year))
        return start, shift(start, 1, "year")
    start = _moment(word, _year(word, year), int(month), int(day or 1))
    if day is None:
        return start, shift(start, 1, "month")
    if clock is not None:
        return _at(start, Word(clock, word.position + match.start(5)))
    if words.peek and _TIME_WORD.fullmatch(words.peek.text):
        return _at(start, words.pop("a time"))
    return start, shift(start, 1, "day")


def _at(day: datetime, word: Word) -> Span:
    """The hour, minute or second of ``day`` that a clock time names."""
    match = _TIME.fullmatch(word.text)
    if not match:
        raise FilterError(
            f"{shown(word.text)} is no time of day. Try '05:00' or '05:00:00'; times are in the query's time zone.",
            word.position,
        )
    hour, minute, second = (None if part is None else int(part) for part in match.groups())
    try:
        start = day.replace(hour=hour or 0, minute=minute or 0, second=second or 0)
    except ValueError:
        raise FilterError(f"There is no time {shown(word.text)} in a day.", word.position) from None
    unit = "hour" if minute is None else "minute" if second is None else "second"
    return start, shift(start, 1, unit)


def _fiscal(word: Word, match: re.Match[str], offset: int) -> Span:
    """Fiscal years are named after the calendar year they start in."""
    start = shift(_moment(word, _year(word, match[1])), offset, "month")
    if match[2] is None:
        return start, shift(start, 1, "year")
    start = shift(start, _quarter_month(word, match[2]) - 1, "month")
    return start, shift(start, 1, "quarter")


def _year(word: Word, text: str) -> int:
    if len(text) != 4 or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise FilterError(
            f"{shown(text)} is no year; a year has four digits, from {FIRST_YEAR} to {LAST_YEAR}. "
            "To count back, name the unit: '3 days', '12 months'.",
            word.position,
            suggestion=repr(f"{text} days") if len(text) < 4 and word.text == text else None,
        )
    return int(text)


def _quarter_month(word: Word, quarter: str) -> int:
    if quarter not in "1234":
        raise FilterError(f"There is no quarter {quarter} in {shown(word.text)}; Q1 to Q4 are.", word.position)
    return int(quarter) * 3 - 2


def _moment(word: Word, year: int, month: int = 1, day: int = 1) -> datetime:
    try:
        return datetime(year, month, day)  # noqa: DTZ001 - wall clock time
    except ValueError:
        pass
    if not 1 <= month <= 12:
        raise FilterError(f"There is no month {month} in {shown(word.text)}.", word.position)
    last = shift(datetime(year, month, 1), 1, "month") - timedelta(days=1)  # noqa: DTZ001
    raise FilterError(f"There is no day {day} in {last:%B} {year}.", word.position, suggestion=repr(f"{last:%Y-%m-%d}"))


def _short(word: Word, match: re.Match[str]) -> FilterError:
    year, _, month, day, _ = match.groups()
    full = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    return FilterError(
        f"{shown(word.text)}: month and day have two digits when written with dashes.", word.position,
        suggestion=repr(full),
    )  # fmt: skip
