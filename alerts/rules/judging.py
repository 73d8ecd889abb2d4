"""From readings to verdicts: which rows breach the rule, and how many in a row. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from alerts.rules.condition import Condition, Figure, Op, Usual, breached
from alerts.rules.reading import Key, Observation, Reading
from alerts.rules.rule import SERIES, Join, Kind, Rule
from alerts.rules.usual import usual


class Verdict(StrEnum):
    """What is said of one row."""

    BREACH = "breach"
    FINE = "fine"
    LOW_VOLUME = "low_volume"  # too little of it to be judged
    UNKNOWN = "unknown"  # no figure, or nothing to compare it with


UNJUDGED = frozenset({Verdict.LOW_VOLUME, Verdict.UNKNOWN})


NOTHING = Reading((), "", {})  # stands for the row that is not there, where that is what is watched


@dataclass(frozen=True)
class Judged:
    """A row with its verdict. ``streak``: how many breaches in a row end with it, itself among them; rows that are not
    judged neither count nor break it. ``usual``: what the first condition compared it with, of UNUSUAL."""

    reading: Reading
    verdict: Verdict
    streak: int
    before: Figure = None
    usual: Usual | None = None


def judged(rule: Rule, seen: Observation, last: Mapping[Key, Figure] | None = None) -> list[Judged]:
    """Every row of the observation that the rule looks at, judged; those of one key together, in their order.

    ``last``: of rules without times, the first condition's figure of the check before, by key.
    """
    if rule.kind in SERIES:
        return without_tail(rule, [one for rows in _by_key(_due(rule, seen)) for one in _series(rule, rows)])
    rows = seen.readings[:1] if rule.kind == Kind.SINGLE else seen.readings
    if not rows and rule.watches_silence:
        rows = (NOTHING,)
    return [_alone(rule, row, (last or {}).get(row.key)) for row in rows]


def without_tail(rule: Rule, rows: Sequence[Judged]) -> list[Judged]:
    """The rows of each key up to its last one with a figure: of the periods after it nothing came yet. Whether they
    are filled in hangs on what the running period has by now, so a verdict must not. A key without any stays."""
    if rule.watches_silence:
        return list(rows)
    return [row for _, mine in groupby(rows, key=lambda row: row.reading.key) for row in _to_last_figure([*mine])]


def _to_last_figure(rows: list[Judged]) -> list[Judged]:
    for end in range(len(rows), 0, -1):
        if any(figure is not None for figure in rows[end - 1].reading.figures.values()):
            return rows[:end]
    return rows


def _due(rule: Rule, seen: Observation) -> Iterator[Reading]:
    """The rows of times that may be judged, and, where silence is watched, the one that should be there and is not."""
    end = "" if rule.running else seen.complete
    rows = [row for row in seen.readings if row.at and (not end or row.at <= end)]
    yield from rows
    if rule.watches_silence and seen.expected and not any(row.at >= seen.expected for row in rows):
        keys = dict.fromkeys(row.key for row in rows) or {(): None}
        yield from (Reading(key, seen.expected, {}) for key in keys)


def _by_key(rows: Iterable[Reading]) -> Iterator[list[Reading]]:
    ordered = sorted(rows, key=lambda row: (row.key, row.at))
    for _, mine in groupby(ordered, key=lambda row: row.key):
        yield list(mine)


def _series(rule: Rule, rows: Sequence[Reading]) -> Iterator[Judged]:
    """The rows of one key, by time."""
    conditions = rule.conditions_of(rows[0].key)
    past: dict[str, list[tuple[str, Decimal]]] = {one.field: [] for one in conditions}
    streak, before = 0, dict[str, Figure]()
    for row in rows:
        found = {one.field: usual(past[one.field], row.at) for one in conditions if one.op == Op.UNUSUAL}
        verdict = _verdict(rule, conditions, row, before, found)
        streak = streak + 1 if verdict == Verdict.BREACH else 0 if verdict == Verdict.FINE else streak
        first = conditions[0].field
        shown = streak if verdict == Verdict.BREACH else 0
        yield Judged(row, verdict, shown, before.get(first), found.get(first))
        before = dict(row.figures)
        _remember(past, row, verdict)


def _remember(past: dict[str, list[tuple[str, Decimal]]], row: Reading, verdict: Verdict) -> None:
    """What is too little to be judged is too little to learn from."""
    for name, figures in past.items():
        figure = row.figures.get(name)
        if figure is not None and verdict != Verdict.LOW_VOLUME:
            figures.append((row.at, figure))


def _alone(rule: Rule, row: Reading, before: Figure) -> Judged:
    """A row without a time; how often it breached in a row is for the state to know."""
    conditions = rule.conditions_of(row.key)
    verdict = _verdict(rule, conditions, row, {conditions[0].field: before}, {})
    return Judged(row, verdict, 1 if verdict == Verdict.BREACH else 0, before)


def _verdict(
    rule: Rule,
    conditions: Sequence[Condition],
    row: Reading,
    before: Mapping[str, Figure],
    found: Mapping[str, Usual | None],
) -> Verdict:
    if not _enough(rule, row):
        return Verdict.LOW_VOLUME
    given = ((one, row.figures.get(one.field), before.get(one.field), found.get(one.field)) for one in conditions)
    return _joined([breached(*each) for each in given], rule.join)


def _enough(rule: Rule, row: Reading) -> bool:
    if rule.volume is None:
        return True
    figure = row.figures.get(rule.volume.field)
    return rule.watches_silence if figure is None else figure >= rule.volume.least


def _joined(said: Sequence[bool | None], join: Join) -> Verdict:
    """With what can't be said taken as either: one breach is enough for OR, one fine figure is enough against AND."""
    decides = join == Join.ANY
    if decides in said:
        return Verdict.BREACH if decides else Verdict.FINE
    if None in said:
        return Verdict.UNKNOWN
    return Verdict.FINE if decides else Verdict.BREACH
