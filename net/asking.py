"""Ask an address over HTTP and hear the answer: what goes out is streamed, what comes back is bounded by its socket.

The answer is for our own programs; none of it is for people to see. No redirect is followed, no proxy is used.
"""

from __future__ import annotations

import http.client
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO

from net.addresses import Allowed
from net.connecting import opened
from net.problem import DoorProblem
from net.target import Target, target_of
from net.timed import Deadline, TimedSocket

BLOCK = 65_536  # bytes that are sent at a time


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | IO[bytes] | None,
    *,
    allowed: Allowed,
    within: Deadline,
) -> Answer:
    """One question and its answer. Raises DoorProblem where there is none."""
    target = target_of(url)
    try:
        timed = TimedSocket(opened(target, allowed, within), within)
    except TimeoutError:
        raise DoorProblem("slow", f"{target.named} did not answer in time.") from None
    try:
        return _heard(_asked(method, target, headers, body, timed))
    except TimeoutError:
        raise DoorProblem("slow", f"{target.named} did not answer in time.", sent=True) from None
    except (OSError, http.client.HTTPException):
        said = f"{target.named} broke the connection off, or does not speak HTTP."
        raise DoorProblem("broken", said, sent=True) from None
    finally:
        timed.end()


def _asked(
    method: str, target: Target, headers: Mapping[str, str], body: bytes | IO[bytes] | None, timed: TimedSocket
) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(target.host, target.port, blocksize=BLOCK)
    connection.auto_open = 0  # never a connection of its own making
    connection.sock = timed  # all of a socket that it uses
    own = {"Host": target.named, "Connection": "close", "Accept-Encoding": "identity"}
    blocks = io.BytesIO(body) if isinstance(body, bytes) else body  # each of them may take its time
    try:
        connection.request(method, target.path, body=blocks, headers={**headers, **own})
    except (BrokenPipeError, ConnectionResetError):
        return _early(connection, method, timed)
    return connection.getresponse()


def _early(connection: http.client.HTTPConnection, method: str, timed: TimedSocket) -> http.client.HTTPResponse:
    """Who refuses may answer and hang up before all is sent; the answer says why."""
    answer = http.client.HTTPResponse(timed, method=method)  # type: ignore[arg-type]  # all of a socket that it uses
    answer.begin()
    return answer


def _heard(answer: http.client.HTTPResponse) -> Answer:
    return Answer(answer.status, dict(answer.getheaders()), answer.read())
