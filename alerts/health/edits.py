"""When something was last edited: after it, it is another ad, and its record counts anew. PURE.

An edit of what it stands in counts too: a campaign's budget is the budget of its ads. The day of the edit is of both,
before and after, so the record begins on the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from alerts.health.facts import DAY, Ad, AdSet, Campaign, Facts, Key
from alerts.health.wishes import above
from alerts.playbook.days import Level


def edited_on(key: Key, facts: Facts, through: date) -> date | None:
    """The day of the last edit up to a day, told by the source or made from here; None: nobody knows of any."""
    days = (day for place in (key, *above(key, facts)) for day in _of(place, facts))
    return max((day for day in days if day <= through), default=None)


def anew(key: Key, facts: Facts, through: date) -> date | None:
    """The first whole day after that edit."""
    edited = edited_on(key, facts, through)
    return edited + DAY if edited else None


def days_of(moments: Iterable[datetime], zone: ZoneInfo) -> tuple[date, ...]:
    """By the clocks of the ad account."""
    return tuple(each.astimezone(zone).date() for each in moments)


def _of(place: Key, facts: Facts) -> Iterator[date]:
    level, id_ = place
    rows: Mapping[Level, Mapping[int, Campaign | AdSet | Ad]] = {
        Level.CAMPAIGN: facts.campaigns, Level.AD_SET: facts.ad_sets, Level.AD: facts.ads
    }  # fmt: skip
    row = rows[level].get(id_)
    if row is not None and row.edited_on is not None:
        yield row.edited_on
    yield from facts.edits.get(place, ())
