"""Saved destinations, found by who may use and change them."""

from __future__ import annotations

from django.db import models
from django.http import Http404

from accounts.access import Act, may
from accounts.rows import numbered
from accounts.viewer import Viewer
from deliveries.models import Destination, Schedule


def seen(viewer: Viewer) -> models.QuerySet[Destination]:
    """Those of the account: whoever may send may use each of them."""
    ours = Destination.objects.filter(account=viewer.account, removed_at=None)
    return ours.select_related("owner") if may(viewer, Act.DELIVER) else ours.none()


def find(viewer: Viewer, number: object) -> Destination:
    """One of them. Raises Http404."""
    found = numbered(seen(viewer), number)
    if found is None:
        raise Http404("There is no such destination.")
    return found


def may_change(viewer: Viewer, destination: Destination) -> bool:
    """Who made it, and admins: others' schedules send there, so nobody else may lead them elsewhere."""
    return may(viewer, Act.PERSONAL) or (viewer.user is not None and destination.owner_id == viewer.user)


def users(destination: Destination) -> models.QuerySet[Schedule]:
    """The schedules that send there."""
    targets = destination.target_set.filter(removed_at=None, schedule__removed_at=None, schedule__passing=False)
    return Schedule.objects.filter(pk__in=targets.values("schedule")).select_related("owner")
