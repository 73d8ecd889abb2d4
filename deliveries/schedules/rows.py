"""The list of schedules: which ones, and what a line says of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.db.models import OuterRef, Q, Subquery

from accounts.models import Membership
from accounts.viewer import Viewer
from deliveries import cadence, faces, moments
from deliveries.cadence.words import place as city
from deliveries.content.naming import Named, named
from deliveries.content.subject import from_json
from deliveries.faces import Face
from deliveries.models import Delivery, Schedule, Target
from deliveries.schedules.kept import shown
from deliveries.sending import ends


@dataclass(frozen=True)
class Way:
    """One way out of a schedule, or one place that an alert tells."""

    icon: str
    words: str
    more: str  # addresses, for a tooltip


@dataclass(frozen=True)
class Row:
    """A line of the list."""

    schedule: Schedule
    content: Named
    when: str
    next: str
    zone: str
    ways: tuple[Way, ...]
    last: Delivery | None
    left: bool  # the owner is not of the account any more

    @cached_property
    def face(self) -> Face | None:
        """Of the last result."""
        return faces.face_of(self.last, len(ends.waits()) + 1) if self.last else None

    @property
    def paused(self) -> str:
        """Why it stands still, and by whom; empty: it runs."""
        schedule = self.schedule
        if schedule.paused_at is None:
            return ""
        if schedule.paused_why:
            return schedule.paused_why
        return f"By {schedule.paused_by}" if schedule.paused_by else "By somebody who left"


def rows(viewer: Viewer, schedules: Iterable[Schedule]) -> list[Row]:
    """Of these schedules, in their order."""
    found = list(schedules)
    around = _Around(_names(viewer, found), _last(found), _members(viewer))
    return [_row(each, around) for each in found]


@dataclass(frozen=True)
class _Around:
    """What is looked up once for all lines."""

    contents: dict[int, Named]
    last: dict[int, Delivery]
    members: set[int]


def _row(schedule: Schedule, around: _Around) -> Row:
    recurrence = shown(schedule)
    return Row(
        schedule=schedule,
        content=around.contents[schedule.pk],
        when=cadence.words(recurrence),
        next=_next(schedule, recurrence),
        zone=city(recurrence.zone),
        ways=tuple(way_of(each) for each in schedule.targets.all() if each.removed_at is None),
        last=around.last.get(schedule.pk),
        left=schedule.owner_id not in around.members,
    )


def _names(viewer: Viewer, schedules: list[Schedule]) -> dict[int, Named]:
    """Many schedules send the same, which is looked up once; questions of an explore differ."""
    subjects = {each.pk: from_json(each.content) for each in schedules}
    known = {subject: named(viewer, subject) for subject in set(subjects.values())}
    return {pk: known[subject] for pk, subject in subjects.items()}


def _next(schedule: Schedule, recurrence: cadence.Recurrence) -> str:
    if schedule.paused_at is not None:
        return ""
    if recurrence.kind == cadence.Kind.REFRESH:
        return "With the next data"
    return moments.weekday(schedule.next_at, recurrence.zone) if schedule.next_at else "None: it is over"


def way_of(target: Target) -> Way:
    """A person by address, several as a number."""
    people = target.recipients
    words = str(target) if len(people) < 2 else f"{len(people)} people"
    return Way(faces.kind_icon(target.kind), words, ", ".join(people))


def last_slot() -> Subquery:
    """Of which a schedule has receipts: one look into the index for each."""
    return Subquery(Delivery.objects.filter(schedule=OuterRef("pk")).order_by("-slot").values("slot")[:1])


def _last(schedules: list[Schedule]) -> dict[int, Delivery]:
    """The worst result of the last slot of each; of what was sent again, the newest."""
    slots = Schedule.objects.filter(pk__in=[each.pk for each in schedules]).values_list("pk", last_slot())
    of_last = [Q(schedule=pk, slot=slot) for pk, slot in slots if slot]
    found = Delivery.objects.filter(reduce(or_, of_last)) if of_last else Delivery.objects.none()
    newest: dict[tuple[int, int, str], Delivery] = {}
    for each in found.order_by("turn"):
        newest[each.schedule_id, each.target_id, each.recipient] = each
    of: dict[int, list[Delivery]] = defaultdict(list)
    for each in newest.values():
        of[each.schedule_id].append(each)
    return {pk: min(several, key=lambda one: faces.WORST.index(one.state)) for pk, several in of.items()}


def _members(viewer: Viewer) -> set[int]:
    active = Membership.objects.filter(account=viewer.account, user__is_active=True)
    return set(active.values_list("user_id", flat=True))
