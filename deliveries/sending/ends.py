"""How a try ended, and what that makes of the receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from deliveries.destinations.base import Fault
from deliveries.models import Delivery, State
from deliveries.sending import steps
from deliveries.sending.claims import Claim

PASSED = {State.DELIVERED: steps.GOOD, State.SKIPPED: "", State.HELD: "", State.RETRYING: steps.WARN}
WORDS = {
    State.DELIVERED: "Delivered",
    State.SKIPPED: "Not sent, by rule",
    State.HELD: "Waits",
    State.RETRYING: "Stopped, and tried again",
    State.FAILED: "Failed",
    State.UNSURE: "May have arrived",
}


@dataclass(frozen=True)
class End:
    """``code`` for programs, ``said`` for people. ``next_at``: when it is tried again, of a state that is none."""

    state: State
    code: str = ""
    said: str = ""
    next_at: datetime | None = None
    pauses: bool = False  # the schedule can't go on


def waits() -> list[int]:
    """Seconds between the tries of one delivery: one more try than these."""
    return list(settings.DELIVERY_WAITS)


def of_fault(fault: Fault, attempt: int, now: datetime) -> End:
    """After try number ``attempt`` (from 1) broke: another one later for a passing fault, else the end."""
    if fault.passing and attempt <= len(waits()):
        wait = max(waits()[attempt - 1], min(fault.retry_after or 0, 3600))
        return End(State.RETRYING, fault.code, fault.message, now + timedelta(seconds=wait))
    state = State.UNSURE if fault.unsure else State.FAILED
    tried = f" It was tried {attempt} times." if fault.passing else ""
    return End(state, fault.code, f"{fault.message}{tried}")


def write(claim: Claim, delivery: Delivery, end: End, now: datetime) -> None:
    """Put it on the receipt, where the claim still stands. Raises LostClaim."""
    over = end.next_at is None
    claim.write(
        state=end.state,
        code=end.code,
        said=end.said,
        next_at=end.next_at,
        queued_until=None,
        lease_until=None,
        finished_at=now if over else None,
    )
    steps.note(delivery.pk, WORDS[end.state], end.said, PASSED.get(end.state, steps.BAD))
