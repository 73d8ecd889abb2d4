"""Stopping a question that runs in another process, and seeing how far it is: by the cache, which both look at.

A mark in it asks to stop. The process that runs the question looks for the mark, and then leaves word of how far it
is; a question that is answered before the first look costs the cache nothing.

While the cache is out of reach, questions are answered all the same: they cannot be stopped, nor seen on their way,
and end when their time is up.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from redis import RedisError

from accounts.access import viewer_of
from cdp.warehouse.base import Cancellation, WarehouseError
from cdp.warehouse.progress import Progress

FIRST, EVERY = 0.5, 0.25  # seconds until the first look for the mark, and between looks
TOLD_FOR = 10  # seconds that word of a run's progress is good for; it is renewed at each look
_RUN = re.compile(r"[\w-]{8,64}")


class OutOfReach(WarehouseError):
    """The cache does not answer, so no other process can be told to stop."""


def stop_asked(request: HttpRequest) -> HttpResponse:
    """A page's wish to stop one's own ``run``, in whatever process it is: 204, or 503 with why it cannot be."""
    try:
        stop(viewer_of(request).user, request.POST.get("run", ""))
    except OutOfReach as error:
        return HttpResponse(str(error), content_type="text/plain", status=503)
    return HttpResponse(status=204)


def stop(user: int | None, run: str) -> bool:
    """Ask that a run of this person be stopped, also one that has not begun. Runs of others have other marks.

    False for what can be no name of a run: 8 to 64 letters, digits, ``-`` and ``_``. Raises OutOfReach.
    """
    named = _RUN.fullmatch(run) is not None
    if named:
        try:
            cache.set(_mark(user, run), 1, timeout=settings.QUERY_TIMEOUT + 60)
        except RedisError as error:
            said = f"No query can be stopped just now; this one ends after {settings.QUERY_TIMEOUT} s at the latest."
            raise OutOfReach(said) from error
    return named


def progress(user: int | None, run: str) -> Progress | None:
    """How far a run of this person is; None where nothing is known, as of a run that has just begun or is over."""
    named = _RUN.fullmatch(run) is not None
    try:
        return cache.get(_word(user, run)) if named else None
    except RedisError:
        return None


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
    until = time.monotonic() + within if within is not None else float("inf")
    wait = FIRST if keys else 0.0 if within is None else within
    while not over.wait(max(0.0, min(wait, until - time.monotonic()))):
        if time.monotonic() >= until or (keys and _is_unwanted(handle, *keys)):
            return handle.cancel()
        wait = EVERY


def _is_unwanted(handle: Cancellation, mark: str, word: str) -> bool:
    """Whether there is a mark to stop; where not, word of the progress is left."""
    try:
        if cache.get(mark):
            return True
        cache.set(word, handle.progress(), timeout=TOLD_FOR)
    except RedisError:
        pass  # health/ready tells the operator; whoever asked waits for the answer
    return False


def _mark(user: int | None, run: str) -> str:
    return f"explores.stop:{user}:{run}"


def _word(user: int | None, run: str) -> str:
    return f"explores.progress:{user}:{run}"
