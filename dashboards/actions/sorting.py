"""A table sorted for this visit by a click on its head: the question is asked anew, so a cut table shows other rows.

PURE.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode

from dashboards.changes import CHANGE
from dashboards.model import Tile
from explores.export import pivot_name
from explores.semantic.query import Sort
from explores.semantic.url import parse_sort, sort_text
from explores.tables.table import Column

SORT = "sort"  # in the address of a tile


def resorted(tile: Tile, wanted: str) -> Tile:
    """The tile with the sort of an address in place of its own; charts and merged results keep theirs.

    Raises SemanticError for what reads as no sort.
    """
    if not wanted or tile.vis != "table" or tile.merge is not None:
        return tile
    return replace(tile, query=replace(tile.query, sorts=(parse_sort(wanted),)))


def links(tile: Tile, columns: Sequence[Column], address: str) -> list[str]:
    """For each column where a click on its head leads; empty for what is computed beside the question."""
    if tile.merge is not None:
        return [""] * len(columns)
    return [
        "" if unsorted(column) else f"{address}&{urlencode({SORT: sort_text(clicked(column))})}" for column in columns
    ]


def unsorted(column: Column) -> bool:
    """Whether the warehouse knows nothing to sort by."""
    return column.field.id == CHANGE or column.total


def clicked(column: Column) -> Sort:
    """The other way round where it sorts already; else names from A, figures from the largest."""
    descending = column.sort == "asc" if column.sort else column.field.kind != "dimension"
    pivot = None if column.pivot is None else pivot_name(column.pivot)
    return Sort(column.field.id, descending, pivot)
