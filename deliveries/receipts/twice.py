"""What must never be: a slot that was handed over twice without a person who said so."""

from __future__ import annotations

from django.db import models
from django.db.models import Count

from deliveries.models import Delivery, Hold, Recipient, Step

HANDED = "Handed over"  # of ``sending.handover``


def twice(found: models.QuerySet[Delivery]) -> set[int]:
    """Of these receipts: those of a slot's own turn with more than one hand-over, or with an address that had the same
    slot of the same target twice."""
    own = found.filter(turn=0).order_by()
    steps = Step.objects.filter(delivery__in=own, what=HANDED).order_by()
    handed = steps.values("delivery").annotate(times=Count("pk")).filter(times__gt=1)
    return {each["delivery"] for each in handed} | _served_twice(own)


def _served_twice(own: models.QuerySet[Delivery]) -> set[int]:
    """Only a slot with several receipts of one target can hold an address twice, which few have."""
    several = own.values("target", "slot").annotate(receipts=Count("pk")).filter(receipts__gt=1)
    found: set[int] = set()
    for each in several:
        same = own.filter(target=each["target"], slot=each["slot"])
        served = Recipient.objects.filter(delivery__in=same, state=Hold.DELIVERED).order_by()
        doubled = served.values("address").annotate(times=Count("pk")).filter(times__gt=1).values("address")
        found.update(served.filter(address__in=doubled).values_list("delivery", flat=True))
    return found
