"""Mirrors in processes of their own, quickly: a parent loads what they need and opens nothing, then forks each.

A fork costs milliseconds where a start costs a second or two of imports. The parent itself never connects, reads or
writes: engine and lake don't survive a fork once they were used. It reads a line of JSON, {"point", "lake"}, forks a
``manage.py mirror`` and answers with the exit status of that; it ends with its input.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST = 120  # seconds a mirror may take


class Mirrors:
    """The parent, as a test sees it."""

    def __init__(self, parent: subprocess.Popen[str]) -> None:
        self._parent = parent

    def run(self, lake: Path, *, kill_at: str) -> int:
        """Run one mirror that dies at a point of ``faults.MIRROR``; its exit status, as ``subprocess`` has it."""
        assert self._parent.stdin and self._parent.stdout
        self._parent.stdin.write(json.dumps({"lake": str(lake), "point": kill_at}) + "\n")
        self._parent.stdin.flush()
        return int(self._parent.stdout.readline())


@contextmanager
def mirrors(environment: dict[str, str]) -> Iterator[Mirrors]:
    """Mirrors in an environment. The parent is a new process: that of the tests has used engine and lake."""
    command, pipe = [sys.executable, "-m", __name__], subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as parent:
        yield Mirrors(parent)


def serve() -> None:
    """Be the parent."""
    import django

    django.setup()
    from cdp.warehouse import compaction, mirror, publication, vacuum  # noqa: F401 - what the command imports

    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _mirror(asked["lake"], asked["point"])
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


def _mirror(lake: str, point: str) -> None:
    """Be a mirror, and leave without the parent's way out."""
    from django.conf import settings
    from django.core.management import call_command

    signal.alarm(LONGEST)
    os.environ["SEXTANT_KILL_AT"], settings.LAKE_DIR = point, Path(lake)
    try:
        call_command("mirror", stdout=io.StringIO())
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    serve()
