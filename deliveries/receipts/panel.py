"""What the panel beside the table says of one receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.access import Act, may
from accounts.viewer import Viewer
from deliveries import faces, moments
from deliveries.faces import Face
from deliveries.formats import FORMATS
from deliveries.models import OPEN, Delivery, Hold, Kind, State
from deliveries.receipts import files
from deliveries.receipts.files import Kept
from deliveries.receipts.rows import mark
from deliveries.sending import ends

TONES = {Hold.DELIVERED: "good", Hold.REFUSED: "bad", Hold.BOUNCED: "bad", Hold.UNSURE: "bad", Hold.HANDING: "warn"}


@dataclass(frozen=True)
class Served:
    """One address."""

    address: str
    word: str
    tone: str
    message_id: str
    said: str


@dataclass(frozen=True)
class Happened:
    """One line of the timeline."""

    what: str
    said: str
    tone: str
    at: str


@dataclass(frozen=True)
class Panel:
    """``facts`` are pairs of a name and a text; ``codes`` the same where the text is to be read letter by letter."""

    delivery: Delivery
    face: Face
    head: str
    rows: str
    cut: bool
    size: str
    as_of: str
    tries: str
    next: str
    filters: tuple[str, ...]
    subaccounts: tuple[str, ...]
    notes: tuple[str, ...]
    people: tuple[Served, ...]
    happened: tuple[Happened, ...]
    kept: Kept
    again: str  # what "Send again" asks; empty: not offered
    mark: str

    @property
    def open(self) -> bool:
        """Whether it may still change by itself."""
        return self.delivery.state in OPEN

    @property
    def undecided(self) -> bool:
        """Whether a person must say if it arrived."""
        return self.delivery.state == State.UNSURE


def panel(viewer: Viewer, delivery: Delivery, now: datetime) -> Panel:
    """``viewer`` with all their sub-accounts."""
    zone, facts = delivery.zone, delivery.facts
    tries = len(ends.waits()) + 1
    return Panel(
        delivery=delivery,
        face=faces.face_of(delivery, tries),
        head=f"Slot {moments.long(delivery.slot, zone)} {zone} · {Kind(delivery.kind).label}",
        rows=rows(delivery),
        cut=_cut(delivery),
        size=_size(delivery),
        as_of=moments.short(delivery.data_as_of, zone, now) if delivery.data_as_of else "",
        tries=f"{delivery.attempt} of at most {tries}",
        next=moments.short(delivery.next_at, zone, now) if delivery.next_at and delivery.state in OPEN else "",
        filters=tuple(f"{name} is {words}" for name, words in facts.get("filters", [])),
        subaccounts=tuple(facts.get("subaccounts", [])),
        notes=tuple(facts.get("notes", [])),
        people=tuple(_people(delivery)),
        happened=tuple(
            Happened(each.what, each.said, each.tone, moments.clock(each.at, zone)) for each in delivery.steps.all()
        ),
        kept=files.kept(viewer, delivery),
        again=_again(delivery) if may(viewer, Act.DELIVER) else "",
        mark=mark(delivery),
    )


def rows(delivery: Delivery) -> str:
    """``81,233 of 81,233, nothing cut``."""
    if delivery.rows is None:
        return "∅"
    total = delivery.total_rows if delivery.total_rows is not None else delivery.rows
    counted = f"{delivery.rows:,} of {total:,}"
    return (
        f"{counted}, {total - delivery.rows:,} left out by the limit" if _cut(delivery) else f"{counted}, nothing cut"
    )


def _cut(delivery: Delivery) -> bool:
    return delivery.rows is not None and delivery.total_rows is not None and delivery.rows < delivery.total_rows


def _size(delivery: Delivery) -> str:
    if not delivery.files:
        return ""
    format = FORMATS.get(delivery.format)
    label = format.label if format else delivery.format
    several = f", {len(delivery.files)} files" if len(delivery.files) > 1 else ""
    return f"{delivery.size or 0:,} bytes, {label}{several}"


def _people(delivery: Delivery) -> list[Served]:
    return [
        Served(each.address, Hold(each.state).label, TONES.get(Hold(each.state), ""), each.message_id, each.said)
        for each in delivery.recipients.all()
    ]


def sendable(delivery: Delivery) -> bool:
    """Whether the slot can be sent once more: this one has ended, and its destination is still there."""
    place = delivery.target.destination
    return delivery.state not in OPEN and (place is None or place.removed_at is None)


def _again(delivery: Delivery) -> str:
    """What is asked before the same slot is sent once more."""
    if not sendable(delivery):
        return ""
    target = delivery.target
    people = [delivery.recipient] if delivery.recipient else target.recipients
    where = ", ".join(people) if people else str(target.destination)
    got = {
        State.DELIVERED: "They have it already, so they get it twice.",
        State.UNSURE: "It may have arrived already; then they get it twice.",
    }.get(State(delivery.state), "It did not arrive, as far as we know.")
    return (
        f"This makes a new receipt and sends the slot of {moments.long(delivery.slot, delivery.zone)} to {where}. {got}"
    )
