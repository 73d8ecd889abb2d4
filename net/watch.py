"""Ends a connection that its own library would wait for without end."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress
from types import TracebackType

TICK = 0.1  # seconds between two looks


class Watch:
    """While the block runs: shuts the socket when ``seconds`` are over, or ``stall`` of them have passed without a
    ``step``. ``ended`` says whether it did."""

    def __init__(self, sock: socket.socket, seconds: float, stall: float) -> None:
        self._sock = sock
        self._end = time.monotonic() + seconds
        self._stall = stall
        self._last = time.monotonic()
        self._done = threading.Event()
        self.ended = False

    def step(self) -> None:
        """Something moved."""
        self._last = time.monotonic()

    def __enter__(self) -> Watch:
        threading.Thread(target=self._look, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._done.set()

    def _look(self) -> None:
        while not self._done.wait(TICK):
            if time.monotonic() > min(self._end, self._last + self._stall):
                self.ended = True
                with suppress(OSError):
                    self._sock.shutdown(socket.SHUT_RDWR)
                return
