"""Which alerts are checked now, and by whom: each by one worker at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from alerts.models import Alert

AT_ONCE = 500  # alerts that one worker takes
CLAIM = timedelta(minutes=10)  # a worker that says nothing for so long was lost


@transaction.atomic
def claimed(now: datetime, most: int = AT_ONCE) -> list[int]:
    """The numbers of alerts that are due and nobody checks, the longest due first; nobody else gets them now."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    due = Alert.objects.filter(free, next_at__lte=now, paused_at=None, removed_at=None)
    found = list(due.select_for_update(skip_locked=True).order_by("next_at", "pk").values_list("pk", flat=True)[:most])
    Alert.objects.filter(pk__in=found).update(claimed_until=now + CLAIM)
    return found
