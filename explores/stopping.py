"""Stopping a question that runs in another process: a mark in the cache, which the process that runs it looks for."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache

from cdp.warehouse.base import Cancellation

FIRST, EVERY = 0.5, 0.25  # seconds until the first look for the mark, and between looks
_RUN = re.compile(r"[\w-]{8,64}")


def stop(user: int | None, run: str) -> bool:
    """Ask that a run of this person be stopped, also one that has not begun. Runs of others have other marks.

    False for what can be no name of a run: 8 to 64 letters, digits, ``-`` and ``_``.
    """
    named = _RUN.fullmatch(run) is not None
    if named:
        cache.set(_mark(user, run), 1, timeout=settings.QUERY_TIMEOUT + 60)
    return named


@contextmanager
def stoppable(user: int | None, run: str, within: float | None = None) -> Iterator[Cancellation]:
    """A handle for the queries of one run, cancelled when ``stop`` names the run or after ``within`` seconds."""
    handle, over = Cancellation(), threading.Event()
    mark = _mark(user, run) if _RUN.fullmatch(run) else None
    if mark or within is not None:
        args = (handle, over, mark, within)
        threading.Thread(target=_watch, args=args, name="wish to stop", daemon=True).start()
    try:
        yield handle
    finally:
        over.set()


def _watch(handle: Cancellation, over: threading.Event, mark: str | None, within: float | None) -> None:
    if mark is None:
        if not over.wait(within):
            handle.cancel()
        return
    wait = FIRST
    while not over.wait(wait):
        wait = EVERY
        if cache.get(mark):
            return handle.cancel()


def _mark(user: int | None, run: str) -> str:
    return f"explores.stop:{user}:{run}"
