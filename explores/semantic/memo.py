"""What was derived from an explore and may be derived again: the last few of each kind. PURE."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Memo:
    """The last results by key, the one that nobody asked for longest gone first. Threads may share it."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Any:
        """What was put under the key; None where it is not there (any longer)."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Hashable, value: Any) -> None:
        """Keep it, in the place of the oldest where the memo is full."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            if len(self._kept) > self.most:
                self._kept.popitem(last=False)

    def clear(self) -> None:
        """Keep nothing of it."""
        with self._lock:
            self._kept.clear()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, from the memo where it is there. Two threads may both make it, which harms nothing."""
        found: T | None = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found
