"""What no rule may touch. People may."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import models

from accounts.access import Act, check, may
from accounts.viewer import Viewer
from alerts.acting.finding import Entity, find
from alerts.models import Protection
from explores.keeping.refused import Refused, plain

log = logging.getLogger(__name__)
LONGEST_WHY = 500


def seen(viewer: Viewer) -> models.QuerySet[Protection]:
    """Those of the viewer's sub-accounts, the latest first."""
    found = Protection.objects.filter(account=viewer.account, subaccount_id__in=viewer.subaccounts)
    return found.select_related("by").order_by("-at")


def protect(viewer: Viewer, level: str, row: object, why: object, now: datetime) -> Protection:
    """No rule acts on it from now on, nor on what belongs to it; protected already, it stays so. Raises
    PermissionDenied, Http404, Refused."""
    check(viewer, Act.ADS)
    entity = find(viewer, level, row)
    made, fresh = Protection.objects.get_or_create(
        account_id=viewer.account, level=entity.level, row=entity.row.pk,
        defaults={"subaccount_id": entity.row.subaccount_id, "source_id": entity.row.source_id,
                  "why": plain(why, "why", LONGEST_WHY), "by_id": viewer.user, "at": now},
    )  # fmt: skip
    if fresh:
        log.info("%s %s was protected by user %s", level, entity.row.pk, viewer.user)
    return made


def release(viewer: Viewer, level: str, row: object) -> bool:
    """Rules may act on it again; whether it was protected. By who protected it, or who says what may act by itself.
    Raises PermissionDenied, Http404, Refused."""
    check(viewer, Act.ADS)
    entity = find(viewer, level, row)
    found = Protection.objects.filter(account=viewer.account, level=entity.level, row=entity.row.pk).first()
    if found is None:
        return False
    if found.by_id != viewer.user and not may(viewer, Act.ADS_RULES):
        raise Refused("Somebody else protected it. Ask them, or an admin of the account.", "row", code="not_allowed")
    found.delete()
    log.info("%s %s was released by user %s", level, entity.row.pk, viewer.user)
    return True


def over(entity: Entity) -> Protection | None:
    """What protects it: its own, or that of what it is in."""
    wanted = models.Q(pk=None)
    for level, number in entity.within.items():
        wanted |= models.Q(level=level, row=number)
    return Protection.objects.filter(wanted).select_related("by").first()
