"""``manage.py stop``: end what ``serve`` or ``demo`` started here, the embedded servers included."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from config.serving.supervisor import stop


class Command(BaseCommand):
    """Stop everything of this ``var/`` folder."""

    help = "Stop the server of this folder, whatever a killed one left behind, and the embedded servers."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Stop it; nothing happens where nothing runs."""
        stop(self.stdout.write)
        self.stdout.write("Nothing runs any more.")
