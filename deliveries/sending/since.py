"""From which moment on a report says what happened."""

from __future__ import annotations

from datetime import datetime, timedelta

from deliveries import cadence
from deliveries.models import Delivery, State
from deliveries.schedules.kept import recurrence_of

LONGEST = timedelta(days=32)  # that the first report of a schedule looks back
UNKNOWN = timedelta(days=7)  # of one that was not due before


def since(delivery: Delivery) -> datetime:
    """The last one of the schedule that arrived at the same place, so that nothing is told twice or never; of the first
    one, the time at which it would have been due before."""
    same = Delivery.objects.filter(target=delivery.target, recipient=delivery.recipient, state=State.DELIVERED)
    last = same.filter(slot__lt=delivery.slot).order_by("-slot").values_list("slot", flat=True).first()
    return last or before(delivery)


def before(delivery: Delivery) -> datetime:
    """The slot before, by the recurrence."""
    usual = delivery.slot - UNKNOWN
    try:
        recurrence = recurrence_of(delivery.schedule)
    except cadence.BadRecurrence:
        return usual
    if recurrence.kind in (cadence.Kind.REFRESH, cadence.Kind.ONCE):
        return usual
    due = [slot for slot in cadence.slots(recurrence, delivery.slot - LONGEST, delivery.slot) if slot < delivery.slot]
    return due[-1] if due else usual
