"""``manage.py mirror``: bring the warehouse up to date with PostgreSQL."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Publish what is committed and not yet published, and print what was done as JSON."""

    help = "Copy committed batches to the columnar warehouse; --rebuild reads everything afresh."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Only how much to read."""
        parser.add_argument("--rebuild", action="store_true", help="read every table whole, not just what changed")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run the mirror once."""
        from cdp.warehouse import compaction, mirror, publication, vacuum

        started = time.perf_counter()
        try:
            counts = mirror.run(rebuild=options["rebuild"])
        except publication.MirrorBusy as error:
            raise CommandError(str(error)) from error
        seconds = round(time.perf_counter() - started, 3)
        self.stdout.write(json.dumps({**asdict(counts), "seconds": seconds}))
        compaction.compact()
        vacuum.vacuum()
