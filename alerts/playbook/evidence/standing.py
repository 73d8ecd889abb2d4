"""Where an ad stands: its chances, its evidence, and which conditions of a pause hold. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from alerts.playbook.evidence.levels import Levels
from alerts.playbook.evidence.looking import NEW, OLD, Evidence, Heard, Said, evidence, hear, heard_of
from alerts.playbook.evidence.posterior import Belief, Part
from alerts.playbook.evidence.prior import WIDE, Prior, prior_of
from alerts.playbook.evidence.record import Record, limit_checked


class Missing(StrEnum):
    """A condition of a pause that does not hold."""

    SPEND = "spend"  # too little spent for any verdict
    CHANCE = "chance"  # the chance of being too expensive is below the level of a pause
    ALONE = "alone"  # the ad's own figures do not say it, only its campaign's
    LOOKS = "looks"  # not enough yet for something that is looked at every day


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one ad from one record: ``chance`` and ``belief`` hear the campaign, ``alone`` does not.
    ``said`` and ``evidence`` are of all its days, also of those before the record."""

    record: Record
    said: Said
    belief: Belief
    chance: float
    alone: float
    evidence: Evidence
    missing: tuple[Missing, ...]

    @property
    def early(self) -> bool:
        """Whether too little is spent for any verdict."""
        return Missing.SPEND in self.missing


@dataclass(frozen=True, slots=True)
class Bench:
    """What an ad is measured against, the same for each of its records: limit, campaign, levels."""

    limit: float
    siblings: Heard
    prior: Prior
    levels: Levels
    clumping: float

    def said(self, days: Iterable[Record], *, begun: bool = True) -> Said:
        """What its days say, the oldest first; ``begun``: the first of them is that of the ad."""
        said = NEW if begun else OLD
        for day in days:
            said = hear(said, day.thinned(self.clumping), self.limit)
        return said

    def more(self, now: Standing, day: Record) -> Standing:
        """Where it stands after that too."""
        return self.standing(now.record + day, hear(now.said, day.thinned(self.clumping), self.limit))

    def standing(self, record: Record, said: Said | None = None) -> Standing:
        """Where an ad with this record stands; ``said`` of all its days, if they are more than the record. What is
        concluded from it is thinned, the record is not."""
        said = self.said([record]) if said is None else said
        thin = record.thinned(self.clumping)
        belief = self.prior.belief.after(thin)
        chance = belief.chance_above(self.limit)
        alone = Belief((Part(WIDE, WIDE * self.limit),)).after(thin).chance_above(self.limit)
        found = evidence(said, self.siblings, self.limit)
        levels = self.levels
        holds = {
            Missing.SPEND: record.spend >= levels.first_spend * self.limit,
            Missing.CHANCE: chance >= levels.pause,
            Missing.ALONE: alone >= levels.alone,
            Missing.LOOKS: found.enough(levels.error),
        }
        missing = tuple(condition for condition, held in holds.items() if not held)
        return Standing(record, said, belief, chance, alone, found, missing)


def bench_of(
    limit: float, siblings: Sequence[Record], norm: float | None, levels: Levels, clumping: float = 1.0
) -> Bench:
    """``siblings`` are the *other* ads of the campaign; ``norm`` is the account's cost per result, None if unknown.

    ``clumping`` is the account's, see ``clumps``. Raises ValueError for what is no amount, or a clumping below 1.
    """
    if not 1 <= clumping < inf:
        raise ValueError(f"Results come one at a time or in clumps of more, not {clumping}.")
    thin = siblings if clumping == 1 else [sibling.thinned(clumping) for sibling in siblings]
    return Bench(limit_checked(limit), heard_of(thin, limit), prior_of(thin, norm or limit), levels, clumping)
