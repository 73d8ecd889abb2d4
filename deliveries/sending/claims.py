"""One worker at a time: a delivery is claimed by compare-and-swap and kept by a lease that its worker renews.

A worker that is killed renews nothing, so its claim runs out and the next one takes over with a higher fence. One that
only slept finds its fence outdated and may write nothing more: neither to the receipt nor to the other side.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone

from deliveries.models import Delivery, Hold, Recipient, State

log = logging.getLogger(__name__)
STARTABLE = (State.WAITING, State.RETRYING, State.HELD)


class LostClaim(Exception):
    """The delivery is no longer this worker's: another one took over, or a person ended it."""


@dataclass(frozen=True)
class Claim:
    """The right to work on one delivery. ``took_over``: from a worker that was lost."""

    delivery: int
    fence: int
    took_over: bool = False

    @property
    def rows(self) -> models.QuerySet[Delivery]:
        """The delivery, as long as the claim stands."""
        return Delivery.objects.filter(pk=self.delivery, fence=self.fence, state=State.WORKING)

    def write(self, **values: Any) -> None:
        """Change the receipt. Raises LostClaim."""
        if not self.rows.update(**values):
            raise LostClaim(f"delivery {self.delivery}")

    def renew(self) -> None:
        """Work on. Raises LostClaim."""
        self.write(lease_until=timezone.now() + lease())

    def hand(self, address: str) -> None:
        """Claim the hand-over itself, right before what can't be undone: of the whole, or to one recipient of a mail,
        who is then never served again by anybody but a person. Raises LostClaim."""
        self.renew()
        if not address:
            return
        waiting = Recipient.objects.filter(delivery__in=self.rows, address=address, state=Hold.WAITING)
        if not waiting.update(state=Hold.HANDING, at=timezone.now()):
            raise LostClaim(f"delivery {self.delivery} to {address}")

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Renew the claim in the background for as long as the block runs."""
        done = threading.Event()
        heart = threading.Thread(target=self._beat, args=(done,), daemon=True)
        heart.start()
        try:
            yield
        finally:
            done.set()
            heart.join()

    def _beat(self, done: threading.Event) -> None:
        try:
            while not done.wait(lease().total_seconds() / 4):
                self.renew()
        except LostClaim:
            log.warning("delivery %s was taken over while it was worked on", self.delivery)
        except Exception:
            log.exception("the claim on delivery %s could not be renewed", self.delivery)
        finally:
            connection.close()


def lease() -> timedelta:
    """How long a silent worker is believed to live."""
    return timedelta(seconds=settings.DELIVERY_LEASE)


def takeable(now: datetime) -> Q:
    """The deliveries that may be claimed at this moment: due ones, and those whose worker was lost."""
    due = Q(state__in=STARTABLE) & (Q(next_at=None) | Q(next_at__lte=now))
    return due | Q(state=State.WORKING, lease_until__lt=now)


def take(number: int, now: datetime) -> Claim | None:
    """Claim the delivery; None where it is not due, another worker has it, or it has ended."""
    seen = Delivery.objects.filter(takeable(now), pk=number).values("fence", "state", "attempt").first()
    if seen is None:
        return None
    lost = seen["state"] == State.WORKING
    same = Delivery.objects.filter(takeable(now), pk=number, fence=seen["fence"])
    taken = same.update(
        state=State.WORKING,
        fence=F("fence") + 1,
        attempt=F("attempt") + (1 if lost else 0),
        worker=f"{socket.gethostname()}:{os.getpid()}",
        lease_until=now + lease(),
        started_at=now,
        queued_until=None,
    )
    if not taken:
        return None
    if lost:
        _unsure(number)
    return Claim(number, seen["fence"] + 1, lost)


def _unsure(number: int) -> None:
    """Nobody knows of a mail that was being handed over when its worker was lost: a person decides."""
    said = "The connection to the mail server ended before it answered."
    handing = Recipient.objects.filter(delivery=number, state=Hold.HANDING)
    handing.update(state=Hold.UNSURE, said=said)
