"""What an answer does to an alert, under the lock of its row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from alerts.models import Alert, Answer, What
from alerts.rules import life
from alerts.rules.state import LOUD, Phase, State
from alerts.rules.state_form import state_from_json, state_to_json

A_DAY = timedelta(days=1)
Change = Callable[[State, datetime, datetime], State]  # (state, until, now) → state
CHANGES: Mapping[str, Change] = {
    What.ACKNOWLEDGE: lambda state, until, now: life.acknowledge(state, now),
    What.SNOOZE: life.snooze,
    What.WAKE: lambda state, until, now: life.wake(state, now),
    What.NOT_USEFUL: lambda state, until, now: state,
}


@transaction.atomic
def answer(
    number: int, what: What, now: datetime, *, by: User | None = None, told_at: datetime | None = None,
    until: datetime | None = None,
) -> Answer | None:  # fmt: skip
    """Do it and note who did. None where there is nothing to do: the alert is gone, or the state is that already.

    ``until``: of a snooze; a day from now by default.
    """
    alert = Alert.objects.select_for_update(of=("self",)).filter(pk=number, removed_at=None).first()
    if alert is None:
        return None
    before, until = state_from_json(alert.state), until or now + A_DAY
    after = CHANGES[what](before, until, now)
    if after == before and what != What.NOT_USEFUL:
        return None
    Alert.objects.filter(pk=number).update(state=state_to_json(after), phase=after.phase)
    kept_until = until if what == What.SNOOZE else None
    return Answer.objects.create(alert=alert, what=what, user=by, at=now, told_at=told_at, until=kept_until)


def idle(alert: Alert, what: What) -> str:
    """Why there is nothing to do, in words; empty where there is."""
    phase = state_from_json(alert.state).standing
    if what == What.ACKNOWLEDGE and phase == Phase.ACKNOWLEDGED:
        return "Somebody looks after it already."
    if what == What.ACKNOWLEDGE and phase not in LOUD:
        return "It does not fire any more, so there is nothing to acknowledge."
    return ""
