"""The room dashboards."""

from __future__ import annotations

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Arranges answers on pages."""

    name = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the places of the navigation, the check of the YAML files and the ways here from a value."""
        from dashboards import checks, drilling  # noqa: F401
        from explores import drill_menu
        from ui import shell

        drill_menu.register(drilling.ways)

        shell.register(shell.Place("Home", "dashboards:home", "house", "h", 0))
        shell.register(shell.Place("Dashboards", "dashboards:list", "layout-dashboard", "d", 1))
