"""Schedules that are due when their data have been refreshed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from cdp.models import Pin
from cdp.warehouse.base import Pin as Published
from deliveries.cadence import Recurrence
from deliveries.content.finding import Gone, find, tables_of
from deliveries.content.subject import from_json
from deliveries.models import Schedule, State
from deliveries.sending.sender import NobodyToSend, owner_of

Write = Callable[[Schedule, list[datetime], State], int]


def refreshed(schedule: Schedule, recurrence: Recurrence, now: datetime, write: Write) -> int:
    """A slot at the moment of the newest published state, if a table that the content reads is another one in it than
    in the state looked at before. The next look is after the recurrence's minutes."""
    newest = Pin.objects.order_by("-pk").first()
    if newest is None or newest.pk == schedule.seen_pin:
        return 0
    before = Pin.objects.filter(pk=schedule.seen_pin or 0).first()
    changed = schedule.seen_pin is not None and _changed(schedule, before, newest, now)
    schedule.seen_pin = newest.pk
    if changed:
        schedule.planned_until = newest.published_at
        schedule.next_at = now + timedelta(minutes=recurrence.every)
    schedule.save(update_fields=["seen_pin", "planned_until", "next_at"])
    return write(schedule, [newest.published_at], State.WAITING) if changed else 0


def _changed(schedule: Schedule, before: Pin | None, newest: Pin, now: datetime) -> bool:
    """Whether the content may show other figures. A state that is gone can't be compared with, so it counts."""
    if before is None:
        return True
    tables = _tables(schedule, newest, now)
    return any(before.versions.get(table) != newest.versions.get(table) for table in tables or newest.versions)


def _tables(schedule: Schedule, pin: Pin, now: datetime) -> frozenset[str]:
    """Those that the content reads; none where it can't be found, which its delivery will say."""
    state = Published(pin.pk, pin.versions, pin.data_as_of)
    try:
        return tables_of(find(from_json(schedule.content), owner_of(schedule), schedule.filters, now=now, pin=state))
    except (Gone, NobodyToSend):
        return frozenset()
