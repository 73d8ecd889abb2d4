"""A person subscribes to the digest: a schedule of their own, to their own address."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.access import Act
from accounts.models import User
from accounts.viewer import Viewer
from alerts.digest.typed import ADS, WHEN, Typed
from deliveries import cadence
from deliveries.models import Kind, Schedule
from deliveries.options import Options
from deliveries.schedules import saving
from deliveries.schedules.drafts import Draft, TargetDraft
from deliveries.schedules.subscribing import act_of_row
from explores.keeping.refused import Refused


def seen(viewer: Viewer) -> QuerySet[Schedule]:
    """Digests that the viewer may see: their own; for admins all of the account."""
    return saving.seen(viewer).filter(about=ADS.about)


def own(viewer: Viewer) -> Schedule | None:
    """The one that the viewer subscribed to."""
    mine = seen(viewer).filter(owner_id=viewer.user or 0).order_by("pk")
    return next((each for each in mine if _is_simple(each)), None)


def _is_simple(schedule: Schedule) -> bool:
    """Whether the page can show all of it; others are changed in Deliveries."""
    return act_of_row(schedule) == Act.SUBSCRIBE and schedule.recurrence.get("kind") in WHEN


@transaction.atomic
def subscribe(viewer: Viewer, typed: Typed, now: datetime) -> Schedule:
    """Begin, or change what there is: one person has one. It shows what they may see on the day it goes out. Raises
    Refused, which names the box."""
    user = User.objects.select_for_update(of=("self",)).get(pk=viewer.user or 0)  # a second press waits
    try:
        recurrence = typed.recurrence()
    except cadence.BadRecurrence as error:
        raise Refused(error.message, "weekday" if error.field == "weekdays" else error.field) from error
    there = own(viewer)
    number = there.targets.filter(removed_at=None).values_list("pk", flat=True).first() if there else None
    draft = Draft(
        ADS, recurrence, (TargetDraft(Kind.EMAIL, "letter", None, (user.email,), number=number),),
        filters=typed.values, options=Options(only="results" if typed.only else "", foresee=False),
    )  # fmt: skip
    made = saving.save(viewer, there, draft, there.version, now) if there else saving.make(viewer, draft, now)
    made.subaccounts.set(viewer.subaccounts)
    return made
