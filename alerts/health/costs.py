"""What a cost per result is measured on: days, limit, siblings, and how results come in late. PURE."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from alerts.health.edits import anew
from alerts.health.facts import DAY, Key
from alerts.health.tables import Tables
from alerts.health.wishes import EVIDENCE, Wishes
from alerts.playbook.baseline import since
from alerts.playbook.days import AdDay, Level, Norms
from alerts.playbook.evidence.clumps import clumping
from alerts.playbook.evidence.days import Day, summed
from alerts.playbook.evidence.maturing import HORIZON, Curve, Report, age_of, learn
from alerts.playbook.evidence.outage import Incident, incident
from alerts.playbook.evidence.record import NOTHING, Record
from alerts.playbook.evidence.stretch import lately, past, stretch
from alerts.playbook.evidence.verdict import Case

USUAL = 28  # days that say what is usual in the account
LEAST_RESULTS, LEAST_CLICKS = 10, 100  # below which nothing is usual


@dataclass(frozen=True)
class Limit:
    """The cost per result that is measured against. ``source``: goal; usual, the account's own cost; none."""

    amount: Decimal | None
    source: str


@dataclass(frozen=True)
class Costs:
    """Of one ad account at one moment."""

    tables: Tables
    wishes: Wishes

    @cached_property
    def incident(self) -> Incident | None:
        """What is not the ads' fault. Where nothing runs, nothing is missed."""
        if not any(self.tables.on.values()):
            return None
        return incident(self.tables.account_days, self.tables.came.through)

    @cached_property
    def curve(self) -> Curve:
        """How results come in late, from the account's own restatements."""
        zone, now = self.tables.facts.zone, self.tables.now
        told = (each for each in self.tables.facts.told if each.received <= now)
        reports = (
            Report(each.day, age_of(each.day, each.received, zone), each.results, each.external) for each in told
        )
        return learn(reports, self.tables.came.today)

    @cached_property
    def clumping(self) -> float:
        """Of the account's final days."""
        final = self.tables.came.today - timedelta(HORIZON)
        ads = (days for key, days in self.tables.reported.items() if key[0] is Level.AD)
        return clumping([spent(day for day in days.values() if day.day <= final) for days in ads])

    def norms(self, key: Key) -> Norms:
        """What is usual in the account: a click, and a result of the same kind."""
        spend, clicks = self._clicks
        paid, results = self._results.get(self.tables.goal(key), (Decimal(0), Decimal(0)))
        return Norms(
            cpc=spend / clicks if clicks >= LEAST_CLICKS else None,
            cost_per_result=(paid / results or None) if results >= LEAST_RESULTS else None,
        )

    def limit(self, key: Key) -> Limit:
        """What people said; else the account's own usual cost; else none."""
        if aim := self.wishes.aims(key, self.tables.facts).cost_per_result:
            return Limit(aim, "goal")
        usual = self.norms(key).cost_per_result
        return Limit(usual, "usual") if usual else Limit(None, "none")

    def case(self, key: Key, looks: int = 0) -> Case | None:
        """What its verdict rests on; None where there is no limit, or none of its results are ever told."""
        limit, usual = self.limit(key).amount, self.norms(key).cost_per_result
        if limit is None or self.untold(key):
            return None
        days = past(self._backwards(key))
        return Case(
            days=days,
            begun=bool(days) and days[0].day == self._begin(key, days[0].day),
            limit=float(limit),
            siblings=[self._records[other] for other in self.tables.beside(key) if other in self._records],
            norm=float(usual) if usual else None,
            curve=self.curve,
            today=self.tables.came.today,
            looks=looks,
            clumping=self.clumping,
            incident=self.incident,
        )

    def untold(self, key: Key) -> bool:
        """Whether it was reported, and never with results: nobody counts them there."""
        days = self.tables.reported.get(key, {}).values()
        return bool(days) and all(day.results is None for day in days)

    def looked_at(self, key: Key) -> list[Day]:
        """What its record is of, by the rule of ``stretch``: not before its start, its last edit or a new normal."""
        limit = self.limit(key).amount
        return stretch(self._backwards(key), float(limit or 0))

    def _backwards(self, key: Key) -> Iterator[Day]:
        """The days since it began, the newest first; of one that has not come, no figures."""
        days = {day.day: day for day in self.tables.days(key)}
        each, begin = self.tables.came.through, self._begin(key, min(days, default=None))
        while begin is None or each >= begin:
            known = days.get(each)
            yield Day(each, known.spend, known.results) if known else Day(each, None, None)
            each -= DAY

    def _begin(self, key: Key, first: date | None) -> date | None:
        accepted = since(self.wishes.acceptances(key), EVIDENCE, self.tables.came.today)
        edited = anew(key, self.tables.facts, self.tables.came.through)
        return max((day for day in (self.tables.started(key) or first, accepted, edited) if day), default=None)

    @cached_property
    def _records(self) -> Mapping[Key, Record]:
        """What each did in the last weeks, as a sibling of others."""
        today, found = self.tables.came.today, {}
        for key, days in self.tables.reported.items():
            edited = anew(key, self.tables.facts, self.tables.came.through)
            since_then = (day for day in days.values() if not edited or day.day >= edited)
            if heard := lately((Day(day.day, day.spend, day.results) for day in since_then), today):
                found[key] = summed(heard, self.curve, today).counted
        return found

    @cached_property
    def _clicks(self) -> tuple[Decimal, int]:
        days = [day for _, day in self._usual_days() if day.spend is not None and day.clicks is not None]
        return sum((day.spend or Decimal(0) for day in days), Decimal(0)), sum(day.clicks or 0 for day in days)

    @cached_property
    def _results(self) -> Mapping[str, tuple[Decimal, Decimal]]:
        """Spend and results by goal, spend only by the share of its results that is known."""
        found: dict[str, tuple[Decimal, Decimal]] = defaultdict(lambda: (Decimal(0), Decimal(0)))
        for key, day in self._usual_days():
            share = Decimal(str(self.curve.share((self.tables.came.today - day.day).days)))
            if share and day.spend is not None and day.results is not None:
                spend, results = found[self.tables.goal(key)]
                found[self.tables.goal(key)] = (spend + day.spend * share, results + day.results)
        return found

    def _usual_days(self) -> Iterator[tuple[Key, AdDay]]:
        first, last = self.tables.came.today - USUAL * DAY, self.tables.came.through
        for key in self.tables.tops:
            yield from ((key, day) for day in self.tables.reported[key].values() if first <= day.day <= last)


def spent(days: Iterator[AdDay]) -> Sequence[Record]:
    """The record of each day; of one whose figures are not known, none."""
    return [
        Record(float(day.results), float(day.spend)) if day.spend is not None and day.results is not None else NOTHING
        for day in days
    ]
