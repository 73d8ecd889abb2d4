"""How a value reads: numbers, money, rates, dates, times taken. Done once, for tables, charts and tiles. PURE."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from explores.formatting.languages import LANGUAGES, Language
from explores.semantic.timeframes import display

NONE = "∅"  # no value; never an empty cell
MINUS = "−"
THIN = "\u202f"  # a thin space that does not break the line
DECIMALS = {"integer": 0, "decimal": 2, "money": 2, "percent": 1, "co2e_g": 2, "co2e_kg": 2}
MASSES = {"co2e_g": ("g", "kg", "t"), "co2e_kg": ("kg", "t")}  # the unit of the figure, then those that axes go over to


@dataclass(frozen=True)
class Style:
    """How one reader reads: their language, and the currency of the amounts where all have the same (ISO 4217)."""

    language: str = "en"
    currency: str | None = None

    @cached_property
    def conventions(self) -> Language:
        """Separators, currency side and month names of the language; English where it is not known."""
        return LANGUAGES.get(self.language.lower(), LANGUAGES.get(self.language[:2].lower(), LANGUAGES["en"]))


PLAIN = Style()


@lru_cache(maxsize=256)
def split_format(name: str) -> tuple[str, int]:
    """The format and its decimals: ``percent_2`` → (percent, 2); without a number the format's own."""
    base, _, tail = name.rpartition("_")
    if base and tail.isdigit():
        return base, int(tail)
    return name, DECIMALS.get(name, 2)


def is_number(value: Any) -> bool:
    """Whether the value is a finite number (a truth value is not)."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool) and math.isfinite(value)


def is_numeric(format_name: str) -> bool:
    """Whether cells of this format stand to the right, with tabular figures."""
    return split_format(format_name)[0] in DECIMALS


def column_decimals(values: Iterable[Any], format_name: str) -> int:
    """Decimals of a whole column. Large amounts need no cents: none above 10,000 with nothing under 100 beside it.

    Whole numbers of a measure that could have had fractions (units sold) need no decimals either.
    """
    base, decimals = split_format(format_name)
    if base in MASSES:
        return _mass_decimals([abs(value) for value in values if is_number(value) and value], decimals)
    if format_name == "decimal":
        return 0 if all(value == int(value) for value in values if is_number(value)) else decimals
    if base != "money" or format_name != base:
        return decimals
    sizes = [abs(value) for value in values if is_number(value) and value]
    return 0 if sizes and max(sizes) >= 10_000 and min(sizes) >= 100 else decimals


def _mass_decimals(sizes: list[Any], most: int) -> int:
    """Three digits say all that an estimate knows, as long as none of the column would read as zero."""
    least = min(sizes, default=0)
    return next((places for places, above in ((0, 100), (1, 10)) if least >= above), most)


def cell(
    value: Any,
    format_name: str,
    style: Style = PLAIN,
    *,
    timeframe: str | None = None,
    decimals: int | None = None,
) -> str:
    """The text of one value in a table, tooltip or file for people."""
    if value is None or (isinstance(value, float | Decimal) and not math.isfinite(value)):
        return NONE
    if isinstance(value, bool):
        return style.conventions.yes if value else style.conventions.no
    if isinstance(value, datetime | date):
        return moment(value, timeframe)
    if isinstance(value, int | float | Decimal):
        return _number(value, format_name, style, decimals)
    if isinstance(value, list | tuple):
        return ", ".join(cell(part, "text", style) for part in value) or NONE
    return str(value) or NONE


def _number(value: Any, format_name: str, style: Style, decimals: int | None) -> str:
    base, own = split_format(format_name)
    if base not in DECIMALS:  # a year, an hour of the day, a number that names something
        return str(value).replace("-", MINUS)
    places = own if decimals is None else decimals
    exact = Decimal(value) if isinstance(value, int) else value  # a float would lose the last digits of large counts
    size = abs(exact) * 100 if base == "percent" else abs(exact)
    text = f"{size:,.{places}f}"
    less = ""
    if size and places and not text.strip("0.,"):  # it would read as zero and is not
        less, text = ("> " if value < 0 else "< "), f"{10**-places:.{places}f}"
    sign = MINUS if value < 0 and (less or text.strip("0.,")) else ""
    return less + sign + unit(localised(text, style), base, style)


def localised(text: str, style: Style) -> str:
    """English separators become the reader's."""
    separators = style.conventions.separators
    return text.translate(separators) if separators else text


def unit(text: str, base: str, style: Style) -> str:
    """The figure with its sign of money or percent on the reader's side."""
    if base == "percent":
        return f"{text}{THIN}%"
    if base in MASSES:
        return f"{text}{THIN}{MASSES[base][0]}"
    if base == "money" and style.currency:
        return style.conventions.money(text, style.currency)
    return text


