"""What a row and a column of the table stand for, said in their attributes: a click is told by these. PURE."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from explores.tables.table import Column, Line


def row_mark(values: Iterable[Any]) -> str:
    """The values of a row's dimensions as JSON: dates as ISO texts, decimals as they are written."""
    return json.dumps(list(values), default=_plain, ensure_ascii=False, separators=(",", ":"))


def group_mark(values: Mapping[str, Any]) -> str:
    """The same for what is told by some of its dimensions alone, by their ids."""
    return json.dumps(dict(values), default=_plain, ensure_ascii=False, separators=(",", ":"))


def cell_mark(field: str, row: str, pivot: str) -> str:
    """The attribute of a figure that stands in no table: all three of its parts."""
    return json.dumps({"field": field, "row": row, "pivot": pivot}, ensure_ascii=False)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def of_row(line: Line) -> str:
    """The attribute of a row."""
    return f' data-row="{escape(row_mark(line.key))}"'


def of_column(column: Column) -> str:
    """The attributes of a head: the field, and its pivot values where it has some."""
    pivot = () if column.total or column.pivot is None else column.pivot
    return f' data-of="{escape(column.field.id)}" data-pivot="{escape(row_mark(pivot))}"'
