"""What a trial of the past looks like: the figures that were judged, and what became of each. PURE.

A figure stands as it was when a check first saw it; the last one of a check may have been judged again. Where rows are
told apart, the worst offenders are drawn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from alerts.rules.condition import Figure
from alerts.rules.judging import Judged, Verdict
from alerts.rules.life import rows_of
from alerts.rules.reading import Key, Observation
from alerts.rules.replay import Played, Tried
from alerts.rules.rule import SERIES, Rule
from alerts.rules.state import State, What
from alerts.telling.message import LOWEST_FIRST

MOST_LINES = 4  # of rows that are told apart


class Mark(StrEnum):
    """What became of one figure."""

    FIRES = "fires"
    BREACH = "breach"  # nobody is told: they know already, or it is not yet often enough in a row
    IGNORED = "ignored"  # it would be in breach, but there is too little of it to be judged
    FINE = "fine"


@dataclass(frozen=True)
class Point:
    """One figure. ``at``: its time as the question has it; outside a series the moment of the check, ISO in UTC."""

    at: str
    figure: Figure
    mark: Mark


@dataclass(frozen=True)
class Picture:
    """``lines`` are the points of each key that is drawn, by time, the worst key first. ``keys``: how many there are.
    ``in_breach``: periods of the one line in breach, of several lines checks at which something burned."""

    lines: Mapping[Key, tuple[Point, ...]]
    keys: int
    in_breach: int
    ignored: int


def picture_of(rule: Rule, tried: Tried) -> Picture:
    """Of a rule and what it would have done."""
    keys = _worst(rule, tried)
    lines = {key: tuple(_points(rule, tried.played, key)) for key in keys[:MOST_LINES]}
    marks = Counter(point.mark for points in lines.values() for point in points)
    burned = sum(bool(one.state.firing) for one in tried.played)
    in_breach = marks[Mark.FIRES] + marks[Mark.BREACH] if not rule.categories else burned
    return Picture(lines, len(keys), in_breach, marks[Mark.IGNORED])


def _worst(rule: Rule, tried: Tried) -> list[Key]:
    """Every key, those that fired most often first, then by the newest figure."""
    if not rule.categories:
        return [()]
    fired = Counter(row.reading.key for fire in tried.fires for row in fire.rows)
    newest = _newest(rule, tried.played)
    sign = 1 if rule.conditions[0].op in LOWEST_FIRST else -1

    def order(key: Key) -> tuple[object, ...]:
        figure = newest.get(key)
        return -fired[key], figure is None, sign * figure if figure is not None else 0, key

    return sorted({*fired, *newest}, key=order)


def _newest(rule: Rule, played: Sequence[Played]) -> dict[Key, Figure]:
    """The figure that each key had when it was last seen."""
    name = rule.conditions[0].field
    return {row.key: row.figures.get(name) for one in played for row in one.seen.readings}


def _points(rule: Rule, played: Sequence[Played], key: Key) -> list[Point]:
    """Those of one key, by time."""
    line = _Line(rule, key)
    before = State()
    for one in played:
        line.look(one, before)
        before = one.state
    return [line.found[at] for at in sorted(line.found)]


class _Line:
    """The points of one key, as check after check finds them."""

    def __init__(self, rule: Rule, key: Key) -> None:
        self.rule = rule
        self.key = key
        self.found: dict[str, Point] = {}
        self._past = ""  # what the first check of a series found there is no part of the time that was tried

    def look(self, one: Played, before: State) -> None:
        """One check more."""
        mine = replace(one.seen, readings=tuple(row for row in one.seen.readings if row.key == self.key))
        judged = [row for row in rows_of(self.rule, before, mine) if row.reading.key == self.key]
        if self.rule.kind in SERIES and before.seen is None:
            self._past = max((row.reading.at for row in judged), default="")
            return
        fired, free = self._fired(one), self._free(before, mine)
        for row in judged:
            at = row.reading.at or one.at.isoformat()
            if row.reading.at in fired or self._is_news(row.reading.at, at):
                figure = row.reading.figures.get(self.rule.conditions[0].field)
                self.found[at] = Point(at, figure, _mark(row, fired, free))

    def _fired(self, one: Played) -> set[str]:
        told = (effect for effect in one.effects if effect.what == What.FIRED)
        return {row.reading.at for effect in told for row in effect.rows if row.reading.key == self.key}

    def _free(self, before: State, seen: Observation) -> set[str]:
        """The times that would be in breach, were nothing too little."""
        if self.rule.volume is None:
            return set()
        rows = rows_of(replace(self.rule, volume=None), before, seen)
        return {row.reading.at for row in rows if row.verdict == Verdict.BREACH}

    def _is_news(self, time: str, at: str) -> bool:
        """Whether the figure is drawn as this check saw it: the first that did; of a day that is not over, the last."""
        if self.rule.kind in SERIES and time <= self._past:
            return False
        return at not in self.found or (self.rule.running and self.found[at].mark != Mark.FIRES)


def _mark(row: Judged, fired: set[str], free: set[str]) -> Mark:
    if row.reading.at in fired:
        return Mark.FIRES
    if row.verdict == Verdict.BREACH:
        return Mark.BREACH
    return Mark.IGNORED if row.verdict == Verdict.LOW_VOLUME and row.reading.at in free else Mark.FINE
