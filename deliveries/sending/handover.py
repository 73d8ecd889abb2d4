"""What is made goes to its destination, and the proof of it onto the receipt."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.utils import timezone

from accounts.access import Act
from accounts.secrets import SecretProblem
from cdp import faults
from deliveries import wording
from deliveries.content.finding import Found
from deliveries.destinations import couriers
from deliveries.destinations.base import CourierToMany, Fault, Handed, Handing, Parcel, Place, Served
from deliveries.models import Delivery, Hold, Kind, State
from deliveries.options import options_of
from deliveries.schedules.subscribing import act_of_row
from deliveries.sending import ends, steps
from deliveries.sending.claims import Claim
from deliveries.sending.ends import End
from deliveries.sending.preparing import Prepared

SUBSCRIBED = "Sent by Sextant, because you subscribed to it. The page it comes from changes or ends that."
SETTLED = (Hold.DELIVERED, Hold.REFUSED, Hold.BOUNCED, Hold.UNSURE)


def left_to_decide(delivery: Delivery) -> End | None:
    """The end of a mail that has nobody left to serve: its worker was lost on the way to the last of them."""
    states = set(delivery.recipients.values_list("state", flat=True))
    return _summed(delivery) if states and states <= set(SETTLED) else None


def handed(delivery: Delivery, claim: Claim, found: Found | None, prepared: Prepared) -> End:
    """Hand over to the destination; ``found`` is None for words alone. Raises Fault, LostClaim."""
    parcel = _parcel(delivery, found, prepared)
    try:
        place = couriers.place_of(delivery.target.destination)
    except SecretProblem as problem:
        raise Fault("credentials", str(problem)) from problem
    if delivery.kind == Kind.EMAIL:
        return _to_each(delivery, claim, parcel, place)
    claim.renew()
    proof = couriers.courier_of(delivery.kind).deliver(parcel, place, _handing(claim))
    faults.reached("after_upload")
    _write(delivery, claim, proof)
    return End(State.DELIVERED)


def _handing(claim: Claim) -> Handing:
    def hand(part: str) -> None:
        claim.hand(part)
        faults.reached("during_upload")

    return hand


def _write(delivery: Delivery, claim: Claim, proof: Handed) -> None:
    claim.write(attempt=delivery.attempt + 1, remote_id=proof.remote_id[:1000], remote=dict(proof.remote))
    said = ", ".join(f"{name} {value}" for name, value in proof.remote.items())
    steps.note(delivery.pk, "Handed over", said)


def _parcel(delivery: Delivery, found: Found | None, prepared: Prepared) -> Parcel:
    options = options_of(delivery.schedule)
    link = f"{settings.PUBLIC_URL}{found.address}" if found and options.link and settings.PUBLIC_URL else ""
    waiting = delivery.recipients.filter(state=Hold.WAITING)
    words = wording.from_json(delivery.words)
    return Parcel(
        key=delivery.uid.hex,
        title=delivery.title,
        slot=delivery.slot,
        zone=delivery.zone,
        files=prepared.files,
        message="\n\n".join(said for said in (words.message, options.message) if said),
        link=link,
        table_html=prepared.table_html,
        report=prepared.letter,
        facts=(_facts(delivery, found) if found else dict(delivery.facts)) | dict(words.facts),
        recipients=tuple(waiting.values_list("address", flat=True)),
        acts=words.acts,
        foot=words.foot or (SUBSCRIBED if act_of_row(delivery.schedule) == Act.SUBSCRIBE else ""),
        leave=words.leave,
    )


def _facts(delivery: Delivery, found: Found) -> dict[str, Any]:
    asked = {"schedule": delivery.schedule_id, "receipt": delivery.number, "kind": str(found.subject.kind)}
    counted = {"rows": delivery.rows, "total_rows": delivery.total_rows}
    fresh = found.pin.data_as_of.isoformat()
    return {**delivery.facts, **asked, **counted, "data_as_of": fresh, "data_version": found.pin.id}


def _to_each(delivery: Delivery, claim: Claim, parcel: Parcel, place: Place) -> End:
    """One recipient after the other, each taken note of before the next."""
    courier = cast(CourierToMany, couriers.courier_of(delivery.kind))
    passing: list[Fault] = []
    for served in courier.deliver_each(parcel, place, _handing(claim)):
        faults.reached("after_upload")
        claim.renew()
        passing += _served(delivery, served, timezone.now())
    claim.write(attempt=delivery.attempt + 1)
    return _retried(delivery, passing) if passing else _summed(delivery)


def _served(delivery: Delivery, served: Served, now: datetime) -> list[Fault]:
    """Write down what became of one address; the fault, where it is served again later."""
    result, again = served.result, []
    if isinstance(result, Handed):
        told = (value for name, value in result.remote.items() if name != "message_id")  # that stands by itself
        state, said = Hold.DELIVERED, " ".join(told)
    elif result.unsure:
        state, said = Hold.UNSURE, result.message
    elif result.passing:
        state, said, again = Hold.WAITING, result.message, [result]
    else:
        state, said = Hold.REFUSED, result.message
    line = delivery.recipients.filter(address=served.recipient, state__in=(Hold.WAITING, Hold.HANDING))
    number = result.remote_id if isinstance(result, Handed) else result.remote.get("message_id", "")
    line.update(state=state, said=said, at=now, message_id=number[:255])
    tone = {Hold.DELIVERED: steps.GOOD, Hold.WAITING: steps.WARN}.get(state, steps.BAD)
    steps.note(delivery.pk, Hold(state).label, f"{served.recipient}: {said}", tone)
    return again


def _retried(delivery: Delivery, passing: list[Fault]) -> End:
    """Those who could not be served now are served later; when that has been tried enough, they were refused."""
    end = ends.of_fault(passing[0], delivery.attempt + 1, timezone.now())
    if end.next_at is not None:
        return end
    delivery.recipients.filter(state=Hold.WAITING).update(state=Hold.REFUSED)
    return _summed(delivery)


def _summed(delivery: Delivery) -> End:
    """One word for all recipients, and each exception by name."""
    lines = list(delivery.recipients.all())
    of = {state: [line for line in lines if line.state == state] for state in SETTLED}
    refused = [*of[Hold.REFUSED], *of[Hold.BOUNCED]]
    told = " ".join(f"{line.address}: {line.said}" for line in refused)
    if of[Hold.UNSURE]:
        named = ", ".join(line.address for line in of[Hold.UNSURE])
        said = f"It may have arrived at {named}: the connection ended before the mail server answered. Ask them. {told}"
        return End(State.UNSURE, "unsure", said.strip())
    if not refused:
        return End(State.DELIVERED)
    if not of[Hold.DELIVERED]:
        return End(State.FAILED, "refused", told)
    return End(State.DELIVERED, "partly", f"Accepted for {len(of[Hold.DELIVERED])} of {len(lines)}. {told}")
