"""``seed_demo``: fill an empty installation with Maison Alba, the sample company."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from datetime import UTC, date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cdp.demo import later
from cdp.demo.company import ADMIN_EMAIL
from cdp.demo.plan import Plan
from cdp.demo.seeding import OtherData, find, seed
from cdp.demo.setting import make_admin
from cdp.demo.story import Slice


class Command(BaseCommand):
    """Write the demo; a run that was interrupted is continued, a complete one is left alone."""

    help = "Fill an empty database with a believable sample company, from 10,000 to 100,000,000 message events."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The size, the seed, the end of the history and the admin's password."""
        parser.add_argument("--events", type=_number, default=200_000, help="message events (default 200,000)")
        parser.add_argument("--seed", type=int, default=1, help="same seed, events and until: same rows")
        parser.add_argument("--until", type=date.fromisoformat, help="first day without data (default: today)")
        parser.add_argument("--password", help=f"of {ADMIN_EMAIL} (default: made up and shown)")
        parser.add_argument("--force", action="store_true", help="even if the database holds other data")

    def handle(self, *args: Any, **options: Any) -> None:
        """Seed, then say how to sign in."""
        try:
            plan = Plan(options["events"], options["seed"], options["until"] or datetime.now(UTC).date())
            self._seed(plan, force=options["force"])
        except (OtherData, ValueError) as refused:
            raise CommandError(str(refused)) from refused
        password = make_admin(options["password"])
        shown = f" with the password {password}" if password and not options["password"] else ""
        self.stdout.write(f"Sign in as {ADMIN_EMAIL}{shown}")

    def _seed(self, plan: Plan, *, force: bool) -> None:
        found = find()
        if found and found.complete:
            self.stdout.write(f"The demo is already here: {found.plan.events:,} events until {found.plan.until}.")
            if brought := later.bring(datetime.now(UTC)):
                self.stdout.write(f"Brought what its ad platforms reported on {brought} mornings since.")
            return
        if found and found.plan != plan:
            self.stderr.write(f"Going on with the demo begun before: {found.plan.events:,} events.")
        began, meter = time.monotonic(), Meter()
        rows = seed(plan, force=force, progress=meter.show)
        meter.close()
        self.stdout.write(f"Wrote {rows:,} rows in {time.monotonic() - began:.0f} s.")


class Meter:
    """Progress on stderr: one line that is rewritten, or one line a tenth where it is no terminal."""

    def __init__(self) -> None:
        self._rows, self._tenth = 0, -1

    def show(self, slice_: Slice, rows: int) -> None:
        """After each slice."""
        self._rows += rows
        line = f"demo data {slice_.done:4.0%}  {self._rows:>11,} rows  {slice_.name}"
        if sys.stderr.isatty():
            print(f"\r{line:<78.78}", end="", file=sys.stderr, flush=True)
        elif int(slice_.done * 10) > self._tenth:
            self._tenth = int(slice_.done * 10)
            print(line, file=sys.stderr, flush=True)

    def close(self) -> None:
        """End the line."""
        if sys.stderr.isatty():
            print(file=sys.stderr)


def _number(text: str) -> int:
    """A count, with or without separators: 200000, 200_000, 200,000."""
    return int(text.replace(",", "").replace("_", ""))
