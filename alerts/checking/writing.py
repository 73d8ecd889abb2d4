"""What checks saw, onto their alerts: the state a step on, a line in the history, and when it is checked next.

The step is taken under the lock of the row, from the state as it is then, so that nothing a person did while the
question was asked is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from alerts.checking.history import Step, line
from alerts.checking.round import Round
from alerts.models import Alert, Check, Notice
from alerts.rules.judging import Judged
from alerts.rules.life import Rows, rows_of, step, stepped
from alerts.rules.policy_form import policy_from_json
from alerts.rules.reading import Observation
from alerts.rules.rule import BadRule
from alerts.rules.rule_form import rule_from_json
from alerts.rules.state import Effect, Policy
from alerts.rules.state_form import state_from_json, state_to_json
from alerts.rules.words import Saying
from alerts.telling import noticing
from alerts.telling.sending import tell

WRITTEN = [
    "state", "phase", "unsynced", "checked_at", "due_at", "next_at", "seen_pin", "claimed_until", "late_since",
    "late_told",
]  # fmt: skip
UNREADABLE = rule_from_json({"kind": "single", "conditions": [{"field": "-", "op": "no_data"}]})


@dataclass(frozen=True)
class Seen:
    """What one alert saw. ``saying``: how its figures are told; ``seconds``: that the question took. ``rule_version``:
    of the alert that asked, ``query`` what it asked of its content; None where it did not come to that."""

    alert: int
    observation: Observation
    saying: Saying | None = None
    unsynced: str = ""
    seconds: float = 0.0
    rule_version: int | None = None
    query: dict[str, Any] | None = None


@transaction.atomic
def write(checks: Sequence[Seen], at: Round) -> None:
    """Each alert lives on by what it saw. Those that were paused or removed meanwhile are left alone, and those that
    watch something else by now are checked again."""
    found = {one.alert: one for one in checks}
    rows = Alert.objects.select_for_update(of=("self",)).filter(pk__in=found, paused_at=None, removed_at=None)
    locked = list(rows.select_related("sends").order_by("pk"))
    alerts = [each for each in locked if found[each.pk].rule_version in (None, each.rule_version)]
    Alert.objects.filter(pk__in={each.pk for each in locked} - {each.pk for each in alerts}).update(claimed_until=None)
    notices: list[Notice] = []
    history = [_lived(alert, found[alert.pk], at, notices) for alert in alerts]
    other = [alert for alert in alerts if _keep_question(alert, found[alert.pk])]
    Alert.objects.bulk_update(alerts, WRITTEN, batch_size=500)
    Alert.objects.bulk_update(other, ["query"], batch_size=500)
    Check.objects.bulk_create(history, batch_size=500)
    Notice.objects.bulk_create(notices, batch_size=500)


def _keep_question(alert: Alert, seen: Seen) -> bool:
    """What is asked once the content has lost what the rule looks at is what was asked of it last."""
    if seen.query is None or seen.query == alert.query:
        return False
    alert.query = seen.query
    return True


def _lived(alert: Alert, seen: Seen, at: Round, notices: list[Notice]) -> Check:
    """One alert a step on, and the line of its history. What its owner is to know is added to ``notices``."""
    made = _stepped(alert, seen.observation, at.now)
    if made.rule and seen.saying:
        tell(alert, made.rule, made.effects, seen.saying, at.now)
    notices += noticing.broken(alert, made.effects, at.now)
    notices += noticing.waiting(alert, seen.observation.late, at.now)
    check = line(alert, made, seen.observation, at)
    check.seconds = seen.seconds or None
    alert.state, alert.phase, alert.unsynced = state_to_json(made.state), made.state.phase, seen.unsynced
    alert.checked_at, alert.due_at, alert.claimed_until = at.now, alert.next_at, None
    alert.seen_pin = at.pin.id if at.pin else alert.seen_pin
    alert.next_at = at.next_of(alert.recurrence, late=bool(seen.observation.late))
    return check


def _stepped(alert: Alert, seen: Observation, now: datetime) -> Step:
    before = state_from_json(alert.state)
    try:
        rule, policy = rule_from_json(alert.rule), policy_from_json(alert.policy)
    except BadRule as error:  # kept by an older version of the product, or written by hand
        return Step(*step(UNREADABLE, Policy(), before, Observation(fault=error.message), now))
    rows = rows_of(rule, before, seen)
    state, effects = stepped(policy, before, seen, now, Rows(rule, rows))
    return Step(state, effects, _shown(rows, effects), rule)


def _shown(rows: Sequence[Judged], effects: Sequence[Effect]) -> tuple[Judged, ...]:
    """The rows that people are told of; where there is nothing to tell, the last of each key, the worst first."""
    if named := {(row.reading.key, row.reading.at): row for effect in effects for row in effect.rows}:
        return tuple(named.values())
    last = {row.reading.key: row for row in rows}
    return tuple(sorted(last.values(), key=lambda row: -row.streak))


def pass_over(alerts: Sequence[Alert], at: Round) -> frozenset[int]:
    """Those that there is nothing new to look at for, until their next time; their numbers."""
    for alert in alerts:
        found = Alert.objects.filter(pk=alert.pk, paused_at=None)
        found.update(next_at=at.next_of(alert.recurrence), claimed_until=None)
    return frozenset(alert.pk for alert in alerts)


@transaction.atomic
def stand_still(alert: Alert, why: str, now: datetime) -> None:
    """It is not checked any more until somebody mends it."""
    found = Alert.objects.filter(pk=alert.pk, paused_at=None)
    if found.update(paused_at=now, paused_why=why, next_at=None, claimed_until=None):
        noticing.stopped(alert, why, now)
