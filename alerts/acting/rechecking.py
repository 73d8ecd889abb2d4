"""A day and three days after something was done: how it stands on the platform, and what came of it since.

Notes alone: nothing is decided here. What somebody undid or changed meanwhile is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from alerts.acting import standings, words
from alerts.acting.apart import apart
from alerts.acting.finding import Entity, known
from alerts.acting.outcomes import change_of
from alerts.acting.since import since
from alerts.models import Decision
from alerts.models.ads import Act, Stage
from connectors.ads.control import shows
from connectors.ads.faults import Fault
from connectors.ads.opening import noting, opened
from connectors.ads.standing import Standing, Switch

HOURS = (24, 72)
PATIENCE = timedelta(hours=12)  # that a platform which does not answer is waited for
AGAIN = timedelta(hours=1)
AT_ONCE = 50
Read = Standing | Fault


def recheck(now: datetime, most: int = AT_ONCE) -> int:
    """Those that are due; how many were noted."""
    due = Decision.objects.filter(recheck_at__lte=now, stage=Stage.DONE).order_by("recheck_at", "pk")
    of_source: dict[int, list[Decision]] = defaultdict(list)
    for decision in due.select_related("calendar")[:most]:
        of_source[decision.source_id].append(decision)
    return sum(apart(partial(_of_source, decisions), now) for decisions in of_source.values())


def _of_source(decisions: Sequence[Decision], now: datetime) -> int:
    there = [(each, known(each.level, each.row)) for each in decisions]
    entities = {each.pk: entity for each, entity in there if entity is not None}
    read = _read(list(entities.values()))
    noted = 0
    for decision in decisions:
        entity = entities.get(decision.pk)
        if entity is None:
            _write(decision, {"said": "Its row is gone."}, None)
        else:
            noted += _noted(decision, entity, read[entity.level, entity.row.pk], now)
    return noted


def _read(entities: Sequence[Entity]) -> dict[tuple[str, int], Read]:
    """All of one source, in as few calls as it takes."""
    try:
        found = {(each.level, each.row.pk): opened(each.row) for each in entities}
        if not found:
            return {}
        first = next(iter(found.values()))
        with noting(first.connection):
            read = first.platform.read_many([each.target for each in found.values()])
        return {key: read[each.target] for key, each in found.items()}
    except Fault as fault:
        return {(each.level, each.row.pk): fault for each in entities}


def _noted(decision: Decision, entity: Entity, read: Read, now: datetime) -> int:
    hours = HOURS[min(len(decision.rechecks), len(HOURS) - 1)]
    at = (decision.seen_at or now) + timedelta(hours=hours)
    if isinstance(read, Fault) and read.passing and now < at + PATIENCE:
        Decision.objects.filter(pk=decision.pk, recheck_at=decision.recheck_at).update(recheck_at=now + AGAIN)
        return 0
    figures = since(entity, decision.seen_at or now, now)
    note = {"at": now.isoformat(), "hours": hours, "spend": _text(figures.spend), "results": _text(figures.results),
            "currency": figures.currency}  # fmt: skip
    if isinstance(read, Fault):
        note["said"] = f"How it stands could not be read back. {read.message} {figures.said}"
    else:
        note |= {"standing": standings.to_json(read), "said": f"{_stands(decision, read, now)} {figures.said}"}
    following = [each for each in HOURS if each > hours]
    upcoming = (decision.seen_at or now) + timedelta(hours=following[0]) if following else None
    return _write(decision, note, upcoming)


def _stands(decision: Decision, standing: Standing, now: datetime) -> str:
    shown = words.shown(decision, standing)
    if shows(standing, change_of(decision)):
        return f"It is still {shown}." if decision.act != Act.BUDGET else f"Its daily budget is still {shown}."
    later = Decision.objects.filter(level=decision.level, row=decision.row, stage=Stage.DONE, tries__gt=0)
    other = later.filter(seen_at__gte=decision.seen_at).exclude(pk=decision.pk).order_by("-seen_at").first()
    if other is not None and other.seen_at is not None and shows(standing, change_of(other)):
        return f"{words.who(other)} {words.DID[other.act]} {words.ago(other.seen_at, now)}."
    if standing.set is Switch.REMOVED:
        return "It was deleted or archived on the platform since."
    return f"The platform shows {shown}: somebody changed it there, not from here."


def _write(decision: Decision, note: dict[str, Any], upcoming: datetime | None) -> int:
    ours = Decision.objects.filter(pk=decision.pk, recheck_at=decision.recheck_at)
    return ours.update(rechecks=[*decision.rechecks, note], recheck_at=upcoming)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
