"""What a row and a column of the table stand for, said in their attributes: a click is told by these. PURE."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

from explores.table import Column, Line


def row_mark(values: Iterable[Any]) -> str:
    """The values of a row's dimensions as JSON: dates as ISO texts, decimals as they are written."""
    return json.dumps(list(values), default=_plain, ensure_ascii=False, separators=(",", ":"))


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
