"""The room alerts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.http import HttpRequest

from dashboards import watchers
from ui import shell

if TYPE_CHECKING:
    from accounts.viewer import Viewer
    from dashboards.documents import Document
    from dashboards.models import Dashboard
    from dashboards.watchers import Foreseen


class AlertsConfig(AppConfig):
    """Watches figures of any question and the ads, tells people, and can pause an ad."""

    name = "alerts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the places of the navigation, the report that schedules may send, and that edits are heard."""
        from deliveries.content import reports
        from deliveries.content.subject import Kind

        shell.register(shell.Place("Alerts", "alerts:list", "bell", "a", 3, _waiting, "Alerts"))
        reports.register(Kind.ADS, "alerts.digest.finding.find")
        shell.register(shell.Place("Ads health", "ads:health", "activity", "h", 4, _ads_waiting, "Ads"))
        watchers.register(watchers.Watcher(_foreseen, _edited))


def _waiting(request: HttpRequest) -> int:
    from alerts.listing.waiting import waiting

    return waiting(request)


def _ads_waiting(request: HttpRequest) -> int:
    from alerts.screen.seen import waiting

    return waiting(request)


def _foreseen(viewer: Viewer, row: Dashboard, document: Document) -> Foreseen | None:
    from alerts.keeping.dashboard_edits import foreseen

    return foreseen(viewer, row, document)


def _edited(viewer: Viewer, row: Dashboard, before: Document) -> None:
    from alerts.keeping.dashboard_edits import edited

    edited(viewer, row, before)
