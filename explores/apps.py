"""The room explores."""

from __future__ import annotations

from django.apps import AppConfig


class ExploresConfig(AppConfig):
    """Asks questions of the warehouse."""

    name = "explores"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the places of the navigation, and Looks as what folders hold."""
        from explores.keeping import shelves
        from ui import shell

        shelves.register("explores.keeping.look_shelf.LookShelf")
        shell.register(shell.Place("Explore", "explores:index", "compass", "e", 2))
        shell.register(shell.Place("Folders", "keeping:folders", "folder", "f", 6))
