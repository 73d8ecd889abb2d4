"""import_file PATH --mapping FILE.yaml: a file into the CDP; prints one JSON object."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.core.management.base import BaseCommand, CommandError

from connectors.files.errors import ImportProblem
from connectors.files.importer import Import
from connectors.files.mapping.load import load
from connectors.files.summary import Summary
from connectors.subaccounts import NoSubAccount, subaccount_named


class Command(BaseCommand):
    """Import one file."""

    help = "Import a file through a mapping (docs/connectors.md); prints {read, loaded, updated, skipped, …} as JSON."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """PATH, --mapping, --subaccount, --again."""
        parser.add_argument("path", type=Path)
        parser.add_argument("--mapping", type=Path, required=True, help="the mapping, a YAML file")
        parser.add_argument("--subaccount", help="name, or account/name; the only one where there is one")
        parser.add_argument("--again", action="store_true", help="read parts anew that were imported before")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import, print the counts, and say on stderr what else is worth knowing."""
        pa.set_memory_pool(pa.system_memory_pool())  # gives back what a portion needed; the others keep it
        run = None
        try:
            mapping = load(options["mapping"])
            subaccount = subaccount_named(options["subaccount"])
            run = Import(options["path"], mapping, subaccount, again=options["again"], progress=_progress())
            summary = run.run()
        except (ImportProblem, NoSubAccount) as error:
            if run is not None and run.summary.read:
                self.stderr.write(json.dumps(asdict(run.summary)))
            raise CommandError(str(error)) from error
        self.stdout.write(json.dumps(asdict(summary)))
        self._tell(run)
        if summary.read == summary.quarantined:
            bad = run.notes.first_bad
            why = f": line {bad.line}, {bad.field or 'the row'}: {bad.reason}" if bad else ""
            raise CommandError(f"every row went to quarantine{why}")

    def _tell(self, run: Import) -> None:
        notes = run.notes
        if sys.stderr.isatty():
            self.stderr.write("")
        made = ", ".join(f"{count:,} {name}" for name, count in notes.made.items())
        for said, text in (
            (notes.about, f"read as {notes.about}"),
            (notes.passed, f"{notes.passed} parts had been imported before and were passed"),
            (made, f"made because rows refer to them: {made}"),
            (notes.merged, f"{notes.merged:,} contacts turned out to be someone known, and were merged"),
            (run.summary.quarantined, f"{run.summary.quarantined:,} rows in quarantine: manage.py quarantine list"),
        ):
            if said:
                self.stderr.write(text)


def _progress() -> Any:
    """Shows rows and speed on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return None
    start = time.monotonic()

    def show(summary: Summary) -> None:
        speed = summary.read / max(time.monotonic() - start, 0.001)
        sys.stderr.write(f"\r{summary.read:,} rows, {speed:,.0f} a second ")
        sys.stderr.flush()

    return show
