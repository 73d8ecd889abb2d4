"""Hours in which nobody is disturbed, by the clocks of a zone. PURE."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Quiet:
    """From ``start`` until ``end`` (excluded), each day; an end before the start lies on the next day. Whole days of
    the week (0 is Monday) may be quiet besides."""

    start: time
    end: time
    zone: str
    weekdays: frozenset[int] = frozenset()

    def holds(self, now: datetime) -> bool:
        """Whether it is quiet at that moment."""
        wall = now.astimezone(ZoneInfo(self.zone))
        return wall.weekday() in self.weekdays or self._hour(wall.time())

    def _hour(self, at: time) -> bool:
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end

    def until(self, now: datetime) -> datetime:
        """When it is no longer quiet, to the minute; ``now`` where it is not. A week that is quiet as a whole has no
        end: the moment in eight days."""
        if not self.holds(now):
            return now
        minute = now.astimezone(UTC).replace(second=0, microsecond=0)
        steps = (minute + timedelta(minutes=step) for step in range(1, 8 * 24 * 60))
        return next((at for at in steps if not self.holds(at)), minute + timedelta(days=8))
