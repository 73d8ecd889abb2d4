"""Ask for every row there is and write it to nowhere, in a process of its own; what that took is its last line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FIELDS = ("emails.id", "emails.occurred_time", "emails.mailbox_domain", "emails.sent")


class Nowhere:
    """Counts what is written."""

    def __init__(self) -> None:
        self.lines = self.bytes = 0

    def write(self, piece: bytes) -> int:
        self.lines += piece.count(b"\n")
        self.bytes += len(piece)
        return len(piece)


def megabytes(line: str) -> float:
    """``VmRSS`` (now) or ``VmHWM`` (the most so far) of this process."""
    found: Iterator[str] = (
        each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith(line)
    )
    return int(next(found).split()[1]) / 1024


def main(account: int, subaccount: int, code: str) -> dict[str, Any]:
    from accounts.viewer import Viewer
    from explores import files, runner
    from explores.files import Options
    from explores.semantic.query import Query

    viewer = Viewer(account=account, subaccounts=frozenset({subaccount}), timezone="UTC")
    query = Query("marketing_email", FIELDS, limit=10, fill=())
    now, out = datetime(2026, 3, 1, tzinfo=UTC), Nowhere()
    files.write(runner.run(query, viewer, now=now), code, Options(), Nowhere())  # type: ignore[arg-type]
    before = megabytes("VmRSS")
    answer = runner.run(replace(query, limit=None), viewer, now=now, portions=True)
    rows = files.write(answer, code, Options(displayed=False), out)  # type: ignore[arg-type]
    return {"rows": rows, "lines": out.lines, "bytes": out.bytes, "before": before, "most": megabytes("VmHWM")}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))  # noqa: T201
