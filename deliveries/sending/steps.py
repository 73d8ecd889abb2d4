"""What happened to a delivery, written down as it happens."""

from __future__ import annotations

from django.utils import timezone

from deliveries.models import Step

GOOD, WARN, BAD = "good", "warn", "bad"


def note(delivery: int, what: str, said: str = "", tone: str = GOOD) -> None:
    """One line of the receipt's timeline."""
    Step.objects.create(delivery_id=delivery, at=timezone.now(), what=what, said=said, tone=tone)
