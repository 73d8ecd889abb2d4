"""How the rows of an answer are to stand in a file. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from explores.formatting.formats import PLAIN, Style
from explores.semantic.query import Sort


@dataclass(frozen=True)
class Options:
    """``settings`` are those of a table's look, texts by their names in ``explores.charts.options``."""

    displayed: bool = True  # names, order and hiding as the table on screen has them; else the plain data table
    formatted: bool = False  # figures as people read them; else all their digits
    guard: bool = True  # text that a spreadsheet would compute is made text again
    title: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)
    sorts: tuple[Sort, ...] = ()
    style: Style = PLAIN
