"""How long hosts that hang do so, and the proof that nobody waited for them, on however busy a machine."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

HANGS = 60.0  # seconds


def hang() -> None:
    time.sleep(HANGS)


def drip(write: Callable[[bytes], object], beginning: bytes = b"") -> None:
    """Letter by letter, without an end that anybody would wait for."""
    for letter in beginning:
        write(bytes([letter]))
        time.sleep(0.02)
    for _ in range(int(HANGS / 0.02)):
        write(b"x")
        time.sleep(0.02)


@contextmanager
def not_waited_for() -> Iterator[None]:
    """What is done in it ends long before a host that hangs would go on."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < HANGS / 2
