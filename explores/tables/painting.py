"""Conditional formatting: which colours and words a table's rules give a cell; the first rule that fits wins. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean, median
from typing import TYPE_CHECKING, Any, NamedTuple

from explores.answer import Row
from explores.charts import options
from explores.charts.options.declared.rules import Condition, Place
from explores.formatting import formats
from explores.tables.inks import SURFACES, along, ink_on, readable

if TYPE_CHECKING:
    from explores.tables.look import Look
    from explores.tables.table import Column


class Paint(NamedTuple):
    """How a cell is painted: colours as ``#rrggbb`` or nothing, the ink on light and on dark pages, and words."""

    background: str = ""
    ink: str = ""
    ink_dark: str = ""
    style: tuple[str, ...] = ()


_Rule = Callable[[Any], Paint | None]


@dataclass
class Painter:
    """The rules of one table, ready for its cells."""

    rules: dict[int, list[_Rule]] = field(default_factory=dict)  # by the place of the column
    of_totals: bool = False
    as_zero: bool = False
    notes: tuple[str, ...] = ()
    known: dict[Paint, str] = field(default_factory=dict)

    @classmethod
    def of(cls, look: Look, columns: Sequence[Column], rows: Sequence[Row], *, subtotals: bool) -> Painter:
        """The painter of a table. Rules do nothing beside subtotals and on columns with bars, and it says so."""
        given = options.each(look.values, "format", "table")
        if not given:
            return NO_PAINT
        if subtotals:
            return cls(notes=("Rules for colours do nothing beside subtotals.",))
        made = cls(of_totals=look["format_totals"], as_zero=look["format_nulls"])
        told: list[str] = []
        for number, rule in given.items():
            told += made._add(number, rule, columns, rows)
        made.notes = tuple(dict.fromkeys(told))
        return made

    @property
    def places(self) -> Iterable[int]:
        """The columns that have rules."""
        return self.rules.keys()

    @property
    def paints(self) -> tuple[Paint, ...]:
        """What the marks mean: the first is f0."""
        return tuple(self.known)

    def mark(self, place: int, value: Any) -> str:
        """The mark of a cell; nothing where no rule fits."""
        value = 0 if value is None and self.as_zero else value
        for rule in self.rules.get(place, ()):
            paint = rule(value)
            if paint is not None:
                return self.known.setdefault(paint, f"f{len(self.known)}")
        return ""

    def _add(self, number: str, rule: dict[str, Any], columns: Sequence[Column], rows: Sequence[Row]) -> Iterable[str]:
        places, told = _columns(number, rule, columns, totals=self.of_totals)
        values = [columns[place].value(row) for place in places for row in rows]
        figures = [float(value) for value in values if formats.is_number(value)]
        figures += [0.0] * sum(value is None for value in values) if self.as_zero else []
        wrong = _wrong(rule)
        if wrong:
            return [f"Rule {number}: {wrong}"]
        made = _condition(rule) if rule["when"] else _scale(rule, figures)
        for place in places:
            self.rules.setdefault(place, []).append(made)
        return told


NO_PAINT = Painter()


def _columns(
    number: str, rule: dict[str, Any], columns: Sequence[Column], *, totals: bool
) -> tuple[list[int], list[str]]:
    """The places a rule is for, and which of them it leaves out."""
    names = rule["fields"]
    meant = [p for p, column in enumerate(columns) if (column.field.id in names if names else column.numeric)]
    found = [place for place in meant if totals or not columns[place].total]
    barred = dict.fromkeys(columns[place].label for place in found if columns[place].bars)
    there = {column.field.id for column in columns}
    told = [f"{label} has bars in its cells, so rules do not colour it." for label in barred]
    told += [f"Rule {number} names {name}, which is not in the table." for name in names if name not in there]
    return [place for place in found if not columns[place].bars], told


def _wrong(rule: dict[str, Any]) -> str:
    if rule["when"] is not None:
        looks = rule["background"] or rule["ink"] or rule["style"] or rule["scale"]
        return "" if looks else "it needs a background, a colour of the text, or bold, italic or struck text."
    if not rule["scale"]:
        return "it needs a scale of colours or a condition."
    return "a scale takes two to five colours." if len(rule["scale"]) < 2 else ""


