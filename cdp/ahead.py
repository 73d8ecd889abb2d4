"""Work ahead: the next things are made while the one before is used. PURE."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def ahead(things: Iterable[T], by: int = 1) -> Generator[T, None, None]:
    """The same things in the same order, made in a second thread, up to ``by`` of them while their predecessor is used.

    An error in making one is raised where it would have been given out; closing the iterator waits for the one in work.
    """
    source, end = iter(things), object()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead") as thread:
        coming: deque[Future[T | object]] = deque(thread.submit(next, source, end) for _ in range(by))
        try:
            while (thing := coming.popleft().result()) is not end:
                coming.append(thread.submit(next, source, end))
                yield thing  # type: ignore[misc]
        finally:
            for one in coming:
                one.cancel()
