"""One round of checks: what is due, each question asked once, each alert a step on."""

from __future__ import annotations

import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from alerts.checking import claiming, writing
from alerts.checking.owner import Ownerless
from alerts.checking.question import Question, Questions
from alerts.checking.round import Round
from alerts.models import Alert
from alerts.rules.reading import Observation
from alerts.rules.rule import BadRule, Rule
from alerts.rules.rule_form import rule_from_json
from alerts.telling.saying import saying_of
from alerts.watching.looking import Sight, Watched, ask
from cdp.warehouse import open_warehouse
from cdp.warehouse.base import Pin, WarehouseError
from explores.page import told
from explores.semantic import query_json
from explores.semantic.errors import SemanticError


@dataclass(frozen=True)
class Due:
    """One alert of a round, with what it asks; or ``fault``, why it can't be told."""

    alert: Alert
    rule: Rule | None = None
    question: Question | None = None
    fault: str = ""


def run(now: datetime, most: int = claiming.AT_ONCE) -> int:
    """Check everything that is due at ``now`` (up to ``most`` alerts); how many were checked."""
    numbers = claiming.claimed(now, most)
    if not numbers:
        return 0
    try:
        pin = open_warehouse().pin()
    except WarehouseError as error:
        late = Observation(late=told(error))
        writing.write([writing.Seen(number, late) for number in numbers], Round(now, None))
        return len(numbers)
    alerts = Alert.objects.filter(pk__in=numbers).select_related("owner").prefetch_related("subaccounts")
    questions, at = Questions(now, pin), Round(now, pin)
    waiting = writing.pass_over([alert for alert in alerts if at.waits(alert.recurrence, alert.seen_pin)], at)
    for group in _groups([_due(alert, questions, now) for alert in alerts if alert.pk not in waiting]):
        writing.write(list(_seen(group, now, pin)), at)
    return len(numbers)


def _due(alert: Alert, questions: Questions, now: datetime) -> Due:
    """What it asks. An alert that nobody may ask for stands still from now on."""
    try:
        rule = rule_from_json(alert.rule)
        return Due(alert, rule, questions.of(alert, rule))
    except Ownerless as error:
        writing.stand_still(alert, str(error), now)
        return Due(alert, fault=str(error))
    except (BadRule, SemanticError) as error:
        return Due(alert, fault=str(error))


def _groups(due: Iterable[Due]) -> list[list[Due]]:
    """Those that ask the same as the same viewer, together."""
    groups: dict[object, list[Due]] = defaultdict(list)
    keys: dict[int, str] = {}
    for one in due:
        watched = one.question.watched if one.question else None
        key = keys.setdefault(id(watched), _key(watched)) if watched else ""
        groups[key].append(one)
    return list(groups.values())


def _key(watched: Watched) -> str:
    return json.dumps([query_json.to_json(watched.query), repr(watched.viewer)], sort_keys=True, default=str)


def _seen(group: Sequence[Due], now: datetime, pin: Pin) -> Iterator[writing.Seen]:
    """What each alert of one question sees."""
    start = time.monotonic()
    asked = _asked(group, now, pin)
    seconds = time.monotonic() - start
    saying = saying_of(group[0].question.watched, pin) if group[0].question else None
    query = query_json.to_json(group[0].question.watched.query) if group[0].question else None
    for one in group:
        unsynced = one.question.unsynced if one.question else ""
        yield writing.Seen(
            alert=one.alert.pk,
            observation=_of(one, asked),
            saying=saying,
            unsynced=unsynced,
            seconds=seconds,
            rule_version=one.alert.rule_version,
            query=None if unsynced else query,
        )


def _asked(group: Sequence[Due], now: datetime, pin: Pin) -> Sight | Observation:
    """The answer that all share; or why it is late (the warehouse may answer soon) or can't be given."""
    rules = [one.rule for one in group if one.rule]
    question = group[0].question
    if question is None:
        return Observation()
    try:
        return Sight(question.watched, ask(question.watched, rules, now=now, pin=pin), now=now, pin=pin)
    except SemanticError as error:
        return Observation(fault=str(error))
    except WarehouseError as error:
        return Observation(late=told(error))


def _of(due: Due, asked: Sight | Observation) -> Observation:
    if due.fault or due.rule is None:
        return Observation(fault=due.fault)
    if isinstance(asked, Observation):
        return asked
    try:
        return asked.of(due.rule)
    except (SemanticError, BadRule) as error:
        return Observation(fault=str(error))
