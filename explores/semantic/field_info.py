"""A field in the words of pickers, the API and the command line. PURE."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FieldInfo:
    """A field as pickers, the API and the command line list it."""

    id: str
    label: str  # "Orders › Order date › Month"
    short_label: str  # "Order month"
    view: str
    view_label: str
    group_label: str | None
    kind: str  # dimension, measure, calculation, parameter
    type: str
    timeframe: str | None
    format: str
    definition: str
    sql: str
    item_label: str | None = None  # the short name under the group's heading, where it has its own
    allowed: tuple[tuple[str, str], ...] = ()  # of a parameter: each value with its label; none: any value
    default: str | None = None  # of a parameter
