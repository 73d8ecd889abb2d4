"""What is believed of an ad's true cost per result, and what its own results make of that. PURE.

Results come as a Poisson process in spend, so a Gamma(shape = results, rate = spend) belief stays one when results
are seen. A belief is a weighted mixture of such parts: if an ad does not do as its campaign does, the part that
expected it loses weight by itself (robust priors; Schmidli and others, Biometrics 2014).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, isfinite, lgamma, log

from alerts.playbook.evidence.gamma import lower, upper
from alerts.playbook.evidence.record import Record, limit_checked

_NEAR = 1e-5  # of a cost: closer than any screen shows
_HALVES = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One gamma of a belief: as if ``results`` had been seen from ``spend``, with its weight in the mixture."""

    results: float
    spend: float
    weight: float = 1.0

    def __post_init__(self) -> None:
        for value in (self.results, self.spend, self.weight):
            if not (isfinite(value) and value > 0):
                raise ValueError(f"Results, spend and weight of a belief must be numbers above 0: {self}.")

    def after(self, seen: Record) -> tuple[float, float, float]:
        """Results and spend once ``seen`` is added, and the logarithm of how well this part foretold it."""
        results, spend = self.results + seen.results, self.spend + seen.spend
        foretold = self.results * log(self.spend) - lgamma(self.results) + lgamma(results) - results * log(spend)
        return results, spend, log(self.weight) + foretold


@dataclass(frozen=True, slots=True)
class Belief:
    """A mixture of parts; weights count only beside each other."""

    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("A belief needs at least one part.")

    def after(self, seen: Record) -> Belief:
        """The belief once ``seen`` is known. Seeing it in two halves comes to the same."""
        grown = [part.after(seen) for part in self.parts]
        best = max(said for _, _, said in grown)
        # A part that foretold it e^600 times worse is gone, but keeps a weight that is a number.
        return Belief(tuple(Part(results, spend, exp(max(said - best, -600))) for results, spend, said in grown))

    def chance_above(self, limit: float) -> float:
        """The probability that the true cost per result is above ``limit``."""
        rate = 1 / limit_checked(limit)
        return self._mean(lambda part: lower(part.results, part.spend * rate))

    def chance_below(self, cost: float) -> float:
        """The probability that the true cost is at most ``cost``, exact where it is tiny."""
        rate = 1 / limit_checked(cost)
        return self._mean(lambda part: upper(part.results, part.spend * rate))

    def quantile(self, share: float) -> float:
        """The cost below which the truth lies with probability ``share``. Raises ValueError unless 0 < share < 1."""
        if not 0 < share < 1:
            raise ValueError(f"A quantile is asked for a share between 0 and 1, not {share}.")
        low = high = max(part.spend / part.results for part in self.parts)
        while self.chance_below(low) > share:
            low /= 2
        while self.chance_below(high) < share:
            high *= 2
        return _meeting(lambda cost: self.chance_below(cost) >= share, low, high)

    @property
    def median(self) -> float:
        """As likely below as above."""
        return self.quantile(0.5)

    @property
    def likely_range(self) -> tuple[float, float]:
        """The 90 % range: one chance in twenty that the true cost is below it, one that it is above."""
        return self.quantile(0.05), self.quantile(0.95)

    def density(self, cost: float) -> float:
        """Probability per unit of money at ``cost``: the height of the curve."""
        rate = 1 / limit_checked(cost)
        return self._mean(lambda part: _gamma_density(part, rate) * rate * rate)

    def curve(self, low: float, high: float, points: int = 80) -> tuple[tuple[float, float], ...]:
        """``points`` pairs (cost, density) evenly from ``low`` to ``high`` money, both above 0."""
        if not (0 < low < high < inf and points >= 2):
            raise ValueError(f"A curve needs 0 < low < high and two points or more, not {low}, {high}, {points}.")
        costs = [low + (high - low) * step / (points - 1) for step in range(points)]
        return tuple((cost, self.density(cost)) for cost in costs)

    def _mean(self, of: Callable[[Part], float]) -> float:
        whole = sum(part.weight for part in self.parts)
        return sum(part.weight * of(part) for part in self.parts) / whole


def _gamma_density(part: Part, rate: float) -> float:
    said = part.results * log(part.spend) + (part.results - 1) * log(rate) - part.spend * rate - lgamma(part.results)
    return exp(said)


def _meeting(passed: Callable[[float], bool], low: float, high: float) -> float:
    """The lowest value between the two that has ``passed``, to within ``_NEAR`` of itself."""
    for _ in range(_HALVES):
        if high - low <= _NEAR * high:
            break
        middle = (low + high) / 2
        low, high = (low, middle) if passed(middle) else (middle, high)
    return high
