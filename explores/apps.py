"""The room explores."""

from __future__ import annotations

from django.apps import AppConfig


class ExploresConfig(AppConfig):
    """Asks questions of the warehouse."""

    name = "explores"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the place of the navigation."""
        from ui import shell

        shell.register(shell.Place("Explore", "explores:index", "compass", "e", 2))
