"""The dead-man's switch: what should have been delivered by now, held against what was.

It counts by itself, from the recurrences, so that it sees what planning forgot. Whatever runs it may be dead too; so
the pages and ``/health/deliveries`` ask it live, for people and for monitors outside.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from deliveries import cadence
from deliveries.models import OPEN, Delivery, Schedule
from deliveries.schedules.kept import recurrence_of

BACK = timedelta(hours=24)  # how far it looks
PATIENCE = timedelta(minutes=15)  # from a slot to the first try at it
LONGEST = timedelta(hours=8)  # from a slot to its end, all tries and waits included
MOST = 500  # slots of one schedule that are counted


@dataclass(frozen=True)
class Missing:
    """A slot without its delivery. ``why``: nobody planned it, nobody began it, or it does not end."""

    schedule: Schedule
    slot: datetime
    why: str


def missing(now: datetime, account: int | None = None) -> Iterator[Missing]:
    """Everything that should be further than it is, of one account or of all."""
    yield from _unplanned(now, account)
    yield from _unfinished(now, account)


def _unplanned(now: datetime, account: int | None) -> Iterator[Missing]:
    running = Schedule.objects.filter(paused_at=None, removed_at=None, passing=False)
    for schedule in running.filter(account=account) if account else running:
        if not (due := _due(schedule, now)):
            continue
        there = set(Delivery.objects.filter(schedule=schedule, slot__gte=due[0]).values_list("slot", flat=True))
        yield from (Missing(schedule, slot, "Nobody planned it.") for slot in due if slot not in there)


def _due(schedule: Schedule, now: datetime) -> list[datetime]:
    """The slots that somebody should have planned by now; of one whose zone is unknown here planning says so."""
    try:
        recurrence = recurrence_of(schedule)
    except cadence.BadRecurrence:
        return []
    begin = max(schedule.watched_from, now - BACK)
    return list(cadence.slots(recurrence, begin, now - PATIENCE))[-MOST:]


def _unfinished(now: datetime, account: int | None) -> Iterator[Missing]:
    still = Delivery.objects.filter(state__in=OPEN, slot__lt=now - PATIENCE).select_related("schedule")
    for each in still.filter(account=account) if account else still:
        waits = each.created_at < now - PATIENCE and each.fence == 0
        if waits:
            yield Missing(each.schedule, each.slot, "No worker began it.")
        elif each.created_at < now - LONGEST:
            yield Missing(each.schedule, each.slot, "It does not come to an end.")
