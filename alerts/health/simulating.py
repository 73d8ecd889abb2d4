"""The simulator: a rule over the days of the past, on what was known on each of them, and what came of it in money.

It asks the same question of the same judgement as the live page, at noon of each day in the ad account's zone. What an
ad did after a day on which it would have been paused is what its rows say now; each figure can be added up again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum

from alerts.health.adding import AddingOnce
from alerts.health.arrivals import local_day
from alerts.health.deciding import pause_wanted
from alerts.health.facts import DAY, Facts, Key, at
from alerts.health.judging import Judging
from alerts.health.tables import Tables
from alerts.health.wishes import Choice, Wishes
from alerts.playbook.days import AdDay, Level

DAYS, MOST_DAYS = 60, 366
NOON = time(12)


class Outcome(StrEnum):
    """What an ad did after it would have been paused."""

    RIGHT = "right"  # its results cost more than the limit
    WRONG = "wrong"  # they did not
    UNKNOWN = "unknown"  # less than one limit was spent, or the figures are not known, or there is no limit


@dataclass(frozen=True)
class Trial:
    """A rule as it is tried: *evidence*, or one of the ten; its preset and thresholds in ``choice``."""

    rule: str
    choice: Choice
    level: Level = Level.AD
    days: int = DAYS


@dataclass(frozen=True)
class Paused:
    """One decision. ``day``: of the account's zone; ``spend``, ``results`` and ``value`` are of the days after it, up
    to the last whole day; None: not known. ``beyond``: what was spent after it above the limit for what came of it;
    below zero where the results were worth their cost."""

    day: date
    key: Key
    name: str
    said: str
    chance: float | None
    limit: Decimal | None
    spend: Decimal | None
    results: Decimal | None
    value: Decimal | None

    @property
    def beyond(self) -> Decimal | None:
        """Spend less results at the limit."""
        if self.spend is None or self.results is None or self.limit is None:
            return None
        return self.spend - self.limit * self.results

    @property
    def outcome(self) -> Outcome:
        """Whether the pause would have been right, by what came of it."""
        if self.beyond is None or self.spend is None or self.limit is None or self.spend < self.limit:
            return Outcome.UNKNOWN
        return Outcome.RIGHT if self.beyond > 0 else Outcome.WRONG


@dataclass(frozen=True)
class Simulated:
    """Of one ad account. ``looks``: days that were replayed; ``spend``: of all its ads on them."""

    facts: Facts
    first: date
    last: date
    looks: int
    spend: Decimal | None
    paused: Sequence[Paused]

    @property
    def saved(self) -> Decimal:
        """Waste: what was spent above the limit after the decisions, where it was."""
        return sum((max(each.beyond, Decimal(0)) for each in self.paused if each.beyond is not None), Decimal(0))

    @property
    def lost(self) -> Decimal:
        """The value of purchases that came after the decisions."""
        return sum((each.value for each in self.paused if each.value is not None), Decimal(0))

    @property
    def lost_results(self) -> Decimal:
        """Results that came after the decisions."""
        return sum((each.results for each in self.paused if each.results is not None), Decimal(0))

    def count(self, outcome: Outcome) -> int:
        """Decisions that came out so."""
        return sum(each.outcome is outcome for each in self.paused)


def simulate(facts: Facts, wishes: Wishes, trial: Trial, now: datetime) -> Simulated:
    """Replay one ad account. ``facts`` hold every version, ``days`` and a look-back before them."""
    tried = replace(wishes, choices={**wishes.choices, trial.rule: trial.choice})
    after = Tables(facts, now)
    days, decided, adding = list(moments(facts, now, trial.days)), dict[Key, Paused](), AddingOnce()
    for moment in days:
        judging = Judging(at(facts, moment), tried, moment, then=True, adding=adding)
        for each in decisions(judging, trial, skip=decided):
            decided[each.key] = _with_what_came(each, after)
    first, last = (local_day(days[0], facts.zone), local_day(days[-1], facts.zone)) if days else (date.max, date.min)
    spent = [_spend(after, key, first, last) for key in after.tops]
    total = None if None in spent else sum((each or Decimal(0) for each in spent), Decimal(0))
    return Simulated(facts, first, last, len(days), total, list(decided.values()))


def moments(facts: Facts, now: datetime, days: int) -> Iterator[datetime]:
    """Noon of each of the last days by the account's clocks, the oldest first; not later than now."""
    today = local_day(now, facts.zone)
    for back in range(days, -1, -1):
        moment = datetime.combine(today - back * DAY, NOON, facts.zone).astimezone(UTC)
        if moment <= now and moment > now - timedelta(days=days):
            yield moment


def decisions(judging: Judging, trial: Trial, skip: Mapping[Key, Paused] | None = None) -> Iterator[Paused]:
    """What the rule would have paused at a moment, of what ran then; what came after is not known yet."""
    for key in judging.running():
        if key[0] is not trial.level or (skip and key in skip):
            continue
        if wanted := pause_wanted(judging, trial.rule, key):
            yield Paused(
                day=local_day(judging.now, judging.facts.zone), key=key, name=judging.name(key), said=wanted.said,
                chance=wanted.chance, limit=judging.costs.limit(key).amount, spend=None, results=None, value=None,
            )  # fmt: skip


def _with_what_came(decided: Paused, after: Tables) -> Paused:
    """From the day after the decision; the day itself had begun."""
    through = after.came.through
    days = [each for each in after.days(decided.key) if decided.day < each.day <= through]
    if len(days) < (through - decided.day).days:  # a day of them is missing
        return decided
    return replace(
        decided, spend=_sum(days, "spend"), results=_sum(days, "results"), value=_sum(days, "purchase_value")
    )


def _spend(after: Tables, key: Key, first: date, last: date) -> Decimal | None:
    days = after.reported.get(key, {}).values()
    return _sum([day for day in days if first <= day.day <= min(last, after.came.through)], "spend")


def _sum(days: Sequence[AdDay], name: str) -> Decimal | None:
    """None where a day does not say."""
    values = [day.figure(name) for day in days]
    return None if None in values else sum((value or Decimal(0) for value in values), Decimal(0))
