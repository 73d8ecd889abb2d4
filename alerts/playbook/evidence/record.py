"""What one ad did: results and the spend they came from. PURE."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True)
class Record:
    """``results`` that came from ``spend`` (money), both 0 or more; results may be fractions if a platform shares them.

    Where results are still coming in, ``spend`` is counted only by the share of its results that is known by now
    (``maturing.counted``): so the two belong together, and results are never blown up.
    """

    results: float
    spend: float

    def __post_init__(self) -> None:
        for name, value in (("results", self.results), ("spend", self.spend)):
            if not (isfinite(value) and value >= 0):
                raise ValueError(f"The {name} of a record must be a number of 0 or more, not {value}.")

    @property
    def cost(self) -> float | None:
        """Money per result; None without a result, as nothing is known then, not zero."""
        return self.spend / self.results if self.results else None

    def __add__(self, other: Record) -> Record:
        return Record(self.results + other.results, self.spend + other.spend)

    def thinned(self, clumping: float) -> Record:
        """What is left as evidence where results come ``clumping`` at a time: fewer of both, at the same cost."""
        return Record(self.results / clumping, self.spend / clumping)


NOTHING = Record(0, 0)


def together(ads: Sequence[Record]) -> Record:
    """All of them as one."""
    return Record(sum(ad.results for ad in ads), sum(ad.spend for ad in ads))


LEAST = 0.1  # of a usual cost: an ad that spent less says nothing, though a late result may still come to it


def running(ads: Iterable[Record], usual_cost: float) -> list[Record]:
    """Those that spent enough to say anything."""
    return [ad for ad in ads if ad.spend >= LEAST * usual_cost]


def limit_checked(limit: float) -> float:
    """The limit of money per result. Raises ValueError unless it is a number above 0."""
    if not (isfinite(limit) and limit > 0):
        raise ValueError(f"The limit for the cost per result must be a number above 0, not {limit}.")
    return limit
