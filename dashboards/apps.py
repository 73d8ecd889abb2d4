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
        from explores.drill import drill_menu
        from explores.keeping import shelves, targets
        from ui import shell

        drill_menu.register(drilling.ways)

        new, old = ("New dashboard", "Save to a new dashboard"), ("Existing dashboard", "Save to an existing dashboard")
        targets.register(targets.Target("new_dashboard", *new, "layout-dashboard", "dashboards.saving.NEW"))
        targets.register(targets.Target("dashboard", *old, "copy-plus", "dashboards.saving.EXISTING"))
        targets.wait("dashboards.edits.bringing.waiting")
        shelves.register("dashboards.shelf.DashboardShelf")
        shell.register(shell.Place("Home", "dashboards:home", "house", "", 0, short="Home"))
        shell.register(shell.Place("Dashboards", "dashboards:list", "layout-dashboard", "d", 1, short="Dashboards"))
