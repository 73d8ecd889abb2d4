"""Whether results come one by one or in clumps, as when one buyer counts several times. PURE.

Clumps scatter more than chance does and would make the evidence look stronger than it is. The account's own days say by
how much (Pearson's statistic over its degrees of freedom); records are thinned by it before they are judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from alerts.playbook.evidence.record import NOTHING, Record

LEAST_DAYS = 100  # of all ads together, beyond one for each ad, and
LEAST_RESULTS = 50  # of all ads together, below which nothing can be seen and results count singly
MOST = 5.0


def clumping(ads: Iterable[Sequence[Record]]) -> float:
    """Variance of daily results as a multiple of their mean: from 1 (single results) to MOST.

    Takes the final days of each ad of an account. Days that are good or bad for all ads at once count as clumps too.
    """
    found = [_scatter(days) for days in ads]
    scatter, freedom, results = (sum(column) for column in zip(*found, strict=True)) if found else (0.0, 0.0, 0.0)
    if freedom < LEAST_DAYS or results < LEAST_RESULTS:
        return 1.0
    return min(max(scatter / freedom, 1.0), MOST)


def _scatter(days: Sequence[Record]) -> tuple[float, float, float]:
    """Pearson's statistic of one ad against a steady rate, its degrees of freedom, and the ad's results."""
    spent = [day for day in days if day.spend > 0]
    together = sum(spent, start=NOTHING)
    if not together.results:
        return 0.0, 0.0, 0.0
    rate = together.results / together.spend
    scatter = sum((day.results - rate * day.spend) ** 2 / (rate * day.spend) for day in spent)
    return scatter, len(spent) - 1.0, together.results
