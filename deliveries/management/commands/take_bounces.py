"""``manage.py take_bounces [MAILDIR]``: reports of mail servers, noted on the receipts of the mails that came back."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from deliveries.destinations.bounces import MOST_BYTES, take_bounce
from deliveries.receipts.bouncing import bounced

COUNTED = ("read", "reports", "bounced", "other")


class Command(BaseCommand):
    """Takes one message from standard input, or all new ones of a maildir."""

    help = "Note mails that came back, from a report on standard input or from the new mails of a maildir."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("maildir", type=Path, nargs="?", help="a folder with new/ and cur/; else standard input")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print how many messages were read, how many of them are reports, and how many mails came back by them."""
        found = Counter(dict.fromkeys(COUNTED, 0))
        folder = options["maildir"]
        for raw in [_of_pipe()] if folder is None else _of_maildir(folder):
            reports = take_bounce(raw)
            found.update(read=1, reports=bool(reports), other=not reports)
            found.update(bounced=sum(bounced(each, timezone.now()) for each in reports))
        self.stdout.write(json.dumps(found))


def _of_pipe() -> bytes:
    """The message, and the pipe read to its end, so that the mail server is not told of a broken one."""
    raw = sys.stdin.buffer.read(MOST_BYTES)
    while sys.stdin.buffer.read(65_536):
        pass
    return raw


def _of_maildir(folder: Path) -> Iterator[bytes]:
    """Its new mails, each put to the seen ones when it has been dealt with. Raises CommandError."""
    new, seen = folder / "new", folder / "cur"
    if not (new.is_dir() and seen.is_dir()):
        raise CommandError(f"{folder} is no maildir: it has no folders new and cur.")
    for path in sorted(each for each in new.iterdir() if each.is_file()):
        with suppress(FileNotFoundError):  # another one takes this folder too
            with path.open("rb") as file:
                raw = file.read(MOST_BYTES)
            yield raw
            path.rename(seen / f"{path.name}:2,S")
