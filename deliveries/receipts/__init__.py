"""Receipts, found by who may see them."""

from __future__ import annotations

import re
from uuid import UUID

from django.db import models
from django.http import Http404

from accounts.access import owned_for
from accounts.viewer import Viewer
from deliveries.models import Delivery

NUMBER = re.compile(r"r_([0-9a-f]{16})", re.ASCII)


def seen(viewer: Viewer) -> models.QuerySet[Delivery]:
    """Those of the viewer's own schedules; for admins all of the account."""
    return Delivery.objects.filter(owned_for(viewer, "schedule__"), account=viewer.account)


def find(viewer: Viewer, number: str) -> Delivery:
    """One by its name, ``r_…``. Raises Http404."""
    named = NUMBER.fullmatch(number)
    if named:
        found = (
            seen(viewer).filter(uid__range=between(named[1])).select_related("schedule__owner", "target__destination")
        )
        if (one := found.first()) is not None:
            return one
    raise Http404("There is no such receipt, or it is somebody else's.")


def between(digits: str) -> tuple[UUID, UUID]:
    """The first and the last identity that a receipt's number may stand for."""
    return UUID(f"{digits}{'0' * 16}"), UUID(f"{digits}{'f' * 16}")
