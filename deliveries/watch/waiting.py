"""What waits for a person to act: the red count of the navigation."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts.access import Act, may, viewer_of
from accounts.viewer import Viewer
from deliveries.models import WRONG, Alarm, Delivery

SINCE = timedelta(days=30)  # older ones are on the page alone


def waiting(request: HttpRequest) -> int:
    """Receipts to look at, and an open alarm. 0 for a stranger."""
    if not request.user.is_authenticated:
        return 0
    try:
        viewer = viewer_of(request)
    except Http404:
        return 0
    alarms = Alarm.objects.filter(account=viewer.account, closed_at=None)
    return to_look_at(viewer).count() + (alarms.count() if may(viewer, Act.PERSONAL) else 0)


def to_look_at(viewer: Viewer) -> models.QuerySet[Delivery]:
    """Receipts of the viewer's own schedules that failed or may have arrived, and that they did not open yet."""
    mine = Delivery.objects.filter(schedule__owner=viewer.user or 0, schedule__account=viewer.account)
    return mine.filter(state__in=WRONG, looked_at=None, slot__gte=timezone.now() - SINCE)


def looked(found: models.QuerySet[Delivery]) -> int:
    """They were looked at; how many."""
    return found.update(looked_at=timezone.now())
