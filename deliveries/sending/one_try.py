"""One try of one delivery, from the claim to what is written on the receipt."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils import timezone

from accounts.secrets import SecretProblem
from accounts.viewer import Viewer
from cdp import faults
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import Pin, WarehouseError
from deliveries.content.finding import Found, Gone, find
from deliveries.content.subject import from_json
from deliveries.destinations.base import Fault
from deliveries.models import Delivery, Kind, State
from deliveries.schedules import stopping
from deliveries.sending import claims, ends, freshness, handover, preparing, steps
from deliveries.sending.claims import Claim, LostClaim
from deliveries.sending.ends import End
from deliveries.sending.freshness import Verdict
from deliveries.sending.sender import UNSEEN, NobodyToSend, Sender, names_of, sender_of
from explores.files import FormatProblem
from explores.page import told
from explores.semantic.errors import SemanticError

log = logging.getLogger(__name__)


def send(number: int) -> State | None:
    """Work on the delivery if nobody else does; the state it is left in, None where it was not this worker's."""
    claim = claims.take(number, timezone.now())
    if claim is None:
        return None
    delivery = Delivery.objects.select_related("schedule__owner", "target__destination").get(pk=number)
    said = "The worker before was lost." if claim.took_over else ""
    steps.note(number, "Slot claimed", f"{said} {delivery.worker}".strip(), steps.WARN if said else steps.GOOD)
    try:
        with claim.kept():
            end = _tried(delivery, claim)
            ends.write(claim, delivery, end, timezone.now())
    except LostClaim:
        log.warning("delivery %s was taken over; this worker leaves it", number)
        return None
    if end.pauses:
        stopping.pause(delivery.schedule, end.said)
    return end.state


def _tried(delivery: Delivery, claim: Claim) -> End:
    """Everything that may go wrong ends in words on the receipt."""
    now = timezone.now()
    try:
        return handover.left_to_decide(delivery) or _made_and_handed(delivery, claim, now)
    except LostClaim:
        raise
    except Exception as error:
        return _for_good(error) or _counted(delivery, claim, error, now)


def _for_good(error: Exception) -> End | None:
    """The end, where trying again can't help."""
    if isinstance(error, NobodyToSend):
        state = State.SKIPPED if error.code == UNSEEN else State.FAILED
        return End(state, error.code, error.message, pauses=error.pauses)
    if isinstance(error, Gone):
        return End(State.FAILED, "content_gone", str(error), pauses=True)
    if isinstance(error, SemanticError):
        return End(State.FAILED, error.code, f"It cannot be asked any more: {error}")
    if isinstance(error, FormatProblem | SecretProblem):
        return End(State.FAILED, "format" if isinstance(error, FormatProblem) else "credentials", str(error))
    return None


def _fault(error: Exception, delivery: Delivery) -> Fault:
    """Anything else as a fault; one that nobody foresaw is of our own making."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, WarehouseError):
        return Fault("warehouse", told(error), passing=True)
    log.error("delivery %s broke", delivery.pk, exc_info=error)
    return Fault("internal", "Sextant itself failed here; its log has the details.", passing=True)


def _counted(delivery: Delivery, claim: Claim, error: Exception, now: datetime) -> End:
    """A try that broke counts as one, where the claim still stands: what breaks for a worker that lost it, whose folder
    its successor took away, is nobody's fault. Raises LostClaim."""
    attempt = delivery.attempt + 1
    claim.write(attempt=attempt)
    return ends.of_fault(_fault(error, delivery), attempt, now)


def _made_and_handed(delivery: Delivery, claim: Claim, now: datetime) -> End:
    sender = sender_of(delivery)
    pin = open_warehouse().pin()
    verdict = freshness.judged(delivery, sender.viewer, pin, now)
    if verdict.until is not None:
        return End(State.HELD, "stale", verdict.stale, verdict.until)
    faults.reached("before_render")
    try:
        found = _found(delivery, sender.viewer, pin)
        prepared = preparing.prepared(delivery, found, claim)
    except LASTING as error:
        return _words_alone(delivery, claim, error)
    _write_facts(delivery, claim, found, _notes(delivery, sender, found, verdict))
    faults.reached("after_render")
    if (rule := preparing.held_back(delivery, prepared)) is not None:
        return rule
    return handover.handed(delivery, claim, found, prepared)


LASTING = (Gone, SemanticError, FormatProblem, Fault)


def _words_alone(delivery: Delivery, claim: Claim, error: Exception) -> End:
    """A delivery that has words of its own goes without the content that can't be made; the words matter more.

    Raises the error again where there are none, where it may pass, and where only files can go.
    """
    if isinstance(error, Gone) and delivery.recipient:  # what they may not see is not told them in words either
        raise NobodyToSend(UNSEEN, f"For {delivery.recipient}: {error}", pauses=False) from error
    may_pass = isinstance(error, Fault) and error.passing and not delivery.attempt
    if not delivery.words or may_pass or delivery.kind not in TAKES_WORDS:
        raise error
    delivery.facts = {"notes": [f"It comes without its picture or table: {error}"]}
    claim.write(facts=delivery.facts)
    steps.note(delivery.pk, "Sent without its content", str(error), steps.WARN)
    return handover.handed(delivery, claim, None, preparing.NOTHING)


TAKES_WORDS = (Kind.EMAIL, Kind.WEBHOOK)


def _found(delivery: Delivery, viewer: Viewer, pin: Pin) -> Found:
    """At the slot's moment, so that "yesterday" is the same day in every try."""
    schedule = delivery.schedule
    return find(from_json(schedule.content), viewer, schedule.filters, now=delivery.slot, pin=pin)


def _notes(delivery: Delivery, sender: Sender, found: Found, verdict: Verdict) -> list[str]:
    """What is left out, and what differs from what was once asked for."""
    notes = [f"{delivery.rows:,} of {delivery.total_rows:,} rows."] if preparing.is_cut(delivery) else []
    notes += [f"Without {name}, which the owner may not see any more." for name in sender.left_out]
    notes += [f"The filter {name} is gone; it was left out." for name in found.dropped]
    return [*notes, verdict.stale] if verdict.stale else notes


def _write_facts(delivery: Delivery, claim: Claim, found: Found, notes: list[str]) -> None:
    """What the receipt says of the content."""
    delivery.facts = {
        "content": found.title,
        "filters": [list(pair) for pair in found.words],
        "zone": found.zone,
        "subaccounts": names_of(found.viewer),
        "notes": notes,
        "address": found.address,
    }
    claim.write(facts=delivery.facts, data_version=found.pin.id, data_as_of=found.pin.data_as_of)
