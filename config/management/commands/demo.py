"""``manage.py demo``: load a believable company once, then serve it."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.demo import PrepareError, prepare
from config.serving.supervisor import ServeError, serve


class Command(BaseCommand):
    """Prepare and serve the demo."""

    help = "Migrate, load demo data if there is none, mirror it, serve it, and say how to sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and how much data."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--events", type=int, default=300_000, help="message events to make if there are none")
        parser.add_argument("--seed", type=int, default=7)

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop."""
        host, port = options["host"], options["port"]
        try:
            known = prepare(options["events"], options["seed"])
            os.environ |= {"SEXTANT_DEMO": "1"}  # for the processes that are started

            def ready() -> None:
                shown = f"http://{host}:{port}\n\n  sign in as  {known.email}\n  password    {known.password}\n"
                self.stdout.write(self.style.SUCCESS(f"\nSextant serves on {shown}") + "\nCtrl-C stops it.")

            serve(host, port, self.stdout.write, ready)
        except (PrepareError, ServeError) as error:
            raise CommandError(str(error)) from error
