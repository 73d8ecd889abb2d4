"""From schedules to receipts: every slot that has passed gets one row for each of its targets, once."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone

from deliveries import cadence, wording
from deliveries.models import CatchUp, Delivery, Recipient, Schedule, State, Target
from deliveries.options import options_of
from deliveries.schedules.kept import recurrence_of
from deliveries.schedules.refreshing import refreshed
from deliveries.wording import Wording

log = logging.getLogger(__name__)
LATE = timedelta(minutes=10)  # a slot found later than this was missed
MISSED = "Sextant did not run then, or fell ten minutes behind, and the schedule does not send what is past."
CODES = {State.MISSED: "missed", State.FAILED: "recurrence"}  # of receipts that are over when they are written
MOST = 1000  # slots of one schedule that are written down at once; older ones are told of in the first


def plan(now: datetime) -> int:
    """Plan every schedule that is due; how many receipts were made. Two at once plan each slot once."""
    due = Schedule.objects.filter(next_at__lte=now, paused_at=None, removed_at=None)
    return sum(_apart(pk, now) for pk in due.order_by("next_at").values_list("pk", flat=True))


def _apart(pk: int, now: datetime) -> int:
    """One that breaks, as nobody foresaw, does not keep the others from being planned."""
    try:
        return _planned(pk, now)
    except DatabaseError:  # that is not of this one
        raise
    except Exception:
        log.exception("schedule %s could not be planned", pk)
        return 0


@transaction.atomic
def _planned(pk: int, now: datetime) -> int:
    rows = Schedule.objects.select_for_update(skip_locked=True, of=("self",))
    schedule = rows.filter(pk=pk, next_at__lte=now, paused_at=None, removed_at=None).first()
    if schedule is None:  # another one plans it, or somebody paused it just now
        return 0
    try:
        recurrence = recurrence_of(schedule)
    except cadence.BadRecurrence as error:
        return _stood_still(schedule, f"It can't be told when it is due. {error.message}", now)
    if recurrence.kind == cadence.Kind.REFRESH:
        return refreshed(schedule, recurrence, now, write)
    due = list(cadence.slots(recurrence, schedule.planned_until, now))
    made = write(schedule, wanted(due, CatchUp(schedule.catch_up), now), State.WAITING)
    made += write(schedule, _missed(due, schedule, now), State.MISSED, said=MISSED)
    schedule.planned_until, schedule.next_at = now, first_after(recurrence, now)
    schedule.save(update_fields=["planned_until", "next_at"])
    return made


def _stood_still(schedule: Schedule, why: str, now: datetime) -> int:
    """Nothing more is planned until somebody saves it anew; its owner hears of the slot that can't be sent."""
    made = write(schedule, [schedule.next_at or now], State.FAILED, said=why)
    schedule.paused_at, schedule.paused_why, schedule.next_at = now, why, None
    schedule.save(update_fields=["paused_at", "paused_why", "next_at"])
    return made


def first_after(recurrence: cadence.Recurrence, now: datetime) -> datetime | None:
    """The next slot; None where there is none any more. When data is refreshed: now, which is to say as soon as."""
    if recurrence.kind == cadence.Kind.REFRESH:
        return now
    return next(iter(cadence.upcoming(recurrence, now, 1)), None)


def wanted(due: list[datetime], catch_up: CatchUp, now: datetime) -> list[datetime]:
    """Those of the slots that are still sent: all that are on time, and of the late ones what the schedule chose."""
    if catch_up == CatchUp.ALL:
        return due[-MOST:]
    on_time = [slot for slot in due if now - slot <= LATE]
    return on_time or (due[-1:] if catch_up == CatchUp.LATEST else [])


def _missed(due: list[datetime], schedule: Schedule, now: datetime) -> list[datetime]:
    sent = set(wanted(due, CatchUp(schedule.catch_up), now))
    return [slot for slot in due[-MOST:] if slot not in sent]


def write(schedule: Schedule, slots: Iterable[datetime], state: State, turn: int = 0, said: str = "") -> int:
    """The receipts of these slots; those that are there already stay as they are. ``said``: why they are over."""
    each_own = options_of(schedule).own_rows
    targets = list(schedule.targets.filter(removed_at=None).select_related("destination", "schedule"))
    rows = [
        _receipt(target, slot, state, turn, recipient, said=said)
        for slot in slots
        for target in targets
        for recipient in (target.recipients if each_own and target.recipients else [""])
    ]
    made = Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    _address(made)
    return len(made)


def write_words(schedule: Schedule, slot: datetime, title: str, words: Wording) -> int:
    """Receipts of a slot that says something of its own under a title of its own; how many."""
    targets = schedule.targets.filter(removed_at=None).select_related("destination", "schedule")
    rows = [_receipt(target, slot, State.WAITING) for target in targets]
    for row in rows:
        row.title, row.words = title, wording.to_json(words)
    made = Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    _address(made)
    return len(made)


def write_each(target: Target, slot: datetime, title: str, words: Mapping[str, Wording]) -> int:
    """A receipt for each address with the words for it; whether that person may have them is asked when it is sent
    (``sending.sender``). How many were made."""
    rows = [_receipt(target, slot, State.WAITING, recipient=address) for address in words]
    for row in rows:
        row.title, row.words = title, wording.to_json(words[row.recipient])
    made = Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    _address(made)
    return len(made)


def write_again(delivery: Delivery, turn: int) -> None:
    """A new receipt for the same slot, target and recipient, with the same words."""
    row = _receipt(delivery.target, delivery.slot, State.WAITING, turn, delivery.recipient)
    row.title, row.words = delivery.title, delivery.words
    _address(Delivery.objects.bulk_create([row]))


def _receipt(
    target: Target, slot: datetime, state: State, turn: int = 0, recipient: str = "", *, said: str = ""
) -> Delivery:
    schedule = target.schedule
    return Delivery(
        account_id=schedule.account_id,
        schedule=schedule,
        target=target,
        slot=slot,
        turn=turn,
        recipient=recipient,
        title=schedule.name,
        kind=target.kind,
        place=str(target.destination or recipient or ", ".join(target.recipients))[:500],
        format=target.format,
        zone=schedule.recurrence["zone"],
        state=state,
        code=CODES.get(state, ""),
        said=said,
        finished_at={State.MISSED: slot, State.FAILED: timezone.now()}.get(state),  # owners hear of what ended lately
    )


def _address(made: list[Delivery]) -> None:
    """A line for each address of the mails; of rows that were there before (which have no number here) they exist."""
    uids = [row.uid for row in made if row.target.recipients and row.state == State.WAITING]
    written = Delivery.objects.filter(uid__in=uids).select_related("target")
    lines = [
        Recipient(delivery=row, address=address)
        for row in written
        for address in ([row.recipient] if row.recipient else row.target.recipients)
    ]
    Recipient.objects.bulk_create(lines, ignore_conflicts=True)
