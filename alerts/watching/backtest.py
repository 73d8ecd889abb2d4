"""Before an alert is saved: when it would have fired, by the very functions that will run it.

Each check of the past asks the question at its moment, of what was known then (``explores.semantic.knowing``), and
the replay takes what was seen from check to check. Where no later fact changes a day that is over, one question serves
them all (``settled``). Other thresholds look at the same rows again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from alerts.rules.nearby import nearby
from alerts.rules.others import counts
from alerts.rules.reading import Observation
from alerts.rules.replay import Tried, replay
from alerts.rules.rule import SERIES, BadRule, Rule
from alerts.rules.state import Policy
from alerts.rules.state_form import judged_to_json
from alerts.watching.looking import Sight, Watched, looked
from alerts.watching.settled import settled
from cdp.warehouse.base import Pin, WarehouseError
from deliveries import cadence
from explores.hindsight import run_at
from explores.semantic.errors import SemanticError

DAYS, MOST_DAYS = 90, 3 * 366
LONGEST = timedelta(days=62)  # from one check to the next, but for those of some months only
MOST_CHECKS = 400  # that are asked for; a check every five minutes would be 25,920 questions
Checks = Sequence[tuple[datetime, Observation]]


@dataclass(frozen=True)
class Backtest:
    """What came of it. ``every``: of how many checks one was tried; more than 1 is said to people. ``others``: for
    thresholds nearby, how often each would have fired."""

    tried: Tried
    since: datetime
    checks: int
    every: int
    others: tuple[tuple[Decimal, int], ...]

    @property
    def faults(self) -> list[str]:
        """Why checks could not be made, each reason once."""
        return list(dict.fromkeys(one.seen.fault for one in self.tried.played if one.seen.fault))


def backtest(
    watched: Watched,
    rule: Rule,
    policy: Policy,
    recurrence: cadence.Recurrence,
    *,
    now: datetime,
    pin: Pin,
    days: int = DAYS,
) -> Backtest:
    """The rule over the last ``days`` before ``now``, checked when ``recurrence`` says. Raises BadRecurrence."""
    since = now - timedelta(days=days)
    moments, every = moments_of(recurrence, since, now)
    first = before(recurrence, since) if rule.kind in SERIES else []  # records what there was, and fires for nothing
    seen = _seen(watched, rule, [*first, *moments], pin)
    others = counts(rule, policy, seen, nearby(rule, _figures(seen, rule.conditions[0].field)))
    return Backtest(replay(rule, policy, seen), since, len(moments), every, others)


def _figures(seen: Checks, field: str) -> Iterator[Decimal]:
    """What the checks saw of it; of a day that several saw, as often."""
    found = (reading.figures.get(field) for _, one in seen for reading in one.readings)
    return (figure for figure in found if figure is not None)


def _seen(watched: Watched, rule: Rule, moments: Sequence[datetime], pin: Pin) -> Checks:
    found = settled(watched, rule, moments, pin)
    return check_by_check(watched, rule, moments, pin) if found is None else found


def check_by_check(watched: Watched, rule: Rule, moments: Sequence[datetime], pin: Pin) -> Checks:
    """The question at each moment, of what was known then."""
    try:
        answers = run_at(watched.asked([rule]), watched.viewer, moments, pin=pin)
        sights = zip(moments, answers, strict=True)
        return [(at, Sight(watched, answer, now=at, pin=pin).of(rule, live=False)) for at, answer in sights]
    except (SemanticError, BadRule, WarehouseError):
        return [(at, looked(watched, rule, now=at, pin=pin, known=at, live=False)) for at in moments]


def before(recurrence: cadence.Recurrence, since: datetime) -> list[datetime]:
    """The last check before that time."""
    return moments_of(recurrence, since - LONGEST, since)[0][-1:] or [since]


def moments_of(recurrence: cadence.Recurrence, since: datetime, now: datetime) -> tuple[list[datetime], int]:
    """The checks of that time, oldest first, and of how many one is taken. When data are refreshed is not known of the
    past: once a day then."""
    if recurrence.kind == cadence.Kind.REFRESH:
        recurrence = cadence.Recurrence(cadence.Kind.DAILY, recurrence.zone)
    found = list(cadence.slots(recurrence, since, now))
    every = -(-len(found) // MOST_CHECKS) or 1
    return found[::-1][::every][::-1], every


def to_json(found: Backtest) -> dict[str, Any]:
    """For programs."""
    return {
        "since": found.since.isoformat(),
        "checks": found.checks,
        "one_check_of": found.every,
        "fired": found.tried.count,
        "fires": [
            {
                "at": fire.at.isoformat(),
                "back": fire.back.isoformat() if fire.back else None,
                "rows": [judged_to_json(row) for row in fire.rows],
            }
            for fire in found.tried.fires
        ],
        "other_thresholds": [{"value": f"{value:f}", "fired": count} for value, count in found.others],
        "faults": found.faults,
    }
