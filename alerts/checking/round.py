"""One round of checks: its moment, the published state it looks at, and when its alerts are due again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cdp.warehouse.base import Pin
from deliveries import cadence

AGAIN = timedelta(minutes=10)  # after a check that could not judge, because the figures are not in yet


@dataclass
class Round:
    """``pin`` is None before anything is published. Most alerts recur alike, so each recurrence is worked out once."""

    now: datetime
    pin: Pin | None
    _known: dict[str, datetime | None] = field(default_factory=dict)

    def next_of(self, recurrence: Mapping[str, object], *, late: bool = False) -> datetime | None:
        """When it is due next; ``late``: soon again. None where it is never, or where this machine does not know the
        zone."""
        key = repr(recurrence)
        if key not in self._known:
            self._known[key] = self._found(recurrence)
        after = self._known[key]
        return min(after or self.now + AGAIN, self.now + AGAIN) if late else after

    def waits(self, recurrence: Mapping[str, object], seen: int | None) -> bool:
        """Whether it is checked when data are refreshed, and none were since the published state it saw."""
        return recurrence.get("kind") == cadence.Kind.REFRESH and self.pin is not None and self.pin.id == seen

    def _found(self, recurrence: Mapping[str, object]) -> datetime | None:
        try:
            read = cadence.from_json(recurrence)
        except cadence.BadRecurrence:
            return None
        if read.kind == cadence.Kind.REFRESH:
            return self.now + timedelta(minutes=read.every)
        return next(iter(cadence.upcoming(read, self.now, 1)), None)
