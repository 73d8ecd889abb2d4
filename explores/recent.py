"""The last answers of the engine, so that a change of a chart's looks does not ask the warehouse again.

A statement with its values, at one published state, has one answer: whoever asks it gets the same rows, since rights
and the moment that relative dates mean are among the values. So nothing here can be stale or another's. It is small,
of this process alone, and forgets.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from cdp.warehouse.base import Pin, Result
from explores.semantic.sql import Statement

MOST_BYTES, LARGEST = 32_000_000, 8_000_000  # of all tables together, and of one
KEPT = 600.0  # seconds
Key = tuple[int, str, str, str]


def key_of(pin: Pin, statement: Statement) -> Key:
    """What an answer depends on, and nothing else."""
    return pin.id, pin.data_as_of.isoformat(), statement.sql, repr(sorted(statement.params.items()))


class Recent:
    """Answers by what they depend on, the oldest forgotten first. Safe between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[Key, tuple[float, Result]] = OrderedDict()

    def get(self, key: Key) -> Result | None:
        """The answer, or None where it is not known any more."""
        with self._lock:
            kept = self._held.get(key)
            return kept[1] if kept and self._clock() - kept[0] < KEPT else None

    def put(self, key: Key, result: Result) -> None:
        """Remember an answer that is not too large."""
        if result.table.nbytes > LARGEST:
            return
        with self._lock:
            self._held.pop(key, None)
            self._held[key] = self._clock(), result
            while len(self._held) > 1 and self._size() > MOST_BYTES:
                self._held.popitem(last=False)

    def _size(self) -> int:
        return sum(result.table.nbytes for _, result in self._held.values())


ANSWERS = Recent()
