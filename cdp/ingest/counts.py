"""How many records of a portion did what; a row of a file counts once, however many records it feeds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

SKIPPED, UPDATED, LOADED = 0, 1, 2  # a row counts as the highest its records reached


_NONE: np.ndarray = np.empty(0, dtype=np.int64)


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
    lines: np.ndarray = field(default_factory=lambda: _NONE, repr=False, compare=False)
    outcomes: np.ndarray = field(default_factory=lambda: _NONE, repr=False, compare=False)


def number_of(outcomes: np.ndarray, outcome: int) -> int:
    """How many rows came to an outcome."""
    return int((outcomes == outcome).sum())


def outcomes(count: int, fresh: list[int] | None, changed: list[int] | None) -> np.ndarray:
    """An outcome per row number."""
    found = np.full(count, SKIPPED, dtype=np.int8)
    found[fresh or []] = LOADED
    found[changed or []] = UPDATED
    return found


def by_row(lines: list[np.ndarray], outcomes: list[np.ndarray], without: set[int]) -> tuple[np.ndarray, np.ndarray]:
    """Distinct lines, those of rejected rows left out, and the outcome of each."""
    if not lines:
        return _NONE, _NONE
    rows, position = np.unique(np.concatenate(lines), return_inverse=True)
    best = np.zeros(len(rows), dtype=np.int8)
    np.maximum.at(best, position, np.concatenate(outcomes))
    kept = ~np.isin(rows, list(without)) if without else slice(None)
    return rows[kept], best[kept]
