"""Is it well? ``python -m config.health PART`` asks as an outsider would and ends with 0 or 1, for containers.

The web server is asked by its address, a worker by a ping that it must answer and the queue it must serve, beat by the
mark it leaves in Redis at each of its ticks. Containers ask every few seconds, so each part loads only what asks it.
"""

from __future__ import annotations

import os
import socket
import sys
import time
import urllib.request
from contextlib import suppress

from config import embedded

SERVED_BY = {  # the queue, and the workers that may serve it, as ``config.serving.parts`` names them
    "celery": ("worker",),
    "render": ("render", "worker"),  # on one machine there is no worker for pictures alone
    "clock": ("clock",),
}
BEAT_MARK = "sextant:beat"
BEAT_PATIENCE = 150.0  # seconds: two ticks and a half


def mark_beat() -> None:
    """Beat was here. Without Redis it can't say so, and is not well either."""
    from redis import Redis, RedisError

    with suppress(RedisError):
        Redis.from_url(embedded.redis_url()).set(BEAT_MARK, time.time())


def web(address: str) -> bool:
    """Does the web server answer that it can work?"""
    try:
        with urllib.request.urlopen(f"{address}/health/ready", timeout=5) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except OSError as error:
        sys.stderr.write(f"{address}/health/ready: {error}\n")
        return False


def worker(queue: str) -> bool:
    """Does a worker of this machine (container) answer that it serves the queue?"""
    from config.celery import app

    silent = {f"{name}@{socket.gethostname()}" for name in SERVED_BY[queue]}
    while silent:  # the first to answer ends the wait; only where nobody does is it three seconds
        answers = app.control.inspect(sorted(silent), timeout=3, limit=1).active_queues() or {}
        if any(each["name"] == queue for served in answers.values() for each in served):
            return True
        silent = silent - answers.keys() if answers else set()
    return False


def served() -> set[str]:
    """The queues that a worker of any machine answers to serve; it takes a second."""
    from config.celery import app

    answers = app.control.inspect().active_queues() or {}
    return {each["name"] for queues in answers.values() for each in queues}


def beat() -> bool:
    """Did beat tick lately?"""
    from redis import Redis

    mark = Redis.from_url(embedded.redis_url()).get(BEAT_MARK)
    return mark is not None and time.time() - float(mark) < BEAT_PATIENCE


def main(arguments: list[str]) -> int:
    """``web``, ``worker``, ``render``, ``clock`` or ``beat``: 0 if that part is well."""
    address = os.environ.get("SEXTANT_ADDRESS", "http://127.0.0.1:8000")
    asked = {
        "web": lambda: web(address),
        "worker": lambda: worker("celery"),
        "render": lambda: worker("render"),
        "clock": lambda: worker("clock"),
        "beat": beat,
    }
    return 0 if asked[arguments[0]]() else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
