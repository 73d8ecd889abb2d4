"""Which rows a viewer sees: of their account, in their sub-accounts."""

from __future__ import annotations

from typing import TypeVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts.access import viewer_of
from accounts.viewer import Viewer
from alerts.models.ads import Calendar, Decision, Group, Health, Incident
from alerts.models.ads.entity import Level

Row = TypeVar("Row", Calendar, Decision, Health, Incident)


def seen(viewer: Viewer, of: type[Row]) -> models.QuerySet[Row]:
    """All rows of a kind that the viewer may know of."""
    return of._default_manager.filter(account=viewer.account, subaccount_id__in=viewer.subaccounts)


def find(viewer: Viewer, level: str, row: int) -> Health:
    """The judged campaign, ad set or ad. Raises Http404 for one that is not there, or not the viewer's to see."""
    found = seen(viewer, Health).filter(level=level, row=row).first()
    if found is None:
        raise Http404
    return found


def waiting(request: HttpRequest) -> int:
    """How many ads somebody should look at: a pause is suggested, and nobody snoozed it. 0 for a stranger."""
    if not request.user.is_authenticated:
        return 0
    try:
        viewer = viewer_of(request)
    except Http404:
        return 0
    pressing = seen(viewer, Health).filter(level=Level.AD, group=Group.PAUSE, status="on")
    return pressing.exclude(snoozed_until__gt=timezone.now()).count()
