"""Work one step ahead: the next thing is made while the one before is used. PURE."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(things: Iterable[T]) -> Generator[T, None, None]:
    """The same things in the same order, each made in a second thread while its predecessor is used.

    An error in making one is raised where it would have been given out; closing the iterator waits for the one in work.
    """
    source, end = iter(things), object()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead") as thread:
        coming: Future[T | object] = thread.submit(next, source, end)
        while (thing := coming.result()) is not end:
            coming = thread.submit(next, source, end)
            yield thing  # type: ignore[misc]