def _scale(rule: dict[str, Any], figures: list[float]) -> _Rule:
    """Colours along the values."""
    if not figures:
        return lambda value: None
    colours = rule["scale"][::-1] if rule["reverse"] else rule["scale"]
    start, end = (_at(rule[name], figures) for name in ("start", "end"))
    center = (start + end) / 2 if rule["center"] is None else _at(rule["center"], figures)
    if rule["mirror"]:
        reach = max(abs(center - start), abs(end - center))
        start, end = center - reach, center + reach
    steps = rule["steps"]

    def paint(value: Any) -> Paint | None:
        if not formats.is_number(value):
            return None
        share = share_of(float(value), start, center, end)
        colour = along(colours, min(int(share * steps), steps - 1) / (steps - 1))
        return _painted(colour, None, rule["style"])

    return paint


def share_of(value: float, start: float, center: float, end: float) -> float:
    """How far along a value lies, 0 to 1: half way at the centre; beyond the ends it stands at them."""
    low, high = (start, center) if (value < center) == (start <= end) else (center, end)
    if low == high:
        return 0.5 if start != end else 0.0 if value < start else 1.0 if value > start else 0.5
    part = min(max((value - low) / (high - low), 0.0), 1.0) / 2
    return part if (low, high) == (start, center) else part + 0.5


def _at(place: Place, figures: list[float]) -> float:
    if place.word == "number":
        return place.number
    if place.word == "percentile":
        return percentile(figures, place.number)
    return _WORDS[place.word](figures)


_WORDS: dict[str, Callable[[list[float]], float]] = {"min": min, "max": max, "mean": fmean, "median": median}


def percentile(figures: list[float], percent: float) -> float:
    """Between the two nearest figures, as spreadsheets have it."""
    ordered = sorted(figures)
    at = percent / 100 * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (at - low)


def _condition(rule: dict[str, Any]) -> _Rule:
    """A look where a condition is met; the last colour of a scale is a background, too."""
    plain = rule["background"] or rule["ink"] or rule["style"]
    background = rule["background"] if plain else rule["scale"][-1]
    fits, paint = test(rule["when"]), _painted(background, rule["ink"], rule["style"])
    return lambda value: paint if fits(value) else None


def test(wanted: Condition) -> Callable[[Any], bool]:
    """Whether a value meets a condition. A missing one meets none but null; the bounds of between belong to it."""
    kind, low, high, text = wanted.kind, wanted.low, wanted.high, wanted.text.lower()
    by_number: dict[str, Callable[[float], bool]] = {
        "=": lambda number: number == low,
        "!=": lambda number: number != low,
        ">": lambda number: number > low,
        "<": lambda number: number < low,
        "between": lambda number: low <= number <= high,
        "not between": lambda number: not low <= number <= high,
    }
    by_text: dict[str, Callable[[str], bool]] = {
        "is": lambda words: words == text,
        "is not": lambda words: words != text,
        "=": lambda words: words == text,
        "!=": lambda words: words != text,
        "contains": lambda words: text in words,
        "not contains": lambda words: text not in words,
    }
    if kind in {"null", "not null"}:
        return lambda value: (value is None) == (kind == "null")

    def meets(value: Any) -> bool:
        if value is None:
            return False
        if formats.is_number(value) and kind in by_number:
            return by_number[kind](float(value))
        return kind in by_text and not formats.is_number(value) and by_text[kind](formats.cell(value, "text").lower())

    return meets


def _painted(background: str | None, ink: str | None, style: tuple[str, ...]) -> Paint:
    """Text that can be read, whatever was chosen: on its background, or on light and on dark pages."""
    if background:
        shown = readable(ink, background) if ink else ink_on(background)
        return Paint(background, shown, shown, style)
    if ink:
        return Paint("", readable(ink, SURFACES[0]), readable(ink, SURFACES[1]), style)
    return Paint(style=style)
