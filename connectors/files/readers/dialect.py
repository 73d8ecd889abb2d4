"""How a delimited file is written: declared in the mapping, or told by its first lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

CANDIDATES = (",", ";", "\t", "|")
WHITESPACE = "whitespace"
SAMPLE_LINES = 60


@dataclass(frozen=True)
class Dialect:
    """Delimiter (None: to be detected; "whitespace": any run of blanks), quote (empty: none), header, columns."""

    delimiter: str | None = None
    quote: str = '"'
    header: bool = True
    columns: tuple[str, ...] = ()
    skip: int = 0  # lines before the header


def detected(text: str, dialect: Dialect) -> Dialect:
    """The dialect with its delimiter filled in."""
    if dialect.delimiter is not None:
        return dialect
    lines = [line for line in text.splitlines()[:SAMPLE_LINES] if line.strip()]
    if dialect.columns and lines and all(len(line.split()) == len(dialect.columns) for line in lines):
        widths = [_widths(lines, each, dialect.quote) for each in CANDIDATES]
        if not any(set(width) == {len(dialect.columns)} for width in widths):
            return replace(dialect, delimiter=WHITESPACE)
    return replace(dialect, delimiter=max(CANDIDATES, key=lambda each: _score(lines, each, dialect.quote)))


def _widths(lines: list[str], delimiter: str, quote: str) -> list[int]:
    return [len(row) for row in csv.reader(lines, **csv_options(delimiter, quote)) if row]


def csv_options(delimiter: str, quote: str) -> dict[str, Any]:
    """The options of Python's reader; without a quote nothing is quoted."""
    if not quote:
        return {"delimiter": delimiter, "quoting": csv.QUOTE_NONE}
    return {"delimiter": delimiter, "quotechar": quote}


def _score(lines: list[str], delimiter: str, quote: str) -> tuple[float, int]:
    """How evenly it divides the lines, and into how many."""
    widths = _widths(lines, delimiter, quote)
    if not widths:
        return 0.0, 0
    width, times = Counter(widths).most_common(1)[0]
    return (times / len(widths) if width > 1 else 0.0), width


def tabbed(block: bytes) -> bytes:
    """Runs of blanks as one tab, none at either end of a line."""
    inner = re.sub(rb"[ \t]+", b"\t", block)
    return re.sub(rb"(?m)^\t|\t$", b"", inner)
