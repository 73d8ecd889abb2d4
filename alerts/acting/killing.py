"""The one switch that stops everything that acts by itself: rules and calendars. People may go on."""

from __future__ import annotations

import logging
from datetime import datetime

from accounts.access import Act, check
from accounts.viewer import Viewer
from alerts.acting import limiting
from alerts.models import Limits

log = logging.getLogger(__name__)


def throw(viewer: Viewer, now: datetime) -> Limits:
    """Nothing acts by itself from now on; thrown already, it stays as it was thrown. Raises PermissionDenied."""
    check(viewer, Act.ADS)
    found = limiting.of(viewer.account)
    if Limits.objects.filter(pk=found.pk, killed_at=None).update(killed_at=now, killed_by=viewer.user):
        log.warning("ads of account %s: the kill switch was thrown by user %s", viewer.account, viewer.user)
    return limiting.of(viewer.account)


def lift(viewer: Viewer) -> Limits:
    """Rules and calendars act again, as their modes say. Raises PermissionDenied: only who sets what may act by itself
    may lift it."""
    check(viewer, Act.ADS_RULES)
    found = limiting.of(viewer.account)
    if Limits.objects.filter(pk=found.pk, killed_at__isnull=False).update(killed_at=None, killed_by=None):
        log.warning("ads of account %s: the kill switch was lifted by user %s", viewer.account, viewer.user)
    return limiting.of(viewer.account)
