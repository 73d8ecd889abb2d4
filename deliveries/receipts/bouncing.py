"""Mails that came back after they were accepted: noted at their recipient, and what that makes of the receipt."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from deliveries.destinations.bounces import Bounce
from deliveries.models import Delivery, Hold, Recipient, State
from deliveries.sending import steps

FINAL = "failed"  # of a report: the mail is not tried any more; what is delayed may still arrive
TAKEN = (Hold.DELIVERED, Hold.UNSURE)
SUMMED = (State.DELIVERED, State.UNSURE, State.FAILED)  # others are not over, or what a person said


def bounced(bounce: Bounce, now: datetime) -> bool:
    """Note it; false where it is of no mail of ours, not the end of it, or known already. The owner is told anew."""
    if bounce.action != FINAL or not bounce.message_id:
        return False
    line = Recipient.objects.filter(message_id=bounce.message_id, state__in=TAKEN).first()
    return line is not None and _noted(line, bounce, now)


@transaction.atomic
def _noted(line: Recipient, bounce: Bounce, now: datetime) -> bool:
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=line.delivery_id)
    said = f"It came back with {bounce.status}. {bounce.diagnostic}".strip()
    ours = Recipient.objects.filter(pk=line.pk, state__in=TAKEN)
    if not ours.update(state=Hold.BOUNCED, said=said, at=now):
        return False
    steps.note(delivery.pk, "A mail came back", f"{line.address}: {said}", steps.BAD)
    if delivery.state in SUMMED:
        _sum_up(delivery)
    return True


def _sum_up(delivery: Delivery) -> None:
    """As after the hand-over: what some did not get is delivered in part, what nobody got has failed."""
    lines = list(delivery.recipients.all())
    states = {line.state for line in lines}
    lost = [line for line in lines if line.state in (Hold.BOUNCED, Hold.REFUSED)]
    told = " ".join(f"{line.address}: {line.said}" for line in lost)
    if Hold.UNSURE in states:
        end = {"said": f"{delivery.said} {told}".strip()}
    elif Hold.DELIVERED in states:
        counted = f"Accepted for {len(lines) - len(lost)} of {len(lines)}."
        end = {"state": State.DELIVERED, "code": "partly", "said": f"{counted} {told}"}
    else:
        end = {"state": State.FAILED, "code": "bounced", "said": told}
    Delivery.objects.filter(pk=delivery.pk).update(**end, told_at=None, looked_at=None)
