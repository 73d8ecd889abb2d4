"""What the worker does for ads every few seconds: each step apart, so that none keeps the others from their turn."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db.models import Q

from alerts.acting import rechecking, ruling, scheduling, telling
from alerts.acting.apart import apart
from alerts.acting.carrying import carry, claimed
from alerts.acting.log import OPEN
from alerts.models import Decision
from alerts.models.ads import Stage

AT_ONCE = 20  # of one step; a call may take its 20 seconds


def sweep(now: datetime) -> int:
    """Everything that is due for ads; how many things were done."""
    steps = (finish, scheduling.run, ruling.lapse, ruling.again, rechecking.recheck, telling.tell)
    return sum(apart(step, now) for step in steps)


def decide(now: datetime) -> int:
    """What rules have to decide of ads as they were last judged; how many decisions were made."""
    return apart(ruling.rule, now) + apart(telling.tell, now)


def finish(now: datetime, most: int = AT_ONCE) -> int:
    """Decisions that are on the way: asked of the platform, or looked at again, the longest due first."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    due = Decision.objects.filter(free, stage__in=OPEN, next_at__lte=now).order_by("next_at", "pk")
    found, resting = list(due.values_list("pk", "source_id")[:most]), set[int]()
    return sum(apart(partial(_finished, number, resting), now) for number, source in found if source not in resting)


def _finished(number: int, resting: set[int], now: datetime) -> int:
    """``resting``: sources whose platform wants to be left alone for now."""
    decision = claimed(number, now)
    if decision is None:
        return 0
    if _withheld(decision, now):
        return 1
    carry(decision, now)
    if decision.stage == Stage.DUE and decision.next_at and decision.next_at > now:
        resting.add(decision.source_id)
    return 1


def _withheld(decision: Decision, now: datetime) -> bool:
    """What no person decided is looked at once more before the platform is asked for it."""
    if decision.stage != Stage.DUE or decision.by_id or decision.approved_by_id:
        return False
    if decision.calendar is not None:
        return scheduling.withdrawn(decision, decision.calendar, now)
    return bool(decision.rule) and ruling.still_held(decision, now)
