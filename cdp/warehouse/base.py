"""What a warehouse is to everyone else. PURE: no engine, no Django, no clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

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


class NothingPublished(WarehouseError):
    """There is no published data yet; the message names the command that publishes."""


class Warehouse(Protocol):
    """The one door to the columnar copy."""

    def pin(self) -> Pin:
        """The newest published state. Raises NothingPublished."""

    def query(self, sql: str, params: Mapping[str, Any], *, pin: Pin, timeout: float) -> Result:
        """Run a SELECT over the tables of ``cdp.warehouse.schema`` (unqualified names) as they were at ``pin``.

        ``params`` bind to ``$name``. Raises QueryTimeout or WarehouseError.
        """
