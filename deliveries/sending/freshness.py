"""How old the figures of a slot are, and what the schedule does about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.viewer import Viewer
from cdp.models import Batch, Source
from cdp.warehouse.base import Pin
from deliveries.models import Delivery, Gate
from deliveries.options import options_of

WAITS_FOR = timedelta(minutes=5)  # between two looks at whether fresh data came
PUBLISHED_WITHIN = timedelta(minutes=15)  # of its arrival; what waits longer is stuck


@dataclass(frozen=True)
class Verdict:
    """``stale``: in words, empty where the data are fresh enough. ``until``: when to look again instead of sending."""

    stale: str = ""
    until: datetime | None = None


def judged(delivery: Delivery, viewer: Viewer, pin: Pin, now: datetime) -> Verdict:
    """Whether the slot is sent now. Past the schedule's patience it is sent, with the warning."""
    options = options_of(delivery.schedule)
    gate = Gate(delivery.schedule.gate)
    stale = staleness(viewer, pin, now, timedelta(minutes=options.fresh_minutes)) if gate != Gate.OFF else ""
    last = delivery.slot + timedelta(minutes=options.wait_minutes)
    if stale and gate == Gate.WAIT and now < last:
        return Verdict(stale, min(now + WAITS_FOR, last))
    return Verdict(stale)


def staleness(viewer: Viewer, pin: Pin, now: datetime, within: timedelta) -> str:
    """Why the published data are older than they should be; empty where they are not."""
    age = now - pin.data_as_of
    if age > within:
        return f"The newest data are {_span(age)} old; this schedule wants them at most {_span(within)} old."
    ours = Source.objects.filter(subaccount__in=viewer.subaccounts)
    stuck = Batch.objects.filter(source__in=ours, published_at=None, created_at__lt=now - PUBLISHED_WITHIN)
    return "Newer data arrived and are not published yet." if stuck.exists() else ""


def _span(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    for size, word in ((1440, "day"), (60, "hour")):
        if minutes >= 2 * size:
            return f"{minutes // size} {word}s"
    return f"{minutes} minutes"
