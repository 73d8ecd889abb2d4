"""How far the queries of one question are. PURE: no engine, no Django, no clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Percent = Callable[[], float]  # what an engine says of the query at hand: 0 to 100, negative where it does not know


@dataclass(frozen=True)
class Progress:
    """Where a question is: at which query (from 1; 0 before the first), and of how many, as far as that is known.

    ``percent`` is of this query, ``whole`` of all of them; both 0 to 100, and None where nothing is known.
    """

    query: int = 0
    queries: int = 0
    percent: float | None = None
    whole: float | None = None


class Course:
    """Follows the queries of one question. Nothing it tells ever goes back, whatever the engine says."""

    def __init__(self) -> None:
        self._ask: Percent | None = None
        self._query = 0
        self._queries = 0
        self._percent: float | None = None
        self._whole: float | None = None

    def expect(self, more: int) -> None:
        """So many queries are still to come."""
        self._queries = max(self._queries, self._query + more)

    def begin(self, ask: Percent | None) -> None:
        """The next query starts; ``ask`` tells how far it is."""
        self._query += 1
        self._ask, self._percent = ask, None

    def end(self) -> None:
        """The query is over; how far it was stays until the next one."""
        self._ask = None

    def now(self) -> Progress:
        """How far it all is."""
        told = self._ask() if self._ask else -1.0
        if 0 <= told <= 100:
            self._percent = max(told, self._percent or 0.0)
        self._whole = self._furthest()
        return Progress(self._query, self._queries, self._percent, self._whole)

    def _furthest(self) -> float | None:
        """All queries count alike: nobody knows which of them takes long."""
        of = max(self._queries, self._query)
        if not of or (of == 1 and self._percent is None):
            return None
        behind = max(self._query - 1, 0) * 100
        return max((behind + (self._percent or 0.0)) / of, self._whole or 0.0)
