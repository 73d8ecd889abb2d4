"""What a rule sees when it looks: the question asked at a moment, its rows as figures, or why there are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from accounts.viewer import Viewer
from alerts.rules.reading import Observation, Reading
from alerts.rules.rule import SERIES, BadRule, Kind, Rule
from alerts.watching import sources
from alerts.watching.newest import wanted_since
from alerts.watching.periods import Over, last_over
from alerts.watching.readings import readings
from cdp.warehouse.base import Pin, WarehouseError
from explores.answer import Answer
from explores.page import told
from explores.runner import catalog_for, run
from explores.semantic.choosing import explore_for
from explores.semantic.errors import SemanticError
from explores.semantic.model import Dimension, Explore, Measure
from explores.semantic.query import Query
from explores.semantic.settings import Setting, setting_for
from explores.semantic.zones import zone_named

NUMBERS = frozenset({"number"})
SHOWN = 3  # late sources that are named
WAITS = " are not complete. "  # before the cause, which all alerts that wait for it have in common


@dataclass(frozen=True)
class Watched:
    """A question, and as whom it is asked."""

    query: Query
    viewer: Viewer

    @property
    def zone(self) -> str:
        """By whose clocks days are cut."""
        return self.query.timezone or self.viewer.timezone

    @cached_property
    def explore(self) -> Explore:
        """The explore with the fields that the question makes. Raises SemanticError."""
        return explore_for(catalog_for(self.viewer).explore(self.query.explore), self.query)

    @cached_property
    def beside(self) -> tuple[Measure, ...]:
        """What ratios of the question are over, where the question itself does not have it: a row can have too little
        of it."""
        known = {one.id: one for one in self.explore.by_id.values() if isinstance(one, Measure)}
        over = dict.fromkeys(name for field in self.query.fields if field in known for name in known[field].over)
        found = (known[name] for name in over if name in known and name not in self.query.fields)
        return tuple(one for one in found if one.type in NUMBERS and not one.hidden)

    def asked(self, rules: Iterable[Rule]) -> Query:
        """The question as one answer serves all these rules: every row, unless all of them look at the first alone,
        and what ratios are over where a rule wants enough of it."""
        rules = list(rules)
        least = {rule.volume.field for rule in rules if rule.volume}
        more = tuple(one.id for one in self.beside if one.id in least)
        alone = all(rule.kind == Kind.SINGLE for rule in rules)
        return replace(
            self.query, fields=(*self.query.fields, *more), limit=1 if alone and not self.query.pivots else None,
            totals=False, row_totals=False, subtotals=False, compare=None,
        )  # fmt: skip


def fitted(rule: Rule, watched: Watched) -> Rule:
    """The rule, if the question has what it looks at. Raises BadRule, SemanticError."""
    explore, query = watched.explore, watched.query
    beside = {one.id for one in watched.beside if rule.volume and rule.volume.field == one.id}
    for name in rule.fields:
        if name not in query.fields and name not in beside:
            raise BadRule("field", f"The question has no {name!r} any more; choose one of its figures.")
        if explore.field(name).type not in NUMBERS:
            raise BadRule("field", f"{explore.field(name).label} is no number, so it has no threshold.")
    own = tuple(name for name in query.fields if isinstance(explore.field(name), Dimension) and name != rule.time)
    if rule.categories and rule.categories != own:
        raise BadRule("categories", f"Rows of this question are told apart by {', '.join(own) or 'nothing'}.")
    if rule.time and rule.time not in query.fields:
        raise BadRule("time", f"The question has no {rule.time!r} any more; choose its date.")
    return rule


def ask(watched: Watched, rules: Iterable[Rule], *, now: datetime, pin: Pin, known: datetime | None = None) -> Answer:
    """The one answer that all these rules look at. Raises SemanticError, WarehouseError."""
    return run(watched.asked(rules), watched.viewer, now=now, pin=pin, known=known)


class Sight:
    """One answer as all the rules on it see it: what one of them has read serves the others."""

    def __init__(self, watched: Watched, answer: Answer, *, now: datetime, pin: Pin) -> None:
        self.watched = watched
        self.pin = pin
        self._answer = answer
        self._now = now
        self._readings: dict[tuple[object, ...], tuple[Reading, ...]] = {}
        self._over: dict[str, Over] = {}
        self._silent: dict[tuple[frozenset[str], datetime], str] = {}

    def of(self, rule: Rule, *, live: bool = True) -> Observation:
        """What the rule sees. ``live``: figures that are not in yet hold the verdict; of the past nobody knows when
        they came. Raises BadRule, SemanticError."""
        fitted(rule, self.watched)
        found = Observation(self._read(rule))
        if rule.kind not in SERIES:
            return replace(found, late=self._waits_for(rule, self._wanted_since(rule)) if live else "")
        over = self._last_over(rule.time)
        why = self._waits_for(rule, self._wanted_since(rule) if rule.running else over.ended) if live else ""
        late = f"The figures of {over.shown}{WAITS}{why}" if why and not rule.running else why
        return replace(found, complete=over.shown, expected=over.shown, late=late)

    def _wanted_since(self, rule: Rule) -> datetime:
        return wanted_since(self.watched.explore, self.watched.query, rule, self._setting)

    def _read(self, rule: Rule) -> tuple[Reading, ...]:
        key = (rule.fields, rule.time, rule.categories)
        if key not in self._readings:
            self._readings[key] = readings(self._answer, rule)
        return self._readings[key]

    def _waits_for(self, rule: Rule, since: datetime) -> str:
        """Why figures can't be judged yet: nothing was published since a local moment, or a source that feeds them, and
        comes regularly, sent nothing since. Empty: they can."""
        zone = self.watched.zone
        moment = since.replace(tzinfo=zone_named(zone))
        if self.pin.data_as_of < moment:
            return f"Waiting for new data: the newest are of {_moment(self.pin.data_as_of, zone)}."
        key = (tables_of(self.watched.explore, rule.fields), moment)
        if key not in self._silent:
            self._silent[key] = _silent(sources.late(self.watched.viewer.subaccounts, *key), zone)
        return self._silent[key]

    @cached_property
    def _setting(self) -> Setting:
        viewer = self.watched.viewer
        return setting_for(
            self.watched.explore, now=self._now, zone=self.watched.zone, scope=viewer.subaccounts,
            attributes=viewer.attributes,
        )  # fmt: skip

    def _last_over(self, time: str) -> Over:
        if time not in self._over:
            self._over[time] = last_over(self.watched.explore, time, self._setting)
        return self._over[time]


def _silent(late: Sequence[sources.Late], zone: str) -> str:
    """ "Waiting for Shop: last received 22 Nov 2026 17:00."; empty for none."""
    said = [f"{one.name}: last received {_moment(one.at, zone)}" for one in late[:SHOWN]]
    more = [f"and {len(late) - SHOWN} more sources"] if len(late) > SHOWN else []
    return f"Waiting for {'; '.join([*said, *more])}." if late else ""


def _moment(when: datetime, zone: str) -> str:
    return f"{when.astimezone(zone_named(zone)):%-d %b %Y %H:%M}"


def tables_of(explore: Explore, names: Iterable[str]) -> frozenset[str]:
    """The warehouse tables that figures are of; all of the explore's where one is of none alone."""
    views = {getattr(explore.by_id.get(name), "view", "") for name in names}
    tables = {explore.views[view].table if view in explore.views else None for view in views}
    return explore.tables if None in tables else frozenset(table for table in tables if table)


def looked(
    watched: Watched, rule: Rule, *, now: datetime, pin: Pin, known: datetime | None = None, live: bool = True
) -> Observation:
    """One rule alone. What goes wrong is what it saw."""
    try:
        answer = ask(watched, [rule], now=now, pin=pin, known=known)
        return Sight(watched, answer, now=now, pin=pin).of(rule, live=live)
    except (SemanticError, BadRule) as error:
        return Observation(fault=str(error))
    except WarehouseError as error:
        return Observation(fault=told(error))
