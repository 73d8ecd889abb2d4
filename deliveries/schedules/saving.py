"""Schedules: made, changed, copied, given to somebody else, removed; and the passing ones of Send now and Test now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.http import Http404
from django.utils import timezone

from accounts.access import Act, check, may, owned_for, viewer_for
from accounts.models import User
from accounts.rows import numbered
from accounts.sealed import Sealed
from accounts.viewer import Viewer
from cdp.models import Pin
from deliveries import cadence
from deliveries.content import subject
from deliveries.models import CatchUp, Delivery, Gate, Kind, Schedule, State, Target
from deliveries.options import from_json, to_json
from deliveries.schedules import planning
from deliveries.schedules.drafts import Checked, Draft, TargetDraft, as_of_today, check_when, checked, is_over, name_of
from deliveries.schedules.kept import shown
from deliveries.sending import dispatch
from explores.keeping import refused
from explores.keeping.refused import Refused

PAST = "Its moment has passed. Choose a later one before you resume it."


def seen(viewer: Viewer) -> models.QuerySet[Schedule]:
    """Those the viewer may see: their own, for admins all of the account."""
    found = Schedule.objects.filter(owned_for(viewer), removed_at=None, passing=False)
    return found.select_related("owner", "paused_by").prefetch_related("targets__destination")


def find(viewer: Viewer, number: object) -> Schedule:
    """One of them. Raises Http404."""
    found = numbered(seen(viewer), number)
    if found is None:
        raise Http404("There is no such schedule, or it is somebody else's.")
    return found


@transaction.atomic
def make(viewer: Viewer, draft: Draft, now: datetime) -> Schedule:
    """A new schedule, of the sub-accounts that its maker looks at now. Raises Refused."""
    return _made(viewer, checked(viewer, draft, now), now)


def _made(viewer: Viewer, found: Checked, now: datetime) -> Schedule:
    schedule = Schedule(account_id=viewer.account, owner_id=viewer.user)
    _fill(schedule, found, now)
    schedule.subaccounts.set(viewer.subaccounts)
    return schedule


@transaction.atomic
def save(viewer: Viewer, schedule: Schedule, draft: Draft, version: int, now: datetime) -> Schedule:
    """Change it, from its next slot on. Raises Refused, where somebody else saved since too."""
    schedule = Schedule.objects.select_for_update(of=("self",)).get(pk=schedule.pk)
    if schedule.version != version:
        said = "Somebody saved this schedule while you changed it; nothing of yours is saved. Open it again."
        raise Refused(said, "version", code="overtaken")
    schedule.version += 1
    _fill(schedule, checked(viewer, draft, now), now)
    return schedule


def _fill(schedule: Schedule, found: Checked, now: datetime) -> None:
    draft = found.draft
    schedule.planned_until = schedule.watched_from = now
    schedule.name, schedule.about = found.name, draft.subject.about
    schedule.content, schedule.filters = subject.to_json(draft.subject), dict(draft.filters)
    schedule.recurrence, schedule.options = cadence.to_json(draft.recurrence), to_json(draft.options)
    schedule.catch_up, schedule.gate = draft.catch_up, draft.gate
    if schedule.paused_why == PAST:
        schedule.paused_why = ""
    if draft.password is not None:
        schedule.sealed = {"password": draft.password} if draft.password else {}
    if schedule.paused_at is None:
        schedule.next_at = planning.first_after(draft.recurrence, now)
    if schedule.seen_pin is None:
        schedule.seen_pin = Pin.objects.order_by("-pk").values_list("pk", flat=True).first()
    schedule.save()
    _set_targets(schedule, found.targets, now)


def _set_targets(schedule: Schedule, wanted: Iterable[TargetDraft], now: datetime) -> None:
    """One that stays keeps its number and with it its history; one that is gone stays for its receipts."""
    there = {each.pk: each for each in schedule.targets.filter(removed_at=None)}
    for each in wanted:
        row = there.pop(each.number or 0, None) or Target(schedule=schedule)
        row.kind, row.format, row.destination_id = each.kind, each.format, each.destination
        row.recipients, row.options = list(each.recipients), dict(each.options)
        row.save()
    Target.objects.filter(pk__in=there).update(removed_at=now)


def draft_of(schedule: Schedule) -> Draft:
    """What a person chose, as the sheet shows it again."""
    targets = (
        TargetDraft(Kind(each.kind), each.format, each.destination_id, tuple(each.recipients), each.options, each.pk)
        for each in schedule.targets.all()
        if each.removed_at is None
    )
    return Draft(
        subject=subject.from_json(schedule.content),
        recurrence=shown(schedule),
        targets=tuple(targets),
        name=schedule.name,
        filters=schedule.filters,
        options=from_json(schedule.options),
        catch_up=CatchUp(schedule.catch_up),
        gate=Gate(schedule.gate),
    )


@transaction.atomic
def copy(viewer: Viewer, schedule: Schedule, now: datetime) -> Schedule:
    """The same once more, paused, so that nothing goes out twice before somebody changed it. Raises Refused."""
    draft = as_of_today(viewer, draft_of(schedule), now)
    targets = tuple(replace(each, number=None) for each in draft.targets)
    copied = replace(draft, name=f"{schedule.name[:190]}, copy", targets=targets)
    made = _made(viewer, checked(viewer, copied, now, past=True), now)
    made.sealed, made.paused_at, made.paused_by_id, made.next_at = schedule.sealed, now, viewer.user, None
    made.paused_why = PAST if is_over(draft.recurrence, now) else ""
    made.save()
    made.subaccounts.set(viewer.subaccounts & set(schedule.subaccounts.values_list("pk", flat=True)))
    return made


@transaction.atomic
def reassign(viewer: Viewer, schedule: Schedule, to: User) -> None:
    """Give it to a member of the account who may send; it shows what they may see from then on. Raises Refused."""
    check(viewer, Act.PERSONAL)
    owner = viewer_for(to, account=schedule.account_id)
    if not may(owner, Act.DELIVER):
        raise Refused(f"The role of {to} does not let them send.", "owner")
    now = timezone.now()
    checked(owner, as_of_today(owner, draft_of(schedule), now), now, past=True)
    Schedule.objects.filter(pk=schedule.pk).update(owner=to)


def remove(schedule: Schedule, now: datetime) -> None:
    """No list shows it any more; its receipts stay."""
    Schedule.objects.filter(pk=schedule.pk).update(removed_at=now, next_at=None)


@transaction.atomic
def keep_passing(viewer: Viewer, draft: Draft, now: datetime, schedule: Schedule | None = None) -> Schedule:
    """A schedule that no list shows and no clock plans, for what sends messages of its own (``planning.write_words``);
    ``schedule`` is the one to change. Raises Refused."""
    found = checked(viewer, replace(draft, recurrence=_once(viewer, now)), now)
    row = schedule or Schedule(account_id=viewer.account, owner_id=viewer.user)
    row.passing = True
    _fill(row, found, now)
    if schedule is None:
        row.subaccounts.set(viewer.subaccounts)
    Schedule.objects.filter(pk=row.pk).update(next_at=None)
    row.next_at = None
    return row


@transaction.atomic
def send_now(viewer: Viewer, draft: Draft, now: datetime, *, sealed: Sealed | None = None) -> list[Delivery]:
    """Send once, at once: a passing schedule with one slot. ``sealed``: the password of the schedule that it is of,
    where the draft has none of its own. Raises Refused."""
    found = checked(viewer, replace(draft, recurrence=_once(viewer, now)), now)
    return _sent(viewer, found, found.name if draft.name else found.found.title, now, sealed)


def _sent(viewer: Viewer, found: Checked, name: str, now: datetime, sealed: Sealed | None) -> list[Delivery]:
    passing = _made(viewer, replace(found, name=name[: refused.LONGEST_NAME]), now)
    kept = passing.sealed if found.draft.password is not None else sealed
    Schedule.objects.filter(pk=passing.pk).update(passing=True, next_at=None, sealed=kept or {})
    planning.write(passing, [now.replace(microsecond=0)], State.WAITING)
    transaction.on_commit(lambda: dispatch.dispatch(timezone.now()))
    return list(passing.deliveries.all())


@transaction.atomic
def test_now(
    viewer: Viewer, draft: Draft, address: str, now: datetime, *, sealed: Sealed | None = None
) -> list[Delivery]:
    """The same to the writer alone, by mail, in each format that the draft names. Raises Refused."""
    codes = dict.fromkeys(each.format for each in draft.targets)
    mails = tuple(TargetDraft(Kind.EMAIL, code, None, (address,), _options(draft, code)) for code in codes)
    check_when(draft.recurrence)
    alone = replace(draft.options, own_rows=False, only="", changed=False)
    tested = replace(draft, targets=mails, options=alone, recurrence=_once(viewer, now))
    found = checked(viewer, tested, now)
    name = found.name if draft.name else name_of(found.found, draft.recurrence)
    return _sent(viewer, found, f"Test: {name}", now, sealed)


def _options(draft: Draft, code: str) -> dict[str, object]:
    return dict(next(each.options for each in draft.targets if each.format == code))


def _once(viewer: Viewer, now: datetime) -> cadence.Recurrence:
    """A minute from now, so that it can be checked like any other."""
    soon = (now + timedelta(minutes=1)).astimezone(ZoneInfo(viewer.timezone))
    return cadence.Recurrence(
        cadence.Kind.ONCE, viewer.timezone, at=soon.time().replace(second=0, microsecond=0), on=soon.date()
    )


@transaction.atomic
def again(viewer: Viewer, delivery: Delivery) -> Delivery:
    """Send one slot once more: a new receipt, whatever became of the old one."""
    check(viewer, Act.DELIVER)
    same = Delivery.objects.filter(target=delivery.target, slot=delivery.slot, recipient=delivery.recipient)
    turn = 1 + max(same.select_for_update().values_list("turn", flat=True))
    planning.write_again(delivery, turn)
    transaction.on_commit(lambda: dispatch.dispatch(timezone.now()))
    return same.get(turn=turn)
