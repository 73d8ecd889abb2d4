"""Stopping queries whose time is up: one waiting thread a process, instead of one a query."""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from cdp.warehouse.base import Cancellation


class Watchdog:
    """Calls ``expire`` on each handle that is still watched when its time is up."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._order = itertools.count()
        self._waiting: list[tuple[float, int, Cancellation]] = []
        self._watched: set[int] = set()  # tickets of queries that still run
        self._thread: threading.Thread | None = None

    @contextmanager
    def watching(self, handle: Cancellation, timeout: float) -> Iterator[None]:
        """Watch one query for ``timeout`` seconds."""
        ticket = next(self._order)
        with self._changed:
            self._watched.add(ticket)
            heapq.heappush(self._waiting, (time.monotonic() + timeout, ticket, handle))
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="query deadlines", daemon=True)
                self._thread.start()
            elif self._waiting[0][1] == ticket:  # the thread sleeps towards a later deadline
                self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._watched.discard(ticket)

    def _watch(self) -> None:
        while True:
            with self._changed:
                expired = self._next()
            if expired:
                expired.expire()

    def _next(self) -> Cancellation | None:
        """The handle whose time is up, after a wait for the nearest deadline; None to look again."""
        while self._waiting and self._waiting[0][1] not in self._watched:
            heapq.heappop(self._waiting)
        if not self._waiting:
            self._changed.wait()
            return None
        left = self._waiting[0][0] - time.monotonic()
        if left > 0:
            self._changed.wait(left)
            return None
        return heapq.heappop(self._waiting)[2]
