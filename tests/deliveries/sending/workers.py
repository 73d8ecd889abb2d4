"""Celery workers that are killed, quickly started: a parent loads what they need and opens nothing, then forks each.

The parent reads a line of JSON for each worker, {"point": where it shall die, or ""}, forks it and answers with its
process number; for {"wait": number} it answers with the exit status, or null while that one lives.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class Workers:
    """The parent, as a test sees it. ``killed``: how many ended by a kill."""

    def __init__(self, parent: subprocess.Popen[str]) -> None:
        self._parent = parent
        self._living: list[int] = []
        self.killed = 0

    def start(self, point: str = "") -> int:
        """A worker that dies where ``point`` says, at the first delivery that gets there."""
        self._living.append(self._asked({"point": point}))
        return self._living[-1]

    def kill(self, number: int) -> None:
        """End it as the system does that has no memory left."""
        os.kill(number, signal.SIGKILL)

    def living(self) -> list[int]:
        """Those that run; what ended is counted, and may have ended by a kill alone."""
        ended = {number: status for number in self._living if (status := self._asked({"wait": number})) is not None}
        assert set(ended.values()) <= {-signal.SIGKILL}, f"workers ended by themselves: {ended}"
        self.killed += len(ended)
        self._living = [number for number in self._living if number not in ended]
        return self._living

    def stop(self) -> None:
        """All of them, which counts for nothing."""
        for number in self.living():
            self.kill(number)

    def _asked(self, line: dict[str, Any]) -> Any:
        assert self._parent.stdin and self._parent.stdout
        self._parent.stdin.write(json.dumps(line) + "\n")
        self._parent.stdin.flush()
        return json.loads(self._parent.stdout.readline())


@contextmanager
def workers(environment: dict[str, str]) -> Iterator[Workers]:
    """Workers in an environment. The parent is a new process: that of the tests has used engine and lake."""
    command, pipe = [sys.executable, "-m", __name__], subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, text=True) as parent:
        found = Workers(parent)
        try:
            yield found
        finally:
            found.stop()


def serve() -> None:
    """Be the parent."""
    import django

    django.setup()
    from config.celery import app

    _load(app)
    for line in sys.stdin:
        asked = json.loads(line)
        answer = _status(asked["wait"]) if "wait" in asked else _started(app, asked["point"])
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _load(app: Any) -> None:
    """All that a worker reads on its way to its first delivery: modules, pages and the catalog."""
    import celery.apps.worker
    import celery.bin.celery
    import celery.concurrency.solo
    import celery.worker.consumer  # noqa: F401
    from django.urls import get_resolver

    from cdp.warehouse import duckdb  # noqa: F401
    from deliveries.destinations import couriers
    from deliveries.models import Kind
    from deliveries.sending import one_try  # noqa: F401
    from explores import catalogs

    app.loader.import_default_modules()
    get_resolver()._populate()
    catalogs.standard("")
    for kind in Kind:
        couriers.courier_of(kind)


def _status(number: int) -> int | None:
    ended, status = os.waitpid(number, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


def _started(app: Any, point: str) -> int:
    child = os.fork()
    if child:
        return child
    os.environ["SEXTANT_KILL_AT"] = point
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    try:
        app.worker_main(
            ["worker", "--pool=solo", "--queues=celery,render", "--loglevel=ERROR", f"--hostname=w{os.getpid()}@%h",
             "--without-gossip", "--without-mingle", "--without-heartbeat"]
        )  # fmt: skip
    finally:
        os._exit(1)


if __name__ == "__main__":
    serve()
