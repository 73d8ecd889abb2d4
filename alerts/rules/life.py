"""The life of an alert: (state, what a check saw, now) → (state, what to tell). PURE.

The live check and the backtest call ``step`` and nothing else, so that what was tried is what runs. Acts of people are
here too; they tell nobody anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alerts.rules import memory
from alerts.rules.deciding import Check, Stepped, asleep, decided
from alerts.rules.judging import Judged, Verdict, judged
from alerts.rules.reading import Observation
from alerts.rules.rule import SERIES, Rule
from alerts.rules.state import BLIND, Effect, Phase, Policy, State, What
from alerts.rules.telling import released


def step(rule: Rule, policy: Policy, state: State, seen: Observation, now: datetime) -> Stepped:
    """One check. What is told in quiet hours comes out of a later step, or of ``telling.released``."""
    return stepped(policy, state, seen, now, Rows(rule, rows_of(rule, state, seen)))


@dataclass(frozen=True)
class Rows:
    """The rows of a check, judged by its rule."""

    rule: Rule
    judged: Sequence[Judged]


def rows_of(rule: Rule, state: State, seen: Observation) -> list[Judged]:
    """Every row that the rule looks at, judged; none where nothing can be judged."""
    if seen.fault or seen.late:
        return []
    return memory.with_streaks(rule, judged(rule, seen, state.figures), state)


def stepped(policy: Policy, state: State, seen: Observation, now: datetime, rows: Rows) -> Stepped:
    """``step``, for who has the rows judged already."""
    if seen.fault:
        after, effects = _blind(state, Phase.ERROR, What.BROKE, seen.fault, now)
    elif seen.late:
        after, effects = replace(state, late=seen.late), ()
    else:
        after, effects = _looked(policy, replace(state, late=""), now, rows)
    return released(replace(after, held=(*after.held, *effects)), policy, now)


def acknowledge(state: State, now: datetime) -> State:
    """Somebody looks after it. Only what fires can be acknowledged; else nothing changes."""
    if state.standing != Phase.FIRING:
        return state
    if state.phase in BLIND:
        return replace(state, resting=Phase.ACKNOWLEDGED)
    return replace(state, phase=Phase.ACKNOWLEDGED, since=now)


def snooze(state: State, until: datetime, now: datetime) -> State:
    """Not a word until that moment, whatever happens; what waited for the end of quiet hours is dropped."""
    return replace(state, phase=Phase.SNOOZED, resting=Phase.OK, since=now, snoozed_until=until, held=())


def wake(state: State, now: datetime) -> State:
    """The end of a snooze before its time: the next check tells what is in breach."""
    return replace(state, snoozed_until=now) if state.phase == Phase.SNOOZED else state


def _looked(policy: Policy, state: State, now: datetime, rows: Rows) -> Stepped:
    if _nothing(rows.judged):
        return _blind(state, Phase.NO_DATA, What.NO_DATA, "", now)
    back, mended = _mended(memory.remembered(rows.rule, state, rows.judged), now)
    if rows.rule.kind in SERIES and state.seen is None:  # the first check of a series knows nothing of what is new
        return back, mended
    after, effects = decided(Check(rows.rule, policy, now, rows.judged, state.seen or {}), back)
    return after, (*mended, *effects)


def _nothing(rows: Sequence[Judged]) -> bool:
    """Whether no row has any figure, and none was said to be too few."""
    return all(row.verdict == Verdict.UNKNOWN and not any(_given(row)) for row in rows)


def _given(row: Judged) -> Iterator[bool]:
    return (figure is not None for figure in row.reading.figures.values())


def _mended(state: State, now: datetime) -> Stepped:
    """Back from where nothing could be judged, as it stood before."""
    if state.phase not in BLIND:
        return state, ()
    told = (Effect(What.MENDED, now),) if state.phase == Phase.ERROR else ()
    return replace(state, phase=state.resting, resting=Phase.OK), told


def _blind(state: State, phase: Phase, what: What, said: str, now: datetime) -> Stepped:
    """Nothing could be judged: told once, and all that was known stays known. A snooze goes on."""
    if state.phase == phase or asleep(state, now):
        return state, ()
    resting = state.standing if state.phase != Phase.SNOOZED else Phase.OK
    return replace(state, phase=phase, resting=resting, since=now), (Effect(what, now, said=said),)
