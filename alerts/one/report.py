"""The report card of an alert: how often it fired, what people did about it, and whether it is worth having. PURE."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

DAYS = 90
FEW = 3  # messages that say nothing yet of what is useful


@dataclass(frozen=True)
class Said:
    """One answer: what, and to the message of which check (None: to the last before it)."""

    what: str
    at: datetime
    told_at: datetime | None = None


@dataclass(frozen=True)
class Report:
    """Of the messages that something is in breach: how many, how many somebody acted on, how many were not useful."""

    fired: int
    acted: int
    not_useful: int

    @property
    def share(self) -> int | None:
        """Acted on, in whole percent; None where nothing fired."""
        return round(100 * self.acted / self.fired) if self.fired else None

    @property
    def hint(self) -> str:
        """What to change where most are not useful; empty else."""
        if self.fired < FEW or 2 * self.not_useful <= self.fired:
            return ""
        counted = f"{self.not_useful} of {self.fired} messages were called not useful"
        return f"{counted}: raise the threshold or the volume."


def report(fires: Sequence[datetime], said: Sequence[Said]) -> Report:
    """``fires``: the checks that told of a breach, oldest first. An answer counts once for its message."""
    acted, useless = set[datetime](), set[datetime]()
    for each in said:
        about = each.told_at if each.told_at in fires else _before(fires, each.at)
        if about is not None and each.what in ("acknowledge", "snooze"):
            acted.add(about)
        elif about is not None and each.what == "not_useful":
            useless.add(about)
    return Report(len(fires), len(acted), len(useless))


def _before(fires: Sequence[datetime], at: datetime) -> datetime | None:
    place = bisect_right(fires, at)
    return fires[place - 1] if place else None
