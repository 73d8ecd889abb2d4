"""The room deliveries."""

from __future__ import annotations

from django.apps import AppConfig
from django.http import HttpRequest

from ui import shell


class DeliveriesConfig(AppConfig):
    """Sends what dashboards and explores show, and proves that it arrived."""

    name = "deliveries"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the place of the navigation, and offer pictures on the download sheets of the rooms below."""
        from deliveries.downloads.pictures import address
        from explores.files.pictures import Picture, register

        shell.register(shell.Place("Deliveries", "deliveries:schedules", "send", "s", 5, _waiting))
        register(Picture("png", "PNG, a picture of it", address))


def _waiting(request: HttpRequest) -> int:
    from deliveries.watch.waiting import waiting

    return waiting(request)
