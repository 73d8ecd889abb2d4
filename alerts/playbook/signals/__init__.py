"""The ten signals: each a pure function (table, rule, today) → its tests, in the order of its rule. PURE."""

from collections.abc import Callable, Mapping
from datetime import date

from alerts.playbook.days import Table
from alerts.playbook.rules import Rule
from alerts.playbook.signals import (
    ctr,
    engagement,
    frequency,
    negative,
    overlap,
    quality_ranking,
    return_and_cost,
    sudden,
    unspent,
    weak_results,
)
from alerts.playbook.verdict import Part

Look = Callable[[Table, Rule, date], list[Part]]

SIGNALS: Mapping[str, Look] = {
    "weak_results": weak_results.look,
    "frequency": frequency.look,
    "ctr": ctr.look,
    "return_and_cost": return_and_cost.look,
    "quality_ranking": quality_ranking.look,
    "engagement": engagement.look,
    "overlap": overlap.look,
    "sudden": sudden.look,
    "unspent": unspent.look,
    "negative": negative.look,
}
