"""Is it well? ``/health/live`` and ``/health/ready`` for load balancers, a command for containers.

``python -m config.health PART`` asks as an outsider would and ends with 0 or 1: the web server by its address, a worker
by a ping that it must answer and the queue it must serve, beat by the mark it leaves in Redis at each of its ticks.
"""

from __future__ import annotations

import os
import socket
import sys
import time
import urllib.request
from contextlib import suppress

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpRequest, JsonResponse
from redis import Redis, RedisError

BEAT_MARK = "sextant:beat"
BEAT_PATIENCE = 150.0  # seconds: two ticks and a half


def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> JsonResponse:
    """The process can work: PostgreSQL and Redis answer it. 503 and the names of those that do not."""
    down = [name for name, well in (("postgresql", _postgresql()), ("redis", _redis())) if not well]
    return JsonResponse({"status": "ok" if not down else "unavailable", "down": down}, status=503 if down else 200)


def mark_beat() -> None:
    """Beat was here. Without Redis it can't say so, and is not well either."""
    with suppress(RedisError):
        Redis.from_url(settings.REDIS_URL).set(BEAT_MARK, time.time())


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

    answers = app.control.inspect(timeout=3).active_queues() or {}
    here = [served for name, served in answers.items() if name.endswith(f"@{socket.gethostname()}")]
    return any(each["name"] == queue for served in here for each in served)


def beat() -> bool:
    """Did beat tick lately?"""
    mark = Redis.from_url(settings.REDIS_URL).get(BEAT_MARK)
    return mark is not None and time.time() - float(mark) < BEAT_PATIENCE


def main(arguments: list[str]) -> int:
    """``web``, ``worker``, ``render`` or ``beat``: 0 if that part is well."""
    address = os.environ.get("SEXTANT_ADDRESS", "http://127.0.0.1:8000")
    asked = {
        "web": lambda: web(address),
        "worker": lambda: worker("celery"),
        "render": lambda: worker("render"),
        "beat": beat,
    }
    return 0 if asked[arguments[0]]() else 1


def _postgresql() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except OperationalError:
        return False
    return True


def _redis() -> bool:
    try:
        return bool(Redis.from_url(settings.REDIS_URL, socket_timeout=3).ping())
    except RedisError:
        return False


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    sys.exit(main(sys.argv[1:]))
