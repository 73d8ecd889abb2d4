"""A schedule sent once more between its slots, because a person says so."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.access import check
from accounts.viewer import Viewer
from deliveries.models import OPEN, Delivery, Schedule, State
from deliveries.schedules import planning
from deliveries.schedules.subscribing import act_of_row
from deliveries.sending import dispatch
from explores.keeping.refused import Refused

TWICE = timedelta(minutes=1)  # a second press within it is a slip


@transaction.atomic
def send_at_once(viewer: Viewer, schedule: Schedule, now: datetime) -> list[Delivery]:
    """A slot of its own, now, with the rows of the owner and under the schedule's own rules. Raises Refused."""
    check(viewer, act_of_row(schedule))
    Schedule.objects.select_for_update(of=("self",)).get(pk=schedule.pk)
    if schedule.deliveries.filter(state__in=OPEN, created_at__gt=now - TWICE).exists():
        raise Refused(f"{schedule.name} is being sent at this moment. Look at its receipts.", "schedule")
    slot = now.replace(microsecond=0)
    planning.write(schedule, [slot], State.WAITING)
    transaction.on_commit(lambda: dispatch.dispatch(timezone.now()))
    return list(schedule.deliveries.filter(slot=slot))
