"""Rows that cannot be read, gathered while columns are converted. PURE."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa


class Problems:
    """The first problem of each row of a portion. ``rows`` maps a part of the portion back to it."""

    def __init__(self, size: int) -> None:
        self.first: dict[int, tuple[str, str]] = {}
        self.bad = np.zeros(size, dtype=bool)
        self.rows = np.arange(size)

    def part(self, rows: np.ndarray) -> Problems:
        """The same problems, seen from some of the rows."""
        other = Problems(0)
        other.first, other.bad, other.rows = self.first, self.bad, self.rows[rows]
        return other

    def add(self, bad: np.ndarray, field: str, values: pa.Array, why: Callable[[object], str]) -> None:
        """Note the rows of ``bad``; ``why`` puts the value's fault in words."""
        places = np.flatnonzero(bad)
        shown = values.take(pa.array(places)).to_pylist()
        for place, value in zip(places.tolist(), shown, strict=True):
            self.first.setdefault(int(self.rows[place]), (field, why(value)))
        self.bad[self.rows[places]] = True
