"""The design tokens as Python values, read from the one file that holds them. PURE.

Charts are drawn from these, so that a figure and the page around it can't drift.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).parent / "static" / "ui" / "tokens.css"
_PAIR = re.compile(
    r"--([a-z0-9-]+):\s*light-dark\(\s*(#[0-9A-Fa-f]{6}|rgb\([^)]*\))\s*,\s*(#[0-9A-Fa-f]{6}|rgb\([^)]*\))\s*\)"
)
THEMES = ("light", "dark")


@cache
def colours(theme: str) -> MappingProxyType[str, str]:
    """Every colour of ``theme`` ("light" or "dark") by token, without dashes: ``colours("dark")["ink"]``."""
    column = THEMES.index(theme) + 1
    return MappingProxyType({match[1]: match[1 + column] for match in _PAIR.finditer(_FILE.read_text())})


def slots(theme: str) -> tuple[str, ...]:
    """The eight series colours in the order they are taken."""
    return tuple(colours(theme)[f"slot{n}"] for n in range(1, 9))


def sequential(theme: str) -> tuple[str, ...]:
    """The nine steps from little to much."""
    return tuple(colours(theme)[f"q{n}"] for n in range(1, 10))


def diverging(theme: str) -> tuple[str, ...]:
    """The nine steps from below to above."""
    return tuple(colours(theme)[f"d{n}"] for n in range(1, 10))
