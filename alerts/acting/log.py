"""The log of decisions, within what a viewer may see."""

from __future__ import annotations

from django.db import models
from django.http import Http404

from accounts.rows import numbered
from accounts.viewer import Viewer
from alerts.models import Decision
from alerts.models.ads import Stage

OPEN = (Stage.DUE, Stage.ASKED)  # on the way; one of an ad at most
WAITING = (Stage.PROPOSED, Stage.HELD)  # of a rule, not on the way yet


def seen(viewer: Viewer) -> models.QuerySet[Decision]:
    """Those of the viewer's sub-accounts, the latest first."""
    found = Decision.objects.filter(account=viewer.account, subaccount_id__in=viewer.subaccounts)
    return found.select_related("by", "approved_by", "calendar", "undoes").prefetch_related("undoings")


def find(viewer: Viewer, number: object) -> Decision:
    """One of them. Raises Http404."""
    found = numbered(seen(viewer), number)
    if found is None:
        raise Http404("There is no such decision, or it is of a sub-account that you do not see.")
    return found


def of(viewer: Viewer, level: str, row: int) -> models.QuerySet[Decision]:
    """Those about one campaign, ad set or ad."""
    return seen(viewer).filter(level=level, row=row)


def open_of(level: str, row: int) -> Decision | None:
    """What is on the way for it."""
    return Decision.objects.filter(level=level, row=row, stage__in=OPEN).select_related("by").first()
