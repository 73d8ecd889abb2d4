"""The thread that stops queries whose time is up."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import pytest

from cdp.warehouse import deadline
from cdp.warehouse.base import Cancellation
from cdp.warehouse.deadline import Watchdog


def stopped_after(watchdog: Watchdog, timeout: float) -> Cancellation:
    """The handle of a query that runs until it is stopped."""
    handle, stopped = Cancellation(), threading.Event()
    handle.attach(stopped.set)
    with watchdog.watching(handle, timeout):
        assert stopped.wait(20)
    return handle


def test_a_query_whose_time_is_up_is_stopped_and_leaves_nothing_behind() -> None:
    watchdog = Watchdog()
    assert all(stopped_after(watchdog, 0.01).expired for _ in range(3))
    assert not watchdog._watched and not watchdog._waiting


def test_a_query_that_is_over_in_time_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    watchdog, quick, now = Watchdog(), Cancellation(), time.monotonic()
    with monkeypatch.context() as patch:
        patch.setattr(deadline, "time", SimpleNamespace(monotonic=lambda: now))  # its time is not up before it is over
        with watchdog.watching(quick, 0.01):
            pass
    assert stopped_after(watchdog, 0.05).expired and not quick.expired
