"""How everything in an ad account stands at a moment: the one judgement, of the live page and of every replay. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from alerts.health.adding import Adding
from alerts.health.costs import Costs, Limit
from alerts.health.edits import edited_on
from alerts.health.facts import DAY, Ad, AdSet, Campaign, Facts, Key
from alerts.health.overlapping import Overlapping
from alerts.health.tables import Tables
from alerts.health.wishes import EVIDENCE, Choice, Wishes, above
from alerts.playbook import judge as signals
from alerts.playbook.days import LARGEST, AdDay, Entity, Level, Norms, Platform, Table
from alerts.playbook.diagnosis import Diagnosis, diagnose
from alerts.playbook.evidence import verdict
from alerts.playbook.evidence.levels import BALANCED
from alerts.playbook.evidence.stretch import WEEK
from alerts.playbook.evidence.verdict import Judgement, Verdict
from alerts.playbook.verdict import Signal

GROUPS = {Verdict.PAUSE: "pause", Verdict.WATCH: "watch", Verdict.NO_VERDICT: "no_verdict", Verdict.HEALTHY: "healthy"}


@dataclass(frozen=True)
class Stand:
    """How one campaign, ad set or ad stands. ``signals``: by rule; a rule that is off or can't be read has none.
    ``judgement``: None where nobody knows a limit, or the evidence is off."""

    key: Key
    table: Table
    limit: Limit
    judgement: Judgement | None
    signals: Mapping[str, Signal]
    diagnosis: tuple[Diagnosis, ...]
    week: tuple[AdDay, ...]  # the last seven days that have come

    @property
    def noun(self) -> str:
        """What it is, for people: ``ad set``."""
        return self.key[0].value.replace("_", " ")

    @property
    def group(self) -> str:
        """Where the page shows it: by its cost alone. Signals say what is wrong with it."""
        return GROUPS[self.judgement.verdict] if self.judgement else "no_verdict"

    @property
    def fired(self) -> int:
        """How many of the ten signals fire."""
        return sum(bool(signal.firing) for signal in self.signals.values())

    def total(self, name: str) -> Decimal | None:
        """The sum of a figure over the week; None where a day of it is missing or does not say."""
        values = [day.figure(name) for day in self.week]
        known = [value for value in values if value is not None]
        return sum(known, Decimal(0)) if values and len(known) == len(values) == WEEK else None


@dataclass(frozen=True)
class Judging:
    """Of one ad account at a moment. ``then``: a moment of the past, with what was known at it alone; the moments of a
    replay share their ``adding``."""

    facts: Facts
    wishes: Wishes
    now: datetime
    then: bool = False
    adding: Adding = field(default_factory=Adding)

    @cached_property
    def tables(self) -> Tables:
        """The days of everything."""
        return Tables(self.facts, self.now, self.then, self.adding)

    @cached_property
    def costs(self) -> Costs:
        """What costs are measured on."""
        return Costs(self.tables, self.wishes)

    @cached_property
    def overlapping(self) -> Overlapping:
        """Who holds the same people."""
        return Overlapping(self.tables)

    def running(self) -> list[Key]:
        """What runs: campaigns, then ad sets, then ads."""
        return [key for key, on in self.tables.on.items() if on]

    def stands(self, keys: Iterable[Key] | None = None, looks: Mapping[Key, int] | None = None) -> Iterator[Stand]:
        """Of all that runs, or of these. ``looks``: on how many days each was judged before."""
        for key in self.running() if keys is None else keys:
            yield self.stand(key, (looks or {}).get(key, 0))

    def stand(self, key: Key, looks: int = 0) -> Stand:
        """Of one of them."""
        table = self.table(key)
        found = dict(self._signals(key, table))
        first = self.tables.came.through - (WEEK - 1) * DAY
        return Stand(
            key=key,
            table=table,
            limit=self.costs.limit(key),
            judgement=self.judgement(key, looks),
            signals=found,
            diagnosis=diagnose(table.entity, list(found.values())),
            week=tuple(day for day in table.days if first <= day.day <= self.tables.came.through),
        )

    def judgement(self, key: Key, looks: int = 0) -> Judgement | None:
        """On its cost alone."""
        choice = self.choice(EVIDENCE)
        case = None if choice.off else self.costs.case(key, looks)
        return verdict.judge(case, choice.levels or BALANCED) if case else None

    def name(self, key: Key) -> str:
        """As it is called now."""
        return self._own(key).name

    def platform(self, key: Key) -> str:
        """Whose ad it is; the channel's own word where the playbook does not know it."""
        return (Platform.of(self._channel(key)) or self._channel(key))[:10]

    def choice(self, rule: str) -> Choice:
        """How a rule was set."""
        return self.wishes.choices.get(rule) or Choice()

    def signal(self, key: Key, rule: str, table: Table | None = None) -> Signal | None:
        """What one rule says; None of one that is off or can't be read, and of a platform that nobody knows."""
        choice = self.choice(rule)
        if choice.rule is None or choice.off or Platform.of(self._channel(key)) is None:
            return None
        accepted = self.wishes.acceptances(key)
        return signals.judge(table or self.table(key), choice.rule, self.tables.came.today, accepted)

    def _signals(self, key: Key, table: Table) -> Iterator[tuple[str, Signal]]:
        for name in self.wishes.choices:
            if signal := self.signal(key, name, table):
                yield name, signal

    def table(self, key: Key) -> Table:
        """What signals look at."""
        tables = self.tables
        return Table(
            entity=self._entity(key),
            days=tables.days(key),
            complete_through=tables.came.through,
            late=tables.late,
            aims=self.wishes.aims(key, self.facts),
            norms=self.costs.norms(key) if self.facts.rows else Norms(),
            overlaps=self.overlapping.of(key),
        )

    def _entity(self, key: Key) -> Entity:
        level, id_ = key
        campaign = self.facts.campaigns.get(self.tables.campaign(key) or 0)
        home = next((each for place, each in above(key, self.facts) if place is Level.AD_SET), 0)
        ad_set = self.facts.ad_sets.get(home)
        own = self._own(key)
        audience = own if isinstance(own, AdSet) else ad_set
        return Entity(
            level=level,
            platform=Platform.of(self._channel(key)) or Platform.META,
            id=str(id_),
            name=own.name,
            status=own.status,
            campaign=campaign.name if campaign and level is not Level.CAMPAIGN else "",
            ad_set=ad_set.name if ad_set else "",
            currency=self.facts.currency,
            daily_budget=self._budget(own),
            audience_size=_size(audience.audience_size if audience else None),
            started_on=self.tables.started(key),
            edited_on=edited_on(key, self.facts, date.max),
            learning=own.learning,
        )

    def _own(self, key: Key) -> Campaign | AdSet | Ad:
        level, id_ = key
        if level is Level.AD:
            return self.facts.ads[id_]
        return self.facts.ad_sets[id_] if level is Level.AD_SET else self.facts.campaigns[id_]

    def _channel(self, key: Key) -> str:
        campaign = self.facts.campaigns.get(self.tables.campaign(key) or 0)
        return (campaign.channel if campaign else "") or self.facts.channel

    def _budget(self, own: Campaign | AdSet | Ad) -> Decimal | None:
        """Its own; of a campaign that has none, those of its ad sets together, if each that runs has one."""
        if isinstance(own, Ad):
            return None
        if isinstance(own, AdSet) or own.daily_budget is not None:
            return _amount(own.daily_budget)
        running = [each for each in self.facts.ad_sets.values() if each.campaign == own.id and self._runs(each)]
        budgets = [budget for each in running if (budget := _amount(each.daily_budget)) is not None]
        return sum(budgets, Decimal(0)) if budgets and len(budgets) == len(running) else None

    def _runs(self, ad_set: AdSet) -> bool:
        return self.tables.on.get((Level.AD_SET, ad_set.id), False)


def _amount(value: Decimal | None) -> Decimal | None:
    """None for what can't be."""
    return value if value is not None and value.is_finite() and 0 <= value <= LARGEST else None


def _size(value: int | None) -> int | None:
    return value if value is not None and 0 <= value <= LARGEST else None
