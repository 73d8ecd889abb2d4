"""How many records of a portion did what; a row of a file counts once, however many records it feeds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

SKIPPED, UPDATED, LOADED = 0, 1, 2  # a row counts as the highest its records reached


@dataclass(frozen=True)
class Rejected:
    """A record that could not be written, by the line of its row."""

    line: int
    field: str
    reason: str


@dataclass(frozen=True)
class Counts:
    """Rows that made something new, changed something, or left everything as it was.

    ``made`` counts rows that were created because something referred to them, by entity; ``merged`` the contacts
    that turned out to be the same person. Neither is a row of the file.
    """

    loaded: int = 0
    updated: int = 0
    skipped: int = 0
    rejected: tuple[Rejected, ...] = ()
    made: dict[str, int] = field(default_factory=dict)
    merged: int = 0


def by_row(lines: list[np.ndarray], outcomes: list[np.ndarray], without: set[int]) -> tuple[int, int, int]:
    """(loaded, updated, skipped) over distinct lines, those of rejected rows left out."""
    if not lines:
        return 0, 0, 0
    rows, position = np.unique(np.concatenate(lines), return_inverse=True)
    best = np.zeros(len(rows), dtype=np.int8)
    np.maximum.at(best, position, np.concatenate(outcomes))
    kept = best[~np.isin(rows, list(without))] if without else best
    return int((kept == LOADED).sum()), int((kept == UPDATED).sum()), int((kept == SKIPPED).sum())
