"""Stopping a question that runs in another process, and seeing how far it is: by the cache, which both look at.

A mark in it asks to stop. The process that runs the question looks for the mark, and then leaves word of how far it
is; a question that is answered before the first look costs the cache nothing.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache

from cdp.warehouse.base import Cancellation
from cdp.warehouse.progress import Progress

FIRST, EVERY = 0.5, 0.25  # seconds until the first look for the mark, and between looks
TOLD_FOR = 10  # seconds that word of a run's progress is good for; it is renewed at each look
_RUN = re.compile(r"[\w-]{8,64}")


def stop(user: int | None, run: str) -> bool:
    """Ask that a run of this person be stopped, also one that has not begun. Runs of others have other marks.

    False for what can be no name of a run: 8 to 64 letters, digits, ``-`` and ``_``.
    """
    named = _RUN.fullmatch(run) is not None
    if named:
        cache.set(_mark(user, run), 1, timeout=settings.QUERY_TIMEOUT + 60)
    return named


def progress(user: int | None, run: str) -> Progress | None:
    """How far a run of this person is; None where nothing is known, as of a run that has just begun or is over."""
    named = _RUN.fullmatch(run) is not None
    return cache.get(_word(user, run)) if named else None


@contextmanager
def stoppable(user: int | None, run: str, within: float | None = None) -> Iterator[Cancellation]:
    """A handle for the queries of one run, cancelled when ``stop`` names the run or after ``within`` seconds."""
    handle, over = Cancellation(), threading.Event()
    named = _RUN.fullmatch(run) is not None
    if named or within is not None:
        keys = (_mark(user, run), _word(user, run)) if named else None
        args = (handle, over, keys, within)
        threading.Thread(target=_watch, args=args, name="wish to stop", daemon=True).start()
    try:
        yield handle
    finally:
        over.set()


def _watch(handle: Cancellation, over: threading.Event, keys: tuple[str, str] | None, within: float | None) -> None:
    if keys is None:
        if not over.wait(within):
            handle.cancel()
        return
    (mark, word), wait = keys, FIRST
    while not over.wait(wait):
        wait = EVERY
        if cache.get(mark):
            return handle.cancel()
        cache.set(word, handle.progress(), timeout=TOLD_FOR)


def _mark(user: int | None, run: str) -> str:
    return f"explores.stop:{user}:{run}"


def _word(user: int | None, run: str) -> str:
    return f"explores.progress:{user}:{run}"
