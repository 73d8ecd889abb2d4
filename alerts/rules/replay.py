"""A rule tried on the past: the function that runs it live, fed with one check after the other. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.rules.condition import Op
from alerts.rules.judging import Judged, Verdict, judged, without_tail
from alerts.rules.life import Rows, rows_of, stepped
from alerts.rules.reading import Key, Observation, Stretch
from alerts.rules.rule import Rule
from alerts.rules.state import Effect, Phase, Policy, State, What


@dataclass(frozen=True)
class Played:
    """One check of the past: when, what it saw, the state it left and what it would have told."""

    at: datetime
    seen: Observation
    state: State
    effects: tuple[Effect, ...]


@dataclass(frozen=True)
class Fire:
    """One message that would have come. ``rows``: what it named. ``back``: when all it named was fine again."""

    at: datetime
    rows: tuple[Judged, ...]
    back: datetime | None


@dataclass(frozen=True)
class Tried:
    """What a rule would have done."""

    played: tuple[Played, ...]
    fires: tuple[Fire, ...]

    @property
    def count(self) -> int:
        """How many messages would have come."""
        return len(self.fires)


def replay(rule: Rule, policy: Policy, checks: Iterable[tuple[datetime, Observation]]) -> Tried:
    """The life of an alert over these checks, oldest first, from its making on. Quiet hours and snoozes aside: they
    move messages, not verdicts, so that the count is of what happened."""
    played = tuple(_played(rule, replace(policy, quiet=None), checks))
    return Tried(played, tuple(_fires(played)))


def _played(rule: Rule, policy: Policy, checks: Iterable[tuple[datetime, Observation]]) -> Iterator[Played]:
    state, judging = State(), Judging(rule)
    for at, seen in checks:
        state, effects = stepped(policy, state, seen, at, Rows(rule, judging.rows(state, seen)))
        yield Played(at, seen, state, effects)


class Judging:
    """``life.rows_of`` of one check after the other. Where checks look at stretches of one past it is judged once: what
    is said of a row rests on few rows before it."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.remembers = bool(rule.categories) or any(one.op == Op.UNUSUAL for one in rule.conditions)
        self._whole: list[Judged] | None = None

    def rows(self, state: State, seen: Observation) -> list[Judged]:
        """Every row that the rule looks at, judged."""
        stretch = seen.readings
        if not isinstance(stretch, Stretch) or not stretch or seen.fault or seen.late:
            return rows_of(self.rule, state, seen)
        if self._whole is None:
            self._whole = judged(self.rule, Observation(stretch.past))
        place, last = self._holds_from(stretch.begin, self._whole), stretch[-1].at
        if place is None or place > stretch.end:
            return judged(self.rule, seen)
        head = judged(self.rule, Observation(stretch.past[stretch.begin : place]))
        return without_tail(self.rule, [*head, *(row for row in self._whole[place:] if row.reading.at <= last)])

    def _holds_from(self, begin: int, whole: Sequence[Judged]) -> int | None:
        """From which row on what is said of the whole past is said of a stretch that begins there: once a row with one
        before it is fine, none before that counts, but for what is usual. None: from none."""
        if begin == 0:
            return 0
        if self.remembers:
            return None
        later = range(begin + 1, len(whole))
        return next((place + 1 for place in later if whole[place].verdict == Verdict.FINE), None)


def _fires(played: Sequence[Played]) -> Iterator[Fire]:
    for place, one in enumerate(played):
        for effect in one.effects:
            if effect.what == What.FIRED:
                keys = frozenset(row.reading.key for row in effect.rows)
                yield Fire(one.at, effect.rows, _back(played[place:], keys))


def _back(played: Sequence[Played], keys: frozenset[Key]) -> datetime | None:
    """The first check from then on at which none of the keys burned."""
    return next((one.at for one in played if not keys & one.state.firing and one.state.phase != Phase.ERROR), None)
