"""Workers are told of deliveries that are due. The message is only a nudge: the rows are the truth."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from kombu.exceptions import OperationalError

from deliveries.formats import FORMATS
from deliveries.models import Delivery
from deliveries.sending import claims
from deliveries.sending.claims import takeable

log = logging.getLogger(__name__)
MOST = 1000  # at once


def heard_within() -> timedelta:
    """A worker that was told and has not begun by then is told again: the message may be lost, or the queue is long."""
    return 5 * claims.lease()


def dispatch(now: datetime) -> int:
    """Tell workers of what is due and nobody was told of lately; how many messages went."""
    from deliveries.tasks import deliver

    with transaction.atomic():
        unheard = Q(queued_until=None) | Q(queued_until__lt=now)
        due = Delivery.objects.select_for_update(skip_locked=True).filter(takeable(now), unheard)
        found = list(due.order_by("slot", "pk").values_list("pk", "format")[:MOST])
        Delivery.objects.filter(pk__in=[pk for pk, _ in found]).update(queued_until=now + heard_within())
    try:
        for pk, code in found:
            deliver.apply_async((pk,), queue="render" if FORMATS[code].drawn else "celery")
    except OperationalError:
        log.warning("the queue takes nothing; deliveries wait for the next look", exc_info=True)
        Delivery.objects.filter(pk__in=[pk for pk, _ in found]).update(queued_until=None)
        return 0
    return len(found)
