"""Prepare the next item while the present one is written."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
_END = object()


@contextmanager
def ahead(items: Iterator[T]) -> Iterator[Iterator[T]]:
    """The same items, made in a thread that is one item ahead; its errors come out where the item is asked for."""
    line: queue.Queue[object] = queue.Queue()
    wanted = threading.Semaphore(1)  # one item may wait; no other is made beyond it
    stop = threading.Event()

    def produce() -> None:
        try:
            while wanted.acquire() and not stop.is_set():
                item = next(items, _END)
                line.put(item)
                if item is _END:
                    return
        except BaseException as error:
            line.put(error)

    def consume() -> Iterator[T]:
        while (item := line.get()) is not _END:
            if isinstance(item, BaseException):
                raise item
            wanted.release()
            yield item  # type: ignore[misc]

    worker = threading.Thread(target=produce, name="read-ahead", daemon=True)
    worker.start()
    try:
        yield consume()
    finally:
        stop.set()
        wanted.release()
        worker.join()
