"""How often other thresholds of a rule would have fired, on the same checks. PURE.

Where rows are told apart by something, most of them never come near a threshold. What never breaches it neither fires
nor recovers, so only the rows of what does are replayed, beside one that stands for the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from alerts.rules.condition import breached
from alerts.rules.nearby import DOWNWARD, UPWARD
from alerts.rules.reading import Key, Observation, Reading
from alerts.rules.replay import replay
from alerts.rules.rule import CATEGORIES, Join, Rule
from alerts.rules.state import Policy

Checks = Sequence[tuple[datetime, Observation]]


def counts(rule: Rule, policy: Policy, checks: Checks, values: Iterable[Decimal]) -> tuple[tuple[Decimal, int], ...]:
    """Each of these thresholds of the first condition, with the messages that would have come."""
    farthest = _farthest(rule, checks) if _narrows(rule) else None
    found = ((value, rule.at_threshold(value)) for value in values)
    return tuple((value, replay(one, policy, _with(one, checks, farthest)).count) for value, one in found)


def _narrows(rule: Rule) -> bool:
    """Whether only a figure beyond the first threshold can be a breach."""
    first, *others = rule.conditions
    alone = not others or rule.join == Join.ALL
    return rule.kind in CATEGORIES and first.op in UPWARD | DOWNWARD and alone and not rule.watches_silence


def _farthest(rule: Rule, checks: Checks) -> Mapping[Key, Decimal]:
    """The figure of each key that comes nearest to a breach, or lies farthest in it."""
    first = rule.conditions[0]
    found: dict[Key, Decimal] = {}
    worst = max if first.op in UPWARD else min
    for row in _rows(checks):
        figure = row.figures.get(first.field)
        if figure is not None:
            found[row.key] = worst(found.get(row.key, figure), figure)
    return found


def _rows(checks: Checks) -> Iterator[Reading]:
    return (row for _, seen in checks for row in seen.readings)


def _with(rule: Rule, checks: Checks, farthest: Mapping[Key, Decimal] | None) -> Checks:
    """The checks with the rows that matter to this threshold alone."""
    if farthest is None:
        return checks
    keys = {key for key, figure in farthest.items() if breached(rule.conditions_of(key)[0], figure)}
    return [(at, replace(seen, readings=_kept(seen.readings, keys, rule.conditions[0].field))) for at, seen in checks]


def _kept(rows: Sequence[Reading], keys: Set[Key], field: str) -> Sequence[Reading]:
    """Those of the keys, in their order, and one of the others, with a figure if any has one: that there was something
    is seen."""
    whole = tuple(rows)
    rest = [row for row in whole if row.key not in keys]
    told = [row for row in rest if any(figure is not None for figure in row.figures.values())] or rest
    other = next((row for row in told if row.figures.get(field) is not None), told[0] if told else None)
    return tuple(row for row in whole if row is other or row.key in keys)
