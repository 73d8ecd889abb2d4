"""The rows of the tables in ``docs/ad-evidence.md``: what is simulated, by the words that stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from alerts.playbook.evidence.levels import Levels
from alerts.playbook.evidence.looking import FINE
from alerts.playbook.evidence.presets import OF_PRESET
from tests.alerts.playbook.evidence.simulation import Costs, Design, fixed, shared, spend_when_paused

DEAR = 2.0
Campaign = Callable[[float], Costs | None]  # siblings of an ad that costs so much


def alike(spread: float, siblings: int = 9) -> Campaign:
    """A campaign around the ad."""
    return lambda cost: shared(cost, spread, siblings)


def alone(cost: float) -> None:
    """No siblings."""


def odd(cost: float) -> Costs:
    """All others are what the ad is not."""
    return fixed(*[DEAR if cost == FINE else FINE] * 9)


def halves(cost: float) -> Costs:
    """Half of the campaign fine, half of it too dear."""
    return fixed(*[FINE] * (4 if cost == FINE else 5), *[DEAR] * (5 if cost == FINE else 4))


USUAL = alike(0.20)


@dataclass(frozen=True)
class Row:
    """A campaign, and what differs from the usual design."""

    campaign: Campaign
    changes: Mapping[str, Any] = field(default_factory=dict)

    def of(self, cost: float, **changes: Any) -> Design:
        """Ads that cost so much."""
        return replace(Design(cost, self.campaign(cost)), **{**self.changes, **changes})

    def turned(self, **changes: Any) -> Design:
        """Ads that were fine, as their siblings are and stay, and cost too much from the first look on."""
        return replace(self.of(FINE, **changes), cost=DEAR, earlier=FINE)


def row(campaign: Campaign = USUAL, **changes: Any) -> Row:
    """A row with these changes."""
    return Row(campaign, changes)


OLD = {"ran": 100, "before": 100}
PROMISE: Mapping[str, Row] = {
    "as above, spread 20 %": row(),
    "spread 15 %": row(alike(0.15)),
    "spread 10 %": row(alike(0.10)),
    "spread 25 %": row(alike(0.25)),
    "spread 35 %": row(alike(0.35)),
    "spread 50 %": row(alike(0.50)),
    "all ten start on the same day, spread 20 %": row(before=0),
    "all ten start on the same day, spread 10 %": row(alike(0.10), before=0),
    "three ads, spread 20 %": row(alike(0.20, 2)),
    "five ads, spread 20 %": row(alike(0.20, 4)),
    "twenty ads, spread 20 %": row(alike(0.20, 19)),
    "each spends a quarter of a limit a day": row(daily=0.25),
    "each spends a limit a day": row(daily=1.0),
    "each spends three limits a day (one look before 6 ×)": row(daily=3.0),
    "the ad stands alone": row(alone),
    "alone, a quarter of a limit a day": row(alone, daily=0.25),
    "alone, a limit a day": row(alone, daily=1.0),
    "alone, three limits a day": row(alone, daily=3.0),
    "alone, six limits a day": row(alone, daily=6.0),
    "half of the campaign at 0.8 ×, half at 2 ×": row(halves),
    "the ad is the odd one: nine others at 2 ×, or at 0.8 ×": row(odd),
    "`alone` at 90 %, spread 20 %": row(levels=Levels(alone=0.90)),
    "`alone` at 90 %, the odd one": row(odd, levels=Levels(alone=0.90)),
    "strict, spread 20 %": row(levels=OF_PRESET["strict"]),
    "strict, alone": row(alone, levels=OF_PRESET["strict"]),
    "lenient, spread 20 %": row(levels=OF_PRESET["lenient"]),
    "lenient, alone": row(alone, levels=OF_PRESET["lenient"]),
}
OLDER: Mapping[str, Row] = {
    "spread 20 %": row(**OLD),
    "spread 35 %": row(alike(0.35), **OLD),
    "five ads, spread 20 %": row(alike(0.20, 4), **OLD),
    "a quarter of a limit a day": row(daily=0.25, **OLD),
    "a limit a day": row(daily=1.0, **OLD),
    "three limits a day": row(daily=3.0, **OLD),
    "alone": row(alone, **OLD),
    "alone, a quarter of a limit a day": row(alone, daily=0.25, **OLD),
    "alone, a limit a day": row(alone, daily=1.0, **OLD),
    "alone, three limits a day": row(alone, daily=3.0, **OLD),
    "alone, six limits a day": row(alone, daily=6.0, **OLD),
}
COSTS: Mapping[str, float] = {"the limit itself": 1.0, "1.25 ×": 1.25, "1.5 ×": 1.5, "3 ×": 3.0}
CLUMPS: Mapping[str, Row] = {
    "variance 1.5 × the mean, known": row(clumps=1.5, known_clumps=1.5),
    "1.5 × the mean, taken for single results": row(clumps=1.5),
    "variance 2 × the mean, known": row(clumps=2.0, known_clumps=2.0),
    "2 × the mean, taken for single results": row(clumps=2.0),
    "2 × the mean, the ad alone, known": row(alone, clumps=2.0, known_clumps=2.0),
    "2 × the mean, the ad alone, taken for single results": row(alone, clumps=2.0),
}


def ever(design: Design) -> float:
    """Share of ads that are ever paused."""
    return float(np.isfinite(spend_when_paused(design)).mean())


def before(spend: float, design: Design) -> float:
    """Share of ads that are paused before they have spent so many limits; of none where nobody looks before."""
    watched = replace(design, until=spend)
    return float((spend_when_paused(watched) < spend).mean()) if watched.looks else 0.0
