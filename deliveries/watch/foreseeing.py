"""The look ahead: before a slot, its owner learns what would go wrong, so that its recipients do not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from statistics import median

from django.db.models import F, Q

from accounts.secrets import SecretProblem
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import WarehouseError
from deliveries import cadence
from deliveries.content.answering import answer_of, answers_of
from deliveries.content.finding import Found, Gone, find
from deliveries.content.subject import from_json
from deliveries.destinations import couriers
from deliveries.destinations.base import Fault
from deliveries.models import Delivery, Kind, Schedule, State
from deliveries.options import options_of
from deliveries.schedules.kept import shown
from deliveries.sending import freshness
from deliveries.sending.sender import NobodyToSend, owner_in_scope
from deliveries.watch import telling
from explores.page import told
from explores.semantic.errors import SemanticError

LEAD = timedelta(minutes=30)
KNOWN = 5  # deliveries from which on there is a usual number of rows
LAST = 20  # of them that count
UNUSUAL = (0.5, 3.0)  # times the usual


def foresee(now: datetime) -> int:
    """Look at every slot of the next half hour, once; how many owners were warned."""
    soon = Q(next_at__gt=now, next_at__lte=now + LEAD)
    unseen = Q(foreseen=None) | ~Q(foreseen=F("next_at"))
    coming = Schedule.objects.filter(soon & unseen, paused_at=None, removed_at=None)
    return sum(_foreseen(schedule, now) for schedule in coming.select_related("owner", "account"))


def _foreseen(schedule: Schedule, now: datetime) -> bool:
    """Several times a day is too often to look ahead: the try before says it all."""
    fresh = Schedule.objects.filter(pk=schedule.pk).exclude(foreseen__gte=schedule.next_at)
    recurrence = shown(schedule)
    often = recurrence.kind in (cadence.Kind.MINUTES, cadence.Kind.HOURLY, cadence.Kind.REFRESH)
    if not fresh.update(foreseen=schedule.next_at) or often or not options_of(schedule).foresee:
        return False
    warnings = list(troubles(schedule, now))
    try:
        return bool(warnings) and telling.warn(schedule, warnings)
    except telling.NoMailServer:  # the next slot is near: a warning that came later would be none
        return False


def troubles(schedule: Schedule, now: datetime) -> Iterator[str]:
    """What would keep the next slot from arriving as it should, in sentences."""
    try:
        viewer = owner_in_scope(schedule).viewer
        pin = open_warehouse().pin()
        if stale := freshness.staleness(viewer, pin, now, timedelta(minutes=options_of(schedule).fresh_minutes)):
            yield stale
        found = find(from_json(schedule.content), viewer, schedule.filters, now=now, pin=pin)
        yield from (f"The filter {name} is gone from the content; it is left out." for name in found.dropped)
        yield from _unusual(schedule, found)
    except NobodyToSend as error:
        yield error.message
        return
    except Gone as error:
        yield str(error)
        return
    except (SemanticError, WarehouseError) as error:
        yield told(error)
    yield from _closed(schedule)


def _unusual(schedule: Schedule, found: Found) -> Iterator[str]:
    sent = Delivery.objects.filter(schedule=schedule, state=State.DELIVERED).exclude(total_rows=None)
    newest = sent.order_by("-slot").values_list("total_rows", flat=True)[:LAST]
    known = [rows for rows in newest if rows is not None]
    if found.tell is not None or len(known) < KNOWN or not (usual := median(known)):
        return
    rows = _rows(found)
    if not UNUSUAL[0] * usual <= rows <= UNUSUAL[1] * usual:
        yield f"It would have {rows:,} rows; {int(usual):,} are usual."


def _rows(found: Found) -> int:
    answers = [answer for _, answer in answers_of(found)] if found.subject.is_page else [answer_of(found, limit=1)]
    return sum(answer.total_rows for answer in answers)


def _closed(schedule: Schedule) -> Iterator[str]:
    """Destinations that do not take what is ours."""
    for target in schedule.targets.filter(removed_at=None).exclude(kind=Kind.EMAIL).select_related("destination"):
        try:
            couriers.courier_of(target.kind).test(couriers.place_of(target.destination))
        except (Fault, SecretProblem) as error:
            yield f"{target.destination}: {error}"
