"""Reads date filters: "last 3 months", "2 weeks ago for 2 weeks", "2018-05 to this month", "before Monday, NULL". PURE.

The grammar, one term of a comma list (the whole of it is in ``docs/filters.md``)::

    term   = [NOT] ( NULL | before start | after start | range )
    range  = base [ for N unit | to start ]
    base   = date | today | yesterday | tomorrow | now | weekday
           | this unit [ to unit ] | last unit | next unit
           | [last] N [complete] unit | N unit ago | N unit from now
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from explores.semantic.errors import FilterError, nearest
from explores.semantic.filters.date_literals import read_literal
from explores.semantic.filters.words import Word, Words, shown, unexpected
from explores.semantic.spans import Span
from explores.semantic.timerange import UNITS, WEEKDAYS, Calendar, floor, shift

_JOINED = re.compile(r"(\d{1,6})([a-z]+)", re.ASCII | re.IGNORECASE)
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_PLAIN_UNITS = tuple(unit for unit in UNITS if " " not in unit)
_UNIT_WORDS = (*_PLAIN_UNITS, *(f"{unit}s" for unit in _PLAIN_UNITS), "fiscal")
_KEYWORDS = (
    *_UNIT_WORDS, *WEEKDAYS, *_DAYS, "now", "this", "last", "next", "before", "after", "null", "not", "complete",
    "ago", "from", "for", "to",
)  # fmt: skip
_AFTER_AMOUNT = ("ago", "from", "for", "to")


@dataclass
class DateTerms:
    """What a list of terms asks for: stretches of local time to keep and to leave out, and missing values."""

    include: list[Span] = field(default_factory=list)
    exclude: list[Span] = field(default_factory=list)
    null: bool = False
    not_null: bool = False


class DateReader:
    """Reads terms with a fixed ``now`` (local wall clock time) and calendar."""

    def __init__(self, now: datetime, calendar: Calendar) -> None:
        self.now = now.replace(microsecond=0)
        self.calendar = calendar

    def read(self, terms: list[Words]) -> DateTerms:
        """All terms. Raises FilterError with the character where one goes wrong."""
        found = DateTerms()
        for words in terms:
            start = words.position
            try:
                self._term(words, found)
            except OverflowError:
                raise FilterError("This reaches beyond the years 1000 to 9998.", start) from None
            words.finish(_KEYWORDS)
        return found

    def _term(self, words: Words, found: DateTerms) -> None:
        negated = words.take("not")
        if words.take("null"):
            found.not_null, found.null = found.not_null or negated, found.null or not negated
        else:
            (found.exclude if negated else found.include).append(self._range(words))

    def _range(self, words: Words) -> Span:
        if words.take("before"):
            return None, self._base(words)[0]
        if words.take("after"):
            return self._base(words)[0], None
        position = words.position
        base = self._base(words)
        if words.take("for"):
            count, unit, _ = self._amount(words)
            return base[0], shift(base[0], count, unit)
        if words.take("to"):
            return self._until(words, base, position)
        return base

    def _until(self, words: Words, base: Span, position: int) -> Span:
        end = self._base(words)[0]
        if end < base[0]:
            raise FilterError("This range ends before it begins; the earlier date comes first.", position)
        return base[0], end

    def _base(self, words: Words) -> Span:
        literal = None if self._amount_follows(words) else read_literal(words, self.calendar.fiscal_month_offset)
        if literal:
            return literal
        if words.peek and words.peek.lower[0].isdigit():
            return self._counted(words)
        return self._keyword(words)

    def _keyword(self, words: Words) -> Span:
        word = words.pop("a date or a period")
        if word.lower in _DAYS:
            return self._whole("day", _DAYS[word.lower])
        if word.lower in WEEKDAYS:
            return self._weekday(WEEKDAYS.index(word.lower))
        match word.lower:
            case "now":
                return self._whole("second", 0)
            case "this":
                return self._this(words)
            case "next":
                return self._whole(self._unit(words), 1)
            case "last":
                counted = words.peek is not None and words.peek.lower[0].isdigit()
                return self._last(*self._amount(words)) if counted else self._whole(self._unit(words), -1)
        raise unexpected(word, _KEYWORDS)

    def _this(self, words: Words) -> Span:
        """``this month``, or ``this month to day``: from the start of one unit to the start of the other."""
        unit = self._unit(words)
        start, end = self._whole(unit, 0)
        ahead = words.peek
        if ahead and ahead.lower == "to" and words.followed_by(_UNIT_WORDS):
            words.take("to")
            end = floor(self.now, self._unit(words), self.calendar)
        return start, end

    def _counted(self, words: Words) -> Span:
        count, unit, complete = self._amount(words)
        if not complete and words.take("ago"):
            return self._whole(unit, -count)
        if not complete and words.take("from", "now"):
            return self._whole(unit, count)
        if words.peek and words.peek.lower not in _AFTER_AMOUNT:
            raise unexpected(words.peek, ("ago", "from now", "for", "to"))
        return self._last(count, unit, complete)

    def _last(self, count: int, unit: str, complete: bool) -> Span:
        """``count`` units up to the end of the current one; complete ones end where the current one begins.

        "60 seconds" is the exception that Looker's tables make: the sixty that are over.
        """
        if complete or (count, unit) == (60, "second"):
            end = floor(self.now, unit, self.calendar)
        else:
            end = shift(floor(self.now, unit, self.calendar), 1, unit)
        return shift(end, -count, unit), end

    def _whole(self, unit: str, away: int) -> Span:
        start = shift(floor(self.now, unit, self.calendar), away, unit)
        return start, shift(start, 1, unit)

    def _weekday(self, weekday: int) -> Span:
        """The most recent such day; today, if it is one."""
        today = floor(self.now, "day", self.calendar)
        start = today - timedelta(days=(today.weekday() - weekday) % 7)
        return start, shift(start, 1, "day")

    def _amount_follows(self, words: Words) -> bool:
        """Whether a count of units comes next, and not a year: that only ``for`` and ``to`` may follow."""
        return bool(words.peek and words.peek.text.isdecimal() and words.followed_by_other(("for", "to")))

    def _amount(self, words: Words) -> tuple[int, str, bool]:
        """``N [complete] unit``."""
        word = words.pop("a number")
        if not (word.text.isascii() and word.text.isdecimal()):
            raise _no_amount(word)
        if len(word.text) > 6:
            raise FilterError(f"{shown(word.text)} is more than can be counted back or ahead.", word.position)
        complete = words.take("complete")
        return int(word.text), self._unit(words, before=f"{word.text} "), complete

    def _unit(self, words: Words, before: str = "") -> str:
        word = words.pop("a unit (day, week, month …)")
        if word.lower == "fiscal":
            return f"fiscal {self._fiscal_unit(words)}"
        unit = word.lower.removesuffix("s")
        if unit in _PLAIN_UNITS:
            return unit
        near = nearest(word.text, _UNIT_WORDS[:-1])
        raise FilterError(
            f"{shown(word.text)} at character {word.position + 1} is no unit of time.", word.position,
            suggestion=repr(before + near) if near else "one of " + ", ".join(_PLAIN_UNITS),
        )  # fmt: skip

    def _fiscal_unit(self, words: Words) -> str:
        word = words.pop("'quarter' or 'year'")
        unit = word.lower.removesuffix("s")
        if unit in ("quarter", "year"):
            return unit
        raise FilterError(f"Fiscal {shown(word.text)} does not exist; fiscal quarters and years do.", word.position)


def _no_amount(word: Word) -> FilterError:
    """The error for what begins like a count or a date and is neither: 3days, 12/31/2018."""
    joined = _JOINED.fullmatch(word.text)
    return FilterError(
        f"{shown(word.text)} is neither a whole number nor a date; a date is written 2018-12-31 or 2018/12/31.",
        word.position, suggestion=repr(f"{joined[1]} {joined[2]}") if joined else None,
    )  # fmt: skip
