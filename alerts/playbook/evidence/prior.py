"""What is believed of an ad before its own results: what its campaign does. PURE.

Empirical Bayes: centre and spread come from the sibling ads of the campaign, the judged ad left out, so that it never
speaks twice. The strength is bounded by ``NEAREST`` however alike siblings look, and a wide part stays beside it
for an ad that is unlike its campaign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from alerts.playbook.evidence.posterior import Belief, Part
from alerts.playbook.evidence.record import Record, limit_checked, running, together

NEAREST = 0.20  # siblings are never taken to lie closer than this to their campaign's centre, as a share of it
FARTHEST = 1.0  # and never farther: beyond, the centre says next to nothing anyhow
FEWEST = 2  # siblings with spend, below which their spread can't be seen
WIDE = 2.0  # results' worth of weight of a belief that only knows the norm: 90 % range ⅖ to 5.6 times the norm
TRUST = 0.8  # weight of the campaign's part beside the wide one


class Origin(StrEnum):
    """Where a prior comes from, for the screen."""

    CAMPAIGN = "campaign"
    NORM = "norm"


@dataclass(frozen=True, slots=True)
class Prior:
    """The belief, and what it was made of: ``siblings`` ads with spend, all of them together, and their ``spread``."""

    belief: Belief
    origin: Origin
    siblings: int
    together: Record
    spread: float


def prior_of(siblings: Sequence[Record], norm: float) -> Prior:
    """The belief before the ad's own results.

    ``siblings`` are the *other* ads of its campaign; ``norm`` is the account's own cost per result, or the limit where
    the account has no results yet. Raises ValueError if ``norm`` is not a number above 0.
    """
    limit_checked(norm)
    heard = running(siblings, norm)
    all_ = together(heard)
    centre = (all_.results + WIDE) / (all_.spend + WIDE * norm)  # results per money, drawn to the norm
    if len(heard) < FEWEST:
        return Prior(_wide(1 / centre), Origin.NORM, len(heard), all_, FARTHEST)
    spread = spread_of(heard)
    results = 1 / (spread**2 * (1 + 1 / len(heard)) + 1 / (all_.results + WIDE))
    campaign = Part(results, results / centre, TRUST)
    wide = Part(WIDE, WIDE * norm, 1 - TRUST)
    return Prior(Belief((campaign, wide)), Origin.CAMPAIGN, len(heard), all_, spread)


def _wide(norm: float) -> Belief:
    return Belief((Part(WIDE, WIDE * norm),))


def spread_of(siblings: Sequence[Record]) -> float:
    """How far apart the true rates lie, as a share of their mean: method of moments, within the bounds.

    What chance alone would scatter is taken off. Takes two records or more, each with spend.
    """
    all_ = together(siblings)
    mean = max(all_.results, 1) / all_.spend
    seen = sum((each.results - mean * each.spend) ** 2 / each.spend for each in siblings)
    by_chance = (len(siblings) - 1) * mean
    weight = sum(each.spend * (1 - each.spend / all_.spend) for each in siblings)
    if not weight:  # one of them has spent all there is, so nothing can be said of the spread
        return FARTHEST
    square = max((seen - by_chance) / weight, 0) / mean / mean
    return min(max(sqrt(square), NEAREST), FARTHEST)
