"""How long an answer holds while the data stay as they are: most questions mean the same all day, some do not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.viewer import Viewer
from explores.filling.grids import step
from explores.runner import prepared
from explores.semantic.compile import alike
from explores.semantic.model import Dimension, Explore
from explores.semantic.query import Query

Stretch = tuple[datetime, datetime]  # aware; the end is not in it
LAST = timedelta(microseconds=1)
SHORT = {"hour", "minute", "second"}  # periods that pass within a day


def local_day(now: datetime, zone: str) -> Stretch:
    """The day that holds the moment on the clocks of ``zone``."""
    day = now.astimezone(ZoneInfo(zone)).date()
    midnights = (datetime.combine(each, time(), ZoneInfo(zone)) for each in (day, day + timedelta(days=1)))
    start, end = (each.astimezone(UTC) for each in midnights)
    return start, end


def lasting(query: Query, viewer: Viewer, now: datetime) -> Stretch | None:
    """The stretch around ``now`` in which the question is word for word the same: its local day, or None for one that
    moves with the clock ("3 hours ago for 3 hours", hours filled in up to this one, a calculation of now)."""
    if query.compare is not None or "now" in json.dumps(dict(query.custom)):
        return None
    explore, asked, _, setting = prepared(query, viewer, now)
    if _by_the_clock(explore, asked):
        return None
    start, end = local_day(now, setting.zone)
    first, last = replace(setting, now=start), replace(setting, now=end - LAST)
    return (start, end) if alike(explore, asked, first, last) else None


def _by_the_clock(explore: Explore, query: Query) -> bool:
    """Whether it shows periods shorter than a day, which are filled in up to the moment."""
    fields = (explore.field(name) for name in query.fields)
    steps = (step(field) for field in fields if isinstance(field, Dimension))
    return any(found is not None and found[1] in SHORT for found in steps)
