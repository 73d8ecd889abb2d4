"""The whole menu of a column: who gives entries, in the order of the groups. PURE."""

from __future__ import annotations

from explores.tables.column_looks import looking
from explores.tables.columns import (
    Entry,
    Head,
    Maker,
    calculating,
    filling,
    filtering,
    moving,
    pivoting,
    removing,
    sorting,
    taking,
    telling,
)

MENU: list[Maker] = [sorting, pivoting, filtering, filling, calculating, moving, looking, taking, removing, telling]


def menu(head: Head) -> list[list[Entry]]:
    """The groups of entries for a column, empty ones left out."""
    groups = [list(maker(head)) for maker in MENU]
    return [group for group in groups if group]
