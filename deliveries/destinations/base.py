"""What every courier is given and gives back. PURE."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from deliveries.content.report import Report
from net.addresses import Allowed


@dataclass(frozen=True)
class File:
    """A file that was made once for a slot and stays the same for all its tries."""

    name: str  # with its extension, without a folder; the same for every try of the slot
    mime: str
    path: Path
    size: int  # bytes
    sha256: str  # hexadecimal
    rows: int | None = None  # of data; None for pictures and pages
    inline: bool = False  # of a mail: shown in its body rather than attached


@dataclass(frozen=True)
class Parcel:
    """All that is handed over at one destination for one slot."""

    key: str  # idempotency key: one for all tries of (schedule, slot, destination)
    title: str
    slot: datetime  # aware, UTC
    zone: str  # in which the slot is told
    files: tuple[File, ...]
    message: str = ""  # of the person who scheduled it
    link: str = ""  # to the content on this installation; empty: not wanted
    report: Report | None = None  # of a mail: what it says itself, in sections
    table_html: str = ""  # of a mail: the figures in its body, made safe already
    facts: Mapping[str, Any] = field(default_factory=dict)  # what the receipt says of the content, as JSON
    recipients: tuple[str, ...] = ()  # of a mail: those still to be served
    acts: tuple[tuple[str, str], ...] = ()  # buttons: what each says, and the address it leads to
    foot: str = ""  # why one gets it; empty: as scheduled
    leave: str = ""  # the address that ends it for whom it goes to

    @property
    def subject(self) -> str:
        """Of a mail: what matters, where a report says it in a sentence; else the title."""
        if self.report is None:
            return self.title
        return f"{self.facts.get('content') or self.title}: {self.report.opening.rstrip('.')}"


@dataclass(frozen=True)
class Place:
    """A destination's settings, told apart by what may be shown. ``secret`` never leaves a courier."""

    config: Mapping[str, Any]
    secret: Mapping[str, str]
    allowed: Allowed  # what the operator lets through the network door


@dataclass(frozen=True)
class Handed:
    """The proof: what the other side gave or holds. ``remote``: names and values for the receipt (ETag, version,
    HTTP status, size read back); ``remote_id`` is the one by which it is found there."""

    remote_id: str
    remote: Mapping[str, str] = field(default_factory=dict)


class Fault(Exception):
    """It was not handed over, or nobody knows. ``message`` is for people: what, where, what to do; it holds nothing
    that the other side said and no secret. ``passing``: trying again may help. ``unsure``: it may have arrived.
    ``retry_after``: seconds for which the other side asks to be left alone. ``remote``: as in Handed."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        passing: bool = False,
        unsure: bool = False,
        retry_after: float | None = None,
        remote: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.passing = passing
        self.unsure = unsure
        self.retry_after = retry_after
        self.remote = dict(remote or {})


@dataclass(frozen=True)
class Served:
    """What became of one recipient: their mail was handed over, or why not."""

    recipient: str
    result: Handed | Fault


Handing = Callable[[str], None]
"""Called with the name of the part ("" or a mail's recipient) right before the step that the other side can't undo.
It claims that step for good and raises where the delivery is no longer this worker's."""


class Courier(Protocol):
    """One kind of destination."""

    def deliver(self, parcel: Parcel, place: Place, handing: Handing) -> Handed:
        """Hand it over once. Raises Fault."""

    def test(self, place: Place) -> str:
        """Try the settings as far as that leaves nothing behind; what was seen, in a sentence. Raises Fault."""


class CourierToMany(Courier, Protocol):
    """A kind of destination with recipients of their own, each with a line on the receipt."""

    def deliver_each(self, parcel: Parcel, place: Place, handing: Handing) -> Iterator[Served]:
        """One recipient of the parcel after the other: the next one is begun when the one before has been taken note
        of. Raises only what ``handing`` raises."""
