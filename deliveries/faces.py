"""Each state and each kind of place as an icon and a word. PURE."""

from __future__ import annotations

from dataclasses import dataclass

from deliveries.models import Delivery, Kind, State

KINDS = {Kind.EMAIL: "mail", Kind.WEBHOOK: "webhook", Kind.S3: "database", Kind.SFTP: "server"}
_STATES = {
    State.WAITING: ("clock", ""),
    State.WORKING: ("loader-circle", "accent"),
    State.RETRYING: ("rotate-cw", "warn"),
    State.HELD: ("hourglass", "warn"),
    State.DELIVERED: ("circle-check", "good"),
    State.SKIPPED: ("circle-minus", ""),
    State.FAILED: ("circle-x", "bad"),
    State.UNSURE: ("circle-question-mark", "bad"),
    State.MISSED: ("calendar-x", "warn"),
    State.CANCELLED: ("ban", ""),
}
_RULES = {
    "no_results": "No results",
    "results": "There were results",
    "unchanged": "No change",
    "no_access": "May not see it",
}
WORST = (
    State.UNSURE,
    State.FAILED,
    State.MISSED,
    State.RETRYING,
    State.HELD,
    State.WORKING,
    State.WAITING,
    State.CANCELLED,
    State.DELIVERED,
    State.SKIPPED,
)  # first


@dataclass(frozen=True)
class Face:
    """``tone``: good, warn, bad, accent, or none."""

    icon: str
    tone: str
    word: str


def face_of(delivery: Delivery, tries: int) -> Face:
    """``tries``: how many a delivery has in all."""
    state = State(delivery.state)
    icon, tone = _STATES[state]
    if state == State.DELIVERED and delivery.code == "partly":
        return Face("circle-alert", "warn", "Delivered in part")
    if state == State.RETRYING:
        return Face(icon, tone, f"Retrying, {delivery.attempt + 1} of {tries}")
    return Face(icon, tone, _RULES.get(delivery.code, state.label) if state == State.SKIPPED else state.label)


def kind_icon(kind: str) -> str:
    """By the kind of a destination."""
    return KINDS[Kind(kind)]
