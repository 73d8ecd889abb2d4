"""Waiting for what another thread or process does."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 120.0  # seconds for what takes a moment, on however busy a machine


def comes(what: Callable[[], T], seconds: float = PATIENCE) -> T:
    """What it gives once it gives something. Fails where that does not come."""
    end = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
    return found
