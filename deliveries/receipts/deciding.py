"""A person says what became of a delivery of which nobody knows."""

from __future__ import annotations

from django.utils import timezone

from deliveries.models import Delivery, Hold, State
from deliveries.sending import steps


def arrived(delivery: Delivery, who: str) -> bool:
    """It did; false where that was decided before."""
    said = f"{who} says that it arrived."
    undecided = Delivery.objects.filter(pk=delivery.pk, state=State.UNSURE)
    if not undecided.update(state=State.DELIVERED, code="confirmed", said=said, looked_at=timezone.now()):
        return False
    delivery.recipients.filter(state=Hold.UNSURE).update(state=Hold.DELIVERED, said=said)
    steps.note(delivery.pk, "Confirmed", said)
    return True
