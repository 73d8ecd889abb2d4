"""The room dashboards."""

from __future__ import annotations

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Arranges answers on pages."""

    name = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the places of the navigation, and the check of the YAML files."""
        from dashboards import checks  # noqa: F401
        from ui import shell

        shell.register(shell.Place("Home", "dashboards:home", "house", "h", 0))
        shell.register(shell.Place("Dashboards", "dashboards:list", "layout-dashboard", "d", 1))
