"""Whether what a rule decided may go ahead now: every limit, a dry run, and then, under one lock with the row that says
so, the limits once more, so that two never pass the same gap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from alerts.acting import guarding
from alerts.acting.deciding import CLAIM
from alerts.acting.finding import Entity
from alerts.acting.guarding import NOT_LOOKED, Seen
from alerts.acting.limits import Hold
from alerts.acting.trying import Trial, tried
from alerts.models import Decision, Limits
from alerts.models.ads import Stage

AGAIN = timedelta(hours=1)  # at the latest, what is held is looked at again
SOONEST = timedelta(minutes=10)


def released(decision: Decision, entity: Entity, now: datetime) -> bool:
    """It is in our hands. DUE where it may go ahead; else HELD, which says why, or FAILED, where a person must mend
    something first."""
    seen, trial = _asked(decision, entity, now)
    if seen.final or trial.final:
        said = f"Nothing was changed. {seen.problem or trial.said}"
        write(decision, stage=Stage.FAILED, said=said, next_at=None, claimed_until=None, tell_at=now)
        return False
    if not trial.passed:
        return _held(decision, trial.said, now + SOONEST)
    with transaction.atomic():
        Limits.objects.select_for_update().get(account=entity.account)
        held = guarding.held(entity, seen, now, automatic=True, but=decision)
        return _held(decision, why(held), _next(held, now)) if held else _goes_ahead(decision, now)


def write(decision: Decision, **values: object) -> bool:
    """Where it is still in our hands, and not asked."""
    ours = Decision.objects.filter(pk=decision.pk, claimed_until=decision.claimed_until)
    written = bool(ours.filter(stage__in=(Stage.HELD, Stage.DUE)).update(**values))
    decision.refresh_from_db()
    return written


def why(held: Sequence[Hold]) -> str:
    """All reasons, in sentences."""
    return " ".join(each.said for each in held)


def _asked(decision: Decision, entity: Entity, now: datetime) -> tuple[Seen, Trial]:
    """What the platform says; it is not asked where a limit holds that is known without, nor for a dry run where one
    holds at all."""
    free = Trial("")
    if guarding.held(entity, NOT_LOOKED, now, automatic=True, but=decision):
        return NOT_LOOKED, free
    seen = guarding.look(entity)
    if seen.final or guarding.held(entity, seen, now, automatic=True, but=decision):
        return seen, free
    return seen, tried(entity)


def _held(decision: Decision, said: str, until: datetime) -> bool:
    write(decision, stage=Stage.HELD, said=said, next_at=until, claimed_until=None)
    return False


def _goes_ahead(decision: Decision, now: datetime) -> bool:
    claim = decision.claimed_until or now + CLAIM
    try:
        with transaction.atomic():
            return write(decision, stage=Stage.DUE, next_at=claim)
    except IntegrityError:  # something else is on the way for it
        write(decision, next_at=now + SOONEST, claimed_until=None)
        return False


def _next(held: Sequence[Hold], now: datetime) -> datetime:
    """When it may be free, where that is known of every limit."""
    ends = [each.until for each in held]
    latest = max((end for end in ends if end is not None), default=now + AGAIN)
    return min(max(latest, now + SOONEST), now + AGAIN)
