"""Words of Ads health that stand nowhere else: amounts, chips, days. PURE."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from alerts.playbook.figures import money

LABELS: Mapping[str, str] = {
    "weak_results.no_result": "No result",
    "weak_results.small_reach": "Reach",
    "weak_results.reach_falling": "Reach",
    "weak_results.cost_up": "Cost per result",
    "frequency.high": "Frequency",
    "ctr.low": "CTR",
    "ctr.fall": "CTR",
    "return_and_cost.roas": "ROAS",
    "return_and_cost.cost_per_result": "Cost per result",
    "return_and_cost.cpc": "CPC",
    "return_and_cost.pace": "Pace",
    "return_and_cost.hollow_clicks": "Hollow clicks",
    "quality_ranking.quality": "Quality",
    "quality_ranking.conversion": "Conversion ranking",
    "engagement.rate": "Engagement",
    "engagement.ranking": "Engagement ranking",
    "overlap.share": "Overlap",
    "sudden.impressions": "Impressions",
    "sudden.cpc": "CPC",
    "sudden.frequency": "Daily frequency",
    "sudden.ctr": "CTR",
    "sudden.roas": "ROAS",
    "unspent.share": "Budget spent",
    "negative.new": "Negative reactions",
}
"""What a test looks at, in a word or two. Keys: ``rule.check``."""


def amounts(currency: str) -> Callable[[float], str]:
    """How money is written: ``€84.00``."""
    return lambda amount: money(Decimal(repr(amount)), currency)


def chip(key: str, now: str) -> str:
    """A firing test in few words: ``ROAS 0.8``. A sudden change names its measure itself."""
    label = LABELS.get(key, "")
    return now if label and now.startswith(label) else f"{label} {now}".strip()


def days_words(wanted: int, missing: int, restated: int) -> str:
    """``7 of 7 days received, none restated. Today is left out.``"""
    again = f"{restated} restated lately" if restated else "none restated"
    return f"{wanted - missing} of {wanted} days received, {again}. Today is left out."
