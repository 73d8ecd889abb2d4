"""Edits of a dashboard's filters, brought to the alerts on its tiles: these follow, or watch on what they watched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

from django.db import models
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.viewer import Viewer
from alerts.keeping import saving
from alerts.keeping.filter_edits import edits_of, followed, kept, moved
from alerts.models import About, Alert, Notice
from dashboards import own
from dashboards.documents import Document
from dashboards.model import Dashboard
from dashboards.models import Dashboard as Row
from dashboards.watchers import Foreseen
from deliveries.content.subject import Kind
from explores.semantic.errors import SemanticError

FOLLOW = "Apply filter edits to alerts is on: they follow the filters of this dashboard."
KEEP = "They watch on what they watched until now. In Settings, Apply filter edits to alerts makes them follow."


@dataclass(frozen=True)
class Hit:
    """An alert that edits of filters reach, with its filters from then on. ``other``: it watches something else."""

    alert: Alert
    filters: dict[str, str]
    other: bool


def foreseen(viewer: Viewer, row: Row, document: Document) -> Foreseen | None:
    """What saving the document would mean to alerts. Others' are counted, not named, unless an admin asks."""
    if document.get("filters") == row.content.get("filters"):
        return None
    try:
        before, after = own.value_of(row.content), own.value_of(document)
    except SemanticError:
        return None  # it can't be saved as it is
    hits = list(_hits(Alert.objects.all(), row, before, after))
    if not hits:
        return None
    mine = set(saving.seen(viewer).filter(pk__in=[hit.alert.pk for hit in hits]).values_list("pk", flat=True))
    seen = [hit.alert for hit in hits if hit.alert.pk in mine]
    alerts, follow = f"{len(hits)} alert{'s' * (len(hits) != 1)}", after.settings.alerts_follow
    return Foreseen(
        title=f"Changes {alerts}" if follow else f"Leaves {alerts} as {'they are' if len(hits) > 1 else 'it is'}",
        words=FOLLOW if follow else KEEP,
        named=tuple((each.name, reverse("alerts:alert", args=[each.pk])) for each in seen),
        more=len(hits) - len(seen),
    )


def edited(viewer: Viewer, row: Row, before: Document) -> None:
    """Keep what the edit means. Who owns an alert that watches something else now is told, unless it was them."""
    if before.get("filters") == row.content.get("filters"):
        return
    try:
        old = own.value_of(before)
    except SemanticError:
        return  # a version that can't be read showed nothing that could be watched
    locked = Alert.objects.select_for_update(of=("self",))
    hits = list(_hits(locked, row, old, own.value_of(row.content)))
    for hit in hits:
        _keep(hit)
    _tell(viewer, row, [hit.alert for hit in hits if hit.other and hit.alert.owner_id != viewer.user])


def _hits(alerts: models.QuerySet[Alert], row: Row, before: Dashboard, after: Dashboard) -> Iterator[Hit]:
    start, follow = f"{Kind.TILE}:{row.pk}/", after.settings.alerts_follow
    found = alerts.filter(account=row.account_id, about__startswith=start, removed_at=None)
    for alert in found.order_by("pk"):
        edits = list(edits_of(before, after, alert.about.removeprefix(start)))
        filters = reduce(followed if follow else kept, edits, alert.filters)
        other = follow and any(moved(alert.filters, edit) for edit in edits)
        if other or filters != alert.filters:
            yield Hit(alert, dict(filters), other)


def _keep(hit: Hit) -> None:
    """Another version, so that a form which was open meanwhile can't bring the old filters back."""
    alert = hit.alert
    alert.filters, alert.version = hit.filters, alert.version + 1
    if hit.other:
        saving.begin_anew(alert)
    alert.save(update_fields=["filters", "version", "rule_version", "state", "phase"])


def _tell(viewer: Viewer, row: Row, alerts: Sequence[Alert]) -> None:
    who = User.objects.filter(pk=viewer.user or 0).first()
    said = f"{who or 'Somebody'} changed the filters of {row.title}, which its alerts follow."
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(alert=each, owner_id=each.owner_id, what=About.EDITED, cause=said, at=now) for each in alerts
    )
