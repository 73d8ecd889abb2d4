"""The one Query that a URL, a Look, a tile, a schedule, an alert, an API call and the command line all carry. PURE."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DEFAULT_LIMIT = 500
COLUMN_LIMIT, MOST_COLUMNS = 50, 200  # pivot columns, by default and at most
UNSORTED = "__UNSORTED__"  # as the field of a sort: rows come in whatever order they are found


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
    column_limit: int = COLUMN_LIMIT  # pivot columns; all measures under one value are one column
    totals: bool = False
    row_totals: bool = False
    subtotals: bool = False
    where: Mapping[str, Any] = field(default_factory=dict)  # filters joined by AND and OR (``where.read``); empty: none
    fill: tuple[str, ...] | None = None  # dimensions whose missing values are filled in; None: as the rule has it
    compare: str | None = None  # with an earlier time: previous or year (``comparing``); None: not
    timezone: str | None = None  # IANA; None: the viewer's
    custom: Mapping[str, Any] = field(default_factory=dict)  # custom fields by name
