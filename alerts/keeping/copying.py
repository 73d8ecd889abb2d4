"""The same alert once more, for who may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from accounts.models import User
from accounts.viewer import Viewer
from alerts.keeping import saving
from alerts.models import Alert
from alerts.rules.rule import BadRule
from deliveries.models import Kind
from deliveries.schedules.drafts import TargetDraft
from explores.keeping.refused import Refused

LONGEST = 190  # of the name that is copied


@transaction.atomic
def copy(viewer: Viewer, alert: Alert, now: datetime) -> Alert:
    """Paused, so that nothing is told twice before somebody changed it. It tells whom the other tells; of somebody
    else's alert the copier alone. Raises Refused."""
    try:
        draft = saving.draft_of(alert)
    except BadRule as error:
        raise Refused(error.message, error.field) from error
    mine = alert.owner_id == viewer.user
    targets = tuple(replace(each, number=None) for each in draft.targets) if mine else ()
    targets = targets or (TargetDraft(Kind.EMAIL, "table", None, (_address(viewer),)),)
    made = saving.make(viewer, replace(draft, name=f"{draft.name[:LONGEST]}, copy", targets=targets), now)
    both = viewer.subaccounts & set(alert.subaccounts.values_list("pk", flat=True))
    for scope in (made.subaccounts, made.sends.subaccounts if made.sends else None):
        if scope is not None:
            scope.set(both)
    saving.pause(viewer, made, now)
    return made


def _address(viewer: Viewer) -> str:
    return User.objects.get(pk=viewer.user or 0).email
