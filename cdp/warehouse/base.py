"""What a warehouse is to everyone else. PURE: no engine, no Django, no clock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from cdp.warehouse.progress import Course, Percent, Progress

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Pin:
    """One consistent published state: every query of a page names the same pin."""

    id: int
    versions: Mapping[str, int]
    data_as_of: datetime  # aware, UTC


@dataclass(frozen=True)
class Result:
    """What a query gave: an Arrow table (sums are DECIMAL) and how long the engine took."""

    table: pa.Table
    seconds: float


class WarehouseError(Exception):
    """A query the warehouse could not answer; the message is fit for a person."""


class QueryTimeout(WarehouseError):
    """The query ran longer than allowed and was stopped in the engine."""


class QueryTooLarge(WarehouseError):
    """The query needed more memory, and room on disk for what is put aside, than the engine may take."""


class QueryCancelled(WarehouseError):
    """Whoever asked did not want the answer any more."""


class NothingPublished(WarehouseError):
    """There is no published data yet; the message names the command that publishes."""


class Cancellation:
    """A handle by which another thread stops a running query, or sees how far it is. Used once, or before it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._interrupt: Callable[[], None] | None = None
        self._stopped = False
        self._course = Course()
        self.expired = False

    def cancel(self) -> None:
        """Stop the query: it raises QueryCancelled, at once or as soon as it starts."""
        with self._lock:
            self._stopped = True
            if self._interrupt:
                self._interrupt()

    def expire(self) -> None:
        """Stop the query because its time is up: it raises QueryTimeout."""
        self.expired = True
        self.cancel()

    def expect(self, more: int) -> None:
        """For who asks: so many queries are still to come, so that ``progress`` can tell it."""
        with self._lock:
            self._course.expect(more)

    def progress(self) -> Progress:
        """How far the queries asked with this handle are. For any thread, at any moment."""
        with self._lock:
            return self._course.now()

    def attach(self, interrupt: Callable[[], None], percent: Percent | None = None) -> None:
        """For engines: how to stop the query that starts now, and what tells how far it is."""
        with self._lock:
            if self._stopped:
                raise QueryCancelled("the query was cancelled")
            self._interrupt = interrupt
            self._course.begin(percent)

    def detach(self) -> None:
        """For engines: the query is over."""
        with self._lock:
            self._interrupt = None
            self._course.end()


class Warehouse(Protocol):
    """The one door to the columnar copy."""

    def pin(self) -> Pin:
        """The newest published state. Raises NothingPublished."""

    def query(
        self,
        sql: str,
        params: Mapping[str, Any],
        *,
        pin: Pin,
        timeout: float,
        cancellation: Cancellation | None = None,
        spooled: bool = False,
    ) -> Result:
        """Run a SELECT over the tables of ``cdp.warehouse.schema`` (unqualified names) as they were at ``pin``.

        ``params`` bind to ``$name``; ``timeout`` is in seconds; ``spooled``: the rows wait on the disk, not in memory.
        Raises QueryTimeout, QueryCancelled, QueryTooLarge or WarehouseError.
        """
