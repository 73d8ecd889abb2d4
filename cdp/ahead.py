"""Work ahead: the next things are made while the one before is used. PURE."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TypeVar

T = TypeVar("T")


def ahead(*sources: Iterable[T]) -> Generator[T, None, None]:
    """The things of each source in its order, its next one made in a thread of its own while others are used.

    Of several sources the one that is ready comes first. An error in making a thing is raised where that would have
    been given out; closing the iterator waits for those in work.
    """
    end = object()
    with ThreadPoolExecutor(max_workers=len(sources) or 1, thread_name_prefix="ahead") as threads:
        coming: dict[Future[T | object], Iterator[T]] = {
            threads.submit(next, source, end): source for source in map(iter, sources)
        }
        while coming:
            ready = wait(coming, return_when=FIRST_COMPLETED).done.pop()
            source = coming.pop(ready)
            if (thing := ready.result()) is not end:
                coming[threads.submit(next, source, end)] = source
                yield thing  # type: ignore[misc]
