"""Why nothing was sent, or nobody knows whether it arrived. PURE."""

from __future__ import annotations


class DoorProblem(Exception):
    """``code``: address, refused, unknown_host, unreachable, certificate, slow, broken. ``message`` is for people: it
    holds neither a network address nor anything that the other side said. ``sent``: the request may have arrived."""

    def __init__(self, code: str, message: str, *, sent: bool = False) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.sent = sent
