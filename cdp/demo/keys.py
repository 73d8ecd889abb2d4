"""Ids handed out in advance, so that rows can name each other before any of them is written. PURE."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from cdp.demo.clock import Ints


class Keys:
    """A counter for each table, starting at the first id free in the database."""

    def __init__(self, first: Mapping[str, int]) -> None:
        self._next = dict(first)

    def take(self, table: str, size: int) -> Ints:
        """The next ``size`` ids of a table (a name of ``TABLES`` or ``OTHERS``)."""
        start = self._next.get(table, 1)
        self._next[table] = start + size
        return np.arange(start, start + size, dtype=np.int64)

    def one(self, table: str) -> int:
        """The next id of a table."""
        return int(self.take(table, 1)[0])
