"""``manage.py serve``: web server, worker and beat until Ctrl-C."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.serving.supervisor import ServeError, serve


class Command(BaseCommand):
    """Serve Sextant."""

    help = "Serve web, worker and beat under one supervisor; Ctrl-C ends all of it, embedded servers included."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop."""
        host, port = options["host"], options["port"]

        def ready() -> None:
            self.stdout.write(self.style.SUCCESS(f"\nSextant serves on http://{host}:{port}   (Ctrl-C stops it)"))

        try:
            serve(host, port, self.stdout.write, ready)
        except ServeError as error:
            raise CommandError(str(error)) from error
