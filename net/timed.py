"""A socket whose whole life ends at one moment, however slowly the other side answers."""

from __future__ import annotations

import io
import socket
import time
from typing import Any

MOST_BYTES = 1_048_576  # of everything that comes in: who floods is cut off


class Deadline:
    """A moment some seconds from now. ``each``: no single wait until then is longer than so many seconds."""

    def __init__(self, seconds: float, *, each: float | None = None) -> None:
        self._end = time.monotonic() + seconds
        self._each = each

    def left(self) -> float:
        """Seconds that may be waited now. Raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time is over")
        return left if self._each is None else min(left, self._each)

    def hurry(self, seconds: float) -> None:
        """Not later than these seconds from now."""
        self._end = min(self._end, time.monotonic() + seconds)


class _Reader(io.RawIOBase):
    """The bytes that come in, each wait no longer than what is left, and no more than an answer may hold."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline
        self._left = MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._deadline.left())
        got = self._sock.recv_into(buffer)
        self._left -= got
        if self._left < 0:
            raise ConnectionAbortedError("more came than an answer holds")
        return got


class TimedSocket:
    """What ``http.client`` needs of a socket."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        """Raises TimeoutError when it is not sent by then."""
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What comes in; ``mode`` is ``rb``."""
        return io.BufferedReader(_Reader(self._sock, self._deadline))

    def hurry(self, seconds: float) -> None:
        """Not later than these seconds from now."""
        self._deadline.hurry(seconds)

    def close(self) -> None:
        """Nothing yet: ``http.client`` says this while it still reads."""

    def end(self) -> None:
        """Give the connection up."""
        self._sock.close()
