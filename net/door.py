"""Send to an address that a person or a catalog names: once, to a checked address, and nothing comes back but a number.

No redirect is followed, no proxy of the environment is used, and what the other side says is thrown away.
"""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from contextlib import suppress

from net.addresses import Allowed
from net.connecting import opened
from net.problem import DoorProblem
from net.target import Target, target_of
from net.timed import Deadline, TimedSocket

SECONDS = 10.0  # for everything: name, connection, request and answer
MOST_BYTES = 65_536  # of an answer that are waited for, before the connection is given up


def post(url: str, body: bytes, headers: Mapping[str, str], *, allowed: Allowed, seconds: float = SECONDS) -> int:
    """The HTTP status of the answer, whatever it is. Raises DoorProblem where there is none."""
    target, deadline = target_of(url), Deadline(seconds)
    try:
        sock = opened(target, allowed, deadline)
    except TimeoutError:
        raise DoorProblem("slow", f"{target.named} did not answer within {seconds:g} seconds.") from None
    timed = TimedSocket(sock, deadline)
    try:
        return _status(timed, target, body, headers)
    except TimeoutError:
        said = f"{target.named} did not answer within {seconds:g} seconds; it may have taken the message all the same."
        raise DoorProblem("slow", said, sent=True) from None
    except (OSError, http.client.HTTPException):
        said = f"{target.named} broke the connection off, or does not speak HTTP; it may have taken the message."
        raise DoorProblem("broken", said, sent=True) from None
    finally:
        timed.end()


def _status(timed: TimedSocket, target: Target, body: bytes, headers: Mapping[str, str]) -> int:
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.auto_open = 0  # never a connection of its own making
    connection.sock = timed  # all of a socket that it uses
    own = {"Host": target.named, "User-Agent": "Sextant", "Connection": "close", "Accept-Encoding": "identity"}
    connection.request("POST", target.path, body=body, headers={**headers, **own})
    answer = connection.getresponse()
    with suppress(OSError, http.client.HTTPException):  # the status stands, whatever follows it
        answer.read(MOST_BYTES)  # who is cut off while answering may undo what was asked
    return answer.status
