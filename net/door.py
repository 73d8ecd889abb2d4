"""Send to an address that a person or a catalog names: once, to a checked address, and nothing comes back but a number.

No redirect is followed, no proxy of the environment is used, and what the other side says is thrown away.
"""

from __future__ import annotations

import http.client
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime

from net.addresses import Allowed
from net.connecting import opened
from net.problem import DoorProblem
from net.reply import Reply
from net.retry_after import seconds_of
from net.target import Target, target_of
from net.timed import Deadline, TimedSocket

SECONDS = 10.0  # for everything: name, connection, request and answer
MOST_BYTES = 65_536  # of an answer's body that are waited for, before the connection is given up
LAST_SECONDS = 2.0  # for that body: the number is known by then


def post(url: str, body: bytes, headers: Mapping[str, str], *, allowed: Allowed, seconds: float = SECONDS) -> int:
    """The HTTP status of the answer, whatever it is. Raises DoorProblem where there is none."""
    return exchange(url, body, headers, allowed=allowed, seconds=seconds).status


def exchange(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    allowed: Allowed,
    seconds: float = SECONDS,
    ready: Callable[[], None] = lambda: None,
) -> Reply:
    """POST once. ``ready`` is called when the connection stands and nothing was sent; what it raises is raised here,
    and nothing is sent then. Raises DoorProblem."""
    target, deadline = target_of(url), Deadline(seconds)
    try:
        timed = TimedSocket(opened(target, allowed, deadline), deadline)
    except TimeoutError:
        raise DoorProblem("slow", f"{target.named} did not answer within {seconds:g} seconds.") from None
    try:
        ready()
        return _reply(timed, target, body, headers, seconds)
    finally:
        timed.end()


def _reply(timed: TimedSocket, target: Target, body: bytes, headers: Mapping[str, str], seconds: float) -> Reply:
    try:
        return _spoken(timed, target, body, headers)
    except TimeoutError:
        said = f"{target.named} did not answer within {seconds:g} seconds; it may have taken the message all the same."
        raise DoorProblem("slow", said, sent=True) from None
    except (OSError, http.client.HTTPException):
        said = f"{target.named} broke the connection off, or does not speak HTTP; it may have taken the message."
        raise DoorProblem("broken", said, sent=True) from None


def _spoken(timed: TimedSocket, target: Target, body: bytes, headers: Mapping[str, str]) -> Reply:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.auto_open = 0  # never a connection of its own making
    connection.sock = timed  # all of a socket that it uses
    own = {"Host": target.named, "User-Agent": "Sextant", "Connection": "close", "Accept-Encoding": "identity"}
    kept = {name: value for name, value in headers.items() if name.title() not in own}
    with suppress(BrokenPipeError, ConnectionResetError):  # who refuses early has answered and hung up
        connection.request("POST", target.path, body=body, headers={**kept, **own})
    answer = connection.getresponse()
    with suppress(OSError, http.client.HTTPException):  # the status stands, whatever follows it
        timed.hurry(LAST_SECONDS)
        answer.read(MOST_BYTES)  # who is cut off while answering may undo what was asked
    return Reply(answer.status, seconds_of(answer.headers.get("Retry-After", ""), datetime.now(UTC)))
