"""One value of an answer as a cell of a file has it: all its digits, or as people read it. PURE."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from explores.export import plain
from explores.formatting import formats
from explores.formatting.formats import Style
from explores.tables.look import coded
from explores.tables.table import Column

Make = Callable[[Any], Any]  # a value of the answer → what stands in the file


def full(column: Column) -> Make:
    """All digits: a decimal as text that has them, dates as ISO no finer than their time frame; None stays."""
    field = column.field

    def make(value: Any) -> Any:
        if value is None or type(value) is int or isinstance(value, str):
            return value
        if isinstance(value, Decimal) and value.is_finite():
            return format(value, "f")
        if isinstance(value, list | tuple):
            return formats.cell(value, "text")
        return plain(value, field)

    return make


def read(column: Column, style: Style) -> Make:
    """As the table on screen has it; a missing value is ∅."""
    field, code = column.field, column.code

    def make(value: Any) -> str:
        own = coded(value, code, style) if code else None
        if own is not None:
            return own
        return formats.cell(value, field.format, style, timeframe=field.timeframe, decimals=column.decimals)

    return make


def unless_missing(make: Make) -> Make:
    """The same, but a missing value stays one."""
    return lambda value: None if value is None else make(value)
