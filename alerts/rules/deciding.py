"""From judged rows to what fires, what is fine again, and the phase that follows. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from alerts.rules.judging import UNJUDGED, Judged, Verdict
from alerts.rules.reading import Key
from alerts.rules.rule import SERIES, Rule
from alerts.rules.state import Effect, Phase, Policy, State, What

Stepped = tuple[State, tuple[Effect, ...]]


@dataclass(frozen=True)
class Check:
    """One check: all rows judged, those of a key in their order, and the newest time of each key seen before it."""

    rule: Rule
    policy: Policy
    now: datetime
    rows: Sequence[Judged]
    seen: Mapping[Key, str]

    @cached_property
    def latest(self) -> dict[Key, Judged]:
        """The last row of each key that could be judged."""
        return _last(row for row in self.rows if row.verdict not in UNJUDGED)

    @cached_property
    def fresh(self) -> list[Judged]:
        """The rows that the check is about: of a series those not seen before, and the latest of each key again."""
        if self.rule.kind not in SERIES:
            return list(self.rows)
        last = _last(self.rows)
        return [row for row in self.rows if row is last[row.reading.key] or self.is_new(row)]

    def burning(self, before: frozenset[Key]) -> frozenset[Key]:
        """The keys whose last judged row is one breach too many; of those that burned before any breach is, and what
        nobody can judge burns on."""
        begun = {key for key, row in self.latest.items() if self.is_enough(row)}
        still = {key for key, row in self.latest.items() if row.verdict == Verdict.BREACH} | self.unsaid
        return frozenset(begun | (before & still))

    @cached_property
    def unsaid(self) -> frozenset[Key]:
        """The keys of whom nothing can be judged now."""
        return frozenset(row.reading.key for row in self.rows) - frozenset(self.latest)

    def is_new(self, row: Judged) -> bool:
        """Whether no check before saw it."""
        return self.rule.kind not in SERIES or row.reading.at > self.seen.get(row.reading.key, "")

    def is_enough(self, row: Judged) -> bool:
        """Whether it breaches often enough in a row."""
        return row.streak >= self.rule.in_a_row


def _last(rows: Iterable[Judged]) -> dict[Key, Judged]:
    return {row.reading.key: row for row in rows}


def asleep(state: State, now: datetime) -> bool:
    """Whether a snooze goes on."""
    return state.phase == Phase.SNOOZED and state.snoozed_until is not None and now < state.snoozed_until


def decided(check: Check, state: State) -> Stepped:
    """The state after the check, and what to tell."""
    firing = check.burning(state.firing)
    if asleep(state, check.now):
        return replace(state, firing=firing), ()
    if state.phase == Phase.SNOOZED:  # it ends: what is in breach now is news, what was fine again meanwhile is not
        state = replace(state, firing=frozenset(), snoozed_until=None)
    fired = _fired(check, state)
    effects = [*_told_fired(check, fired), *_told_back(check, state.firing - firing)]
    after = _at(state, _phase(check, state, firing, fired), check.now)
    told_at = check.now if fired else state.told_at if firing else None
    return _reminded(check, replace(after, firing=firing, told_at=told_at), effects)


def _fired(check: Check, state: State) -> list[Judged]:
    """News: rows of whom nobody was told and, where every breach is told, all that were not there before."""
    repeat = check.policy.repeat
    enough = [row for row in check.fresh if check.is_enough(row)]
    return [row for row in enough if row.reading.key not in state.firing or (repeat and check.is_new(row))]


def _told_fired(check: Check, fired: Sequence[Judged]) -> list[Effect]:
    return [Effect(What.FIRED, check.now, tuple(fired))] if fired else []


def _told_back(check: Check, back: frozenset[Key]) -> list[Effect]:
    if not back or not check.policy.recovery:
        return []
    rows = tuple(check.latest[key] for key in sorted(back) if key in check.latest)
    gone = tuple(key for key in sorted(back) if key not in check.latest)
    return [Effect(What.RECOVERED, check.now, rows, gone)]


def _phase(check: Check, state: State, firing: frozenset[Key], fired: Sequence[Judged]) -> Phase:
    if not firing:
        return Phase.PENDING if _pending(check, state) else Phase.OK
    news = any(row.reading.key in firing for row in fired)
    return Phase.ACKNOWLEDGED if state.phase == Phase.ACKNOWLEDGED and not news else Phase.FIRING


def _pending(check: Check, state: State) -> bool:
    """Whether a row is in breach, or was when it was last judged."""
    waiting = any(key in state.streaks for key in check.unsaid)
    return waiting or any(row.verdict == Verdict.BREACH for row in check.latest.values())


def _at(state: State, phase: Phase, now: datetime) -> State:
    return state if state.phase == phase else replace(state, phase=phase, since=now)


def _reminded(check: Check, state: State, effects: Sequence[Effect]) -> Stepped:
    every, told = check.policy.remind_every, state.told_at
    due = every is not None and told is not None and check.now - told >= every
    if effects or not due or state.phase != Phase.FIRING:
        return state, tuple(effects)
    rows = tuple(check.latest[key] for key in sorted(state.firing) if key in check.latest)
    return replace(state, told_at=check.now), (Effect(What.REMINDER, check.now, rows),)
