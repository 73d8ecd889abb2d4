"""How values are written in a file: declared, never guessed. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CASES = ("lower", "upper", "title")
OTHERWISE = ("keep", "empty", "reject")


@dataclass(frozen=True)
class Notation:
    """Declared once for a file, and again for a field where it differs.

    ``dates``: notations tried in order (strptime's letters; ``iso``, ``epoch``, ``epoch_ms``, ``epoch_us``,
    ``excel``). ``year`` is for dates without one: a number, or the name of a column. ``otherwise``: what becomes of
    a value that ``values`` does not name: keep, empty, reject, or {"value": …}.
    """

    dates: tuple[str, ...] = ("iso",)
    timezone: str = "UTC"
    year: int | str | None = None
    decimal: str = "."
    thousands: str = ""
    strip: str = ""  # characters that are taken out of numbers, such as currency signs
    percent: bool = False
    negative: str = "minus"  # minus, parentheses, trailing
    divide: float = 1
    multiply: float = 1
    missing: tuple[str, ...] = ()
    trim: bool = True
    case: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    otherwise: Any = "keep"
    yes: tuple[str, ...] = ("true", "yes", "y", "t", "1", "on")
    no: tuple[str, ...] = ("false", "no", "n", "f", "0", "off")
    empty: Any = None  # stands where the file has no value
    invalid: str = "quarantine"  # or empty
    native: bool = False  # the file's own notation (ISO dates, plain numbers) is fine too


NEGATIVES = ("minus", "parentheses", "trailing")