def moment(value: date, timeframe: str | None = None) -> str:
    """A date or time as tables write it: ISO, no finer than its time frame."""
    if timeframe:
        return str(display(timeframe, value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}" if value.second else f"{value:%Y-%m-%d %H:%M}"
    return value.isoformat()


def compact(value: Any, format_name: str, style: Style = PLAIN) -> str:
    """A figure for an axis or a crowded place: €200k, 1.5M, 12 %; zero has no unit."""
    if not is_number(value):
        return cell(value, format_name, style)
    base, _ = split_format(format_name)
    if not value:
        return "0"
    size = float(abs(value)) * (100 if base == "percent" else 1)
    if base in MASSES:
        return _compact_mass(value, MASSES[base], style)
    power = next((p for p in (4, 3, 2, 1) if size >= 0.9995 * 1000**p), 0)
    figure = localised(_three_digits(size / 1000**power), style) + ("", "k", "M", "B", "T")[power]
    return (MINUS if value < 0 else "") + unit(figure, base, style)


def _compact_mass(value: Any, units: tuple[str, ...], style: Style) -> str:
    size = float(abs(value))
    power = next(p for p in reversed(range(len(units))) if size >= 0.9995 * 1000**p or not p)
    figure = localised(_three_digits(size / 1000**power), style)
    return f"{MINUS if value < 0 else ''}{figure}{THIN}{units[power]}"


def _three_digits(number: float) -> str:
    """Three significant digits, never in scientific notation."""
    return f"{number:.0f}" if number >= 100 else f"{Decimal(f'{number:.3g}'):f}"


@dataclass(frozen=True)
class Headline:
    """A single value: the figure, its unit (smaller beside it), and the exact figure where the figure is rounded."""

    text: str
    unit: str = ""
    exact: str = ""


def headline(value: Any, format_name: str, style: Style = PLAIN, *, timeframe: str | None = None) -> Headline:
    """Exact below 10 million, then three significant digits; money is compact from 1 million."""
    base, _ = split_format(format_name)
    exact = cell(value, format_name, style, timeframe=timeframe, decimals=column_decimals([value], format_name))
    if not is_number(value) or base not in DECIMALS:
        return Headline(exact)
    if base == "percent":
        return Headline(exact.removesuffix(f"{THIN}%"), "%")
    if base in MASSES:
        return Headline(exact.removesuffix(f"{THIN}{MASSES[base][0]}"), f"{MASSES[base][0]} CO2e")
    if abs(value) < (1_000_000 if base == "money" else 10_000_000):
        return Headline(exact)
    power = next(p for p in (4, 3, 2) if abs(value) >= 1000**p)
    figure = localised(_three_digits(float(abs(value)) / 1000**power), style) + THIN + ("M", "B", "T")[power - 2]
    return Headline((MINUS if value < 0 else "") + unit(figure, base, style), "", exact)


def change(now: Any, before: Any, format_name: str, style: Style = PLAIN) -> str:
    """From ``before`` to ``now``: percent for an amount, points for a rate; ∅ where there is nothing to compare."""
    if not (is_number(now) and is_number(before)):
        return NONE
    rate = split_format(format_name)[0] == "percent"
    if not rate and not before:
        return NONE
    size = float(now - before) * 100 if rate else float(now - before) / abs(float(before)) * 100
    text = f"{abs(size):,.2f}" if rate else f"{abs(size):,.1f}"
    if not text.strip("0.,"):
        return "no change"
    arrow = "↑" if size > 0 else "↓"
    return f"{arrow} {localised(text, style)}{THIN}{'pt' if rate else '%'}"


def count(number: int, style: Style = PLAIN) -> str:
    """A count of things: 81,233."""
    return cell(number, "integer", style)


def took(seconds: float, style: Style = PLAIN) -> str:
    """A time taken: 212 ms, then 3.9 s."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    return localised(f"{seconds:,.1f}", style) + " s"


def size(number: int, style: Style = PLAIN) -> str:
    """Bytes in decimal units: 9.4 MB."""
    amount, names = float(number), ["B", "kB", "MB", "GB", "TB"]
    while amount >= 999.5 and len(names) > 1:
        amount, names = amount / 1000, names[1:]
    return localised(f"{amount:.0f}" if amount >= 100 or names[0] == "B" else f"{amount:.1f}", style) + f" {names[0]}"


def local(when: datetime, zone: str) -> datetime:
    """The moment on the zone's clock; a naive one is UTC."""
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(ZoneInfo(zone))


def clock(when: datetime, now: datetime, zone: str, style: Style = PLAIN) -> str:
    """When something was so: 12:03 today, 16 Nov 17:00 this year, 16 Nov 2025 before."""
    there, here = local(when, zone), local(now, zone)
    if there.date() == here.date():
        return f"{there:%H:%M}"
    if abs(here - there) < timedelta(days=300):
        return f"{there.day} {month_name(there.month, style)} {there:%H:%M}"
    return day(there, style)


def day(value: date, style: Style = PLAIN) -> str:
    """A date in running text: 17 Nov 2026."""
    return f"{value.day} {month_name(value.month, style)} {value.year}"


def month_name(month: int, style: Style = PLAIN) -> str:
    """The short name of a month (1 to 12)."""
    return style.conventions.months[month - 1]
