"""An alert given to somebody else, and one taken back from among the removed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import Http404

from accounts.access import Act, check, may, owned_for, viewer_for
from accounts.models import User
from accounts.rows import numbered
from accounts.viewer import Viewer
from alerts.keeping import saving
from alerts.keeping.drafts import checked
from alerts.models import Alert
from alerts.rules.rule import BadRule
from deliveries import cadence
from deliveries.models import Schedule
from deliveries.schedules.kept import shown
from deliveries.schedules.planning import first_after
from explores.keeping.refused import Refused


@transaction.atomic
def reassign(viewer: Viewer, alert: Alert, to: User, now: datetime) -> None:
    """Give it to a member of the account who may set alerts; it asks as they may from then on. One that stood still
    for want of an owner goes on. Raises Refused."""
    check(viewer, Act.PERSONAL)
    owner = viewer_for(to, account=alert.account_id)
    if not may(owner, Act.ALERT):
        raise Refused(f"The role of {to} does not let them set alerts.", "owner")
    if not owner.subaccounts & set(alert.subaccounts.values_list("pk", flat=True)):
        raise Refused(f"{to} may not see any sub-account of this alert.", "owner")
    try:
        checked(owner, saving.draft_of(alert), now)
    except BadRule as error:
        raise Refused(error.message, error.field) from error
    Alert.objects.filter(pk=alert.pk).update(owner=to)
    Schedule.objects.filter(alert=alert).update(owner=to)
    if alert.paused_why:
        saving.resume(viewer, alert, now)


def restore(viewer: Viewer, number: object, now: datetime) -> Alert:
    """Back into the list, with its next check from now. Raises Http404."""
    check(viewer, Act.ALERT)
    alert = numbered(Alert.objects.filter(owned_for(viewer), removed_at__isnull=False), number)
    if alert is None:
        raise Http404("There is no such alert among the removed.")
    recurrence = shown(alert)
    over = alert.paused_at is not None or recurrence.kind == cadence.Kind.ONCE
    following = None if over else first_after(recurrence, now)
    Alert.objects.filter(pk=alert.pk).update(removed_at=None, next_at=following)
    return alert
