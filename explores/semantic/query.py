"""The one Query that a URL, a Look, a tile, a schedule, an alert, an API call and the command line all carry. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DEFAULT_LIMIT = 500


@dataclass(frozen=True)
class Sort:
    """Sort by a chosen field; ``pivot`` names the pivot column a pivoted measure is sorted in."""

    field: str
    descending: bool = False
    pivot: str | None = None


@dataclass(frozen=True)
class Query:
    """A question to one explore. Field names are ``view.field`` or ``view.group_timeframe`` (orders.ordered_month)."""

    explore: str
    fields: tuple[str, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()  # (field, expression); all apply
    sorts: tuple[Sort, ...] = ()  # empty: the default sort
    pivots: tuple[str, ...] = ()  # dimensions among ``fields`` that become columns
    limit: int | None = DEFAULT_LIMIT  # None: all rows
    totals: bool = False
    row_totals: bool = False
    subtotals: bool = False
    timezone: str | None = None  # IANA; None: the viewer's
    custom: Mapping[str, Any] = field(default_factory=dict)  # custom fields by name
