"""A schedule that stands still: paused by a person, or by the product where it can't go on."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404
from django.utils import timezone

from accounts.access import owned_for
from accounts.viewer import Viewer
from deliveries.cadence import BadRecurrence
from deliveries.models import OPEN, Delivery, Schedule, State
from deliveries.schedules import planning
from deliveries.schedules.kept import recurrence_of


def pause(schedule: Schedule, why: str = "", by: int | None = None) -> None:
    """No more slots are planned; ``why`` where no person did it."""
    running = Schedule.objects.filter(pk=schedule.pk, paused_at=None)
    running.update(paused_at=timezone.now(), paused_by=by, paused_why=why, next_at=None)


def resume(schedule: Schedule) -> None:
    """Go on with the next slot from now; those of the pause were not wanted and are not caught up."""
    now = timezone.now()
    following = _following(schedule, now)
    paused = Schedule.objects.filter(pk=schedule.pk).exclude(paused_at=None)
    paused.update(paused_at=None, paused_by=None, paused_why="", planned_until=now, watched_from=now, next_at=following)


def cancel(delivery: Delivery, who: str) -> bool:
    """End one that has not ended. A worker that is at it loses its claim; what it handed over already has left."""
    still = Delivery.objects.filter(pk=delivery.pk, state__in=OPEN)
    said = f"Cancelled by {who}."
    return bool(still.update(state=State.CANCELLED, said=said, lease_until=None, finished_at=timezone.now()))


def restore(viewer: Viewer, number: int) -> Schedule:
    """Take back that it was removed; it goes on with its next slot from now. Raises Http404."""
    schedule = Schedule.objects.filter(owned_for(viewer), pk=number, passing=False).exclude(removed_at=None).first()
    if schedule is None:
        raise Http404("There is no such schedule, or it is somebody else's.")
    now = timezone.now()
    runs = schedule.paused_at is None
    following = _following(schedule, now) if runs else None
    same = Schedule.objects.filter(pk=schedule.pk)
    same.update(removed_at=None, planned_until=now, watched_from=now, next_at=following)
    return schedule


def _following(schedule: Schedule, now: datetime) -> datetime | None:
    """The next slot; at once where none can be told, so that planning says why."""
    try:
        return planning.first_after(recurrence_of(schedule), now)
    except BadRecurrence:
        return now
