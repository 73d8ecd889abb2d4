"""One call to a platform's HTTP interface by the network door, and its answer as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from connectors.ads.faults import Asked, Trouble, fault, unreached
from connectors.ads.reading import Unreadable
from net.addresses import Allowed
from net.asking import ask
from net.problem import DoorProblem
from net.timed import Deadline

SECONDS = 20.0  # for everything: name, connection, question and answer


@dataclass(frozen=True)
class Line:
    """How platforms are reached. ``seconds``: a call may take."""

    allowed: Allowed
    seconds: float = SECONDS


@dataclass(frozen=True)
class Heard:
    """An answer that could be read. ``headers`` by their names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: object


def call(
    line: Line, asked: Asked, method: str, url: str, *, headers: Mapping[str, str], body: bytes | None = None
) -> Heard:
    """Ask once. Raises Fault where there is no answer, or none that is JSON."""
    sent = {"User-Agent": "Sextant", "Accept": "application/json", **headers}
    if body is not None:
        sent["Content-Length"] = str(len(body))  # else it would be sent in chunks, which not every platform reads
    try:
        answer = ask(method, url, sent, body, allowed=line.allowed, within=Deadline(line.seconds))
    except DoorProblem as problem:
        raise unreached(problem, asked) from None
    try:
        read: object = json.loads(answer.body)
    except (ValueError, RecursionError):
        broken = Trouble.PLATFORM if answer.status >= 500 else Trouble.GARBLED
        raise fault(broken, asked, sure=False, code=str(answer.status)) from None
    return Heard(answer.status, {name.lower(): value for name, value in answer.headers.items()}, read)


@contextmanager
def readable(asked: Asked) -> Iterator[None]:
    """What is found ``Unreadable`` inside is a fault of the platform. Raises Fault."""
    try:
        yield
    except Unreadable as error:
        raise fault(Trouble.GARBLED, asked, sure=False, code=str(error)) from None
