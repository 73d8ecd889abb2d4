"""A socket whose whole life ends at one moment, however slowly the other side answers."""

from __future__ import annotations

import io
import socket
import time
from typing import Any


class Deadline:
    """A moment some seconds from now."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until then. Raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time is over")
        return left


class _Reader(io.RawIOBase):
    """The bytes that come in, each wait no longer than what is left."""

    def __init__(self, sock: socket.socket, deadline: Deadline) -> None:
        self._sock = sock
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._deadline.left())
        return self._sock.recv_into(buffer)


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

    def close(self) -> None:
        """Nothing yet: ``http.client`` says this while it still reads."""

    def end(self) -> None:
        """Give the connection up."""
        self._sock.close()
