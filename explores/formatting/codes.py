"""Format codes as spreadsheets write them, a part of them: ``#,##0.0``  ``0%``  ``$0.0,"k"``  ``d mmm yyyy``. PURE.

A number: words in quotes, one of $ € £ ¥ + − ( ) and spaces around ``0`` ``#`` ``,`` ``.``; each comma after the last
digit divides by a thousand, ``%`` makes percent. A date: d dd ddd m mm mmm mmmm yy yyyy q h hh nn and signs between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from explores.formatting.formats import MINUS, NONE, PLAIN, Style, is_number, localised, month_name

MOST_DECIMALS = 9
LONGEST = 200  # characters of a code; what is read of it stands in every cell
_LITERAL = r'(?:"[^"]*"|[$€£¥+()\s\u202f-])*'
_NUMBER = re.compile(
    rf"(?P<before>{_LITERAL})(?P<whole>#?,?#*0*)(?P<decimals>\.0*#*)?(?P<thousands>,*)(?P<percent>\s?%)?(?P<after>{_LITERAL})"
)
_WHOLE = re.compile(r"(?:#,#*|#*)0*")
_DATE_PART = re.compile(r'"[^"]*"|d{1,3}|m{1,4}|yyyy|yy|q|hh?|nn|[\s./,:\'’-]')
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class BadCode(ValueError):
    """A format code that can't be read."""


@dataclass(frozen=True)
class NumberCode:
    """A number format: digits around the point, and what stands before and after."""

    text: str  # as written
    before: str = ""
    after: str = ""
    whole: int = 1  # digits at least
    decimals: int = 0  # at least
    most: int = 0  # decimals at most
    grouped: bool = False
    divided: float = 1.0
    percent: str = ""  # the sign, with its space

    def __str__(self) -> str:
        return self.text

    def show(self, value: object, style: Style = PLAIN) -> str:
        """The figure; ∅ where there is none."""
        if not is_number(value):
            return NONE
        size = abs(Decimal(str(value))) / Decimal(self.divided) * (100 if self.percent else 1)
        figure = f"{size:,.{self.most}f}"
        if self.most > self.decimals:
            kept = figure.rstrip("0")
            least = len(figure) - self.most + self.decimals
            figure = (kept if len(kept) >= least else figure[:least]).rstrip(".")
        whole, point, rest = figure.partition(".")
        if not self.grouped:
            whole = whole.replace(",", "")
        shown = whole.rjust(self.whole, "0") if self.whole else whole.lstrip("0")
        sign = MINUS if Decimal(str(value)) < 0 and figure.strip("0.,") else ""
        return f"{sign}{self.before}{localised(shown + point + rest, style)}{self.percent}{self.after}"


def number_code(text: str) -> NumberCode:
    """The format that a code means. Raises BadCode."""
    match = _NUMBER.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None or not _WHOLE.fullmatch(match["whole"]) or not (match["whole"] or match["decimals"]):
        raise BadCode(text)
    decimals = (match["decimals"] or ".")[1:]
    digits = match["whole"].count("0")
    if len(decimals) > MOST_DECIMALS or digits > MOST_DECIMALS or len(match["thousands"]) > 5:
        raise BadCode(text)
    return NumberCode(
        text=text.strip(),
        before=_literal(match["before"]),
        after=_literal(match["after"]),
        whole=digits,
        decimals=decimals.count("0"),
        most=len(decimals),
        grouped="," in match["whole"],
        divided=1000.0 ** len(match["thousands"]),
        percent=match["percent"] or "",
    )


def _literal(text: str) -> str:
    return text.replace('"', "").replace("-", MINUS)


@dataclass(frozen=True)
class DateCode:
    """A date format, in its parts."""

    text: str
    parts: tuple[str, ...]

    def __str__(self) -> str:
        return self.text

    def show(self, when: date, style: Style = PLAIN) -> str:
        """The date."""
        return "".join(_part(part, when, style) for part in self.parts)


def date_code(text: str) -> DateCode:
    """The format that a code such as ``d mmm yyyy`` means. Raises BadCode."""
    given = text.strip()
    parts = tuple(match[0] for match in _DATE_PART.finditer(given)) if len(text) <= LONGEST else ()
    if not parts or "".join(parts) != given or not any(part[0] in "dmyqhn" for part in parts):
        raise BadCode(text)
    return DateCode(given, parts)


def _part(part: str, when: date, style: Style) -> str:
    clock = when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)  # noqa: DTZ001
    if part.startswith('"'):
        return part[1:-1]
    found = {
        "d": f"{when.day}",
        "dd": f"{when.day:02d}",
        "ddd": _DAYS[when.weekday()],
        "m": f"{when.month}",
        "mm": f"{when.month:02d}",
        "mmm": month_name(when.month, style),
        "mmmm": f"{when:%B}",
        "yy": f"{when.year % 100:02d}",
        "yyyy": f"{when.year:04d}",
        "q": f"{(when.month + 2) // 3}",
        "h": f"{clock.hour}",
        "hh": f"{clock.hour:02d}",
        "nn": f"{clock.minute:02d}",
    }
    return found.get(part, part)
