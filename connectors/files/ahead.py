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
    line: queue.Queue[object] = queue.Queue(maxsize=1)
    stop = threading.Event()

    def produce() -> None:
        try:
            for item in items:
                while not stop.is_set() and not _offered(line, item):
                    pass
                if stop.is_set():
                    return
            line.put(_END)
        except BaseException as error:
            line.put(error)

    def consume() -> Iterator[T]:
        while (item := line.get()) is not _END:
            if isinstance(item, BaseException):
                raise item
            yield item  # type: ignore[misc]

    worker = threading.Thread(target=produce, name="read-ahead", daemon=True)
    worker.start()
    try:
        yield consume()
    finally:
        stop.set()
        while not line.empty():
            line.get_nowait()
        worker.join()


def _offered(line: queue.Queue[object], item: object) -> bool:
    try:
        line.put(item, timeout=0.1)
    except queue.Full:
        return False
    return True
