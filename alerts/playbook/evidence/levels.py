"""From which figures on an ad is watched or paused. PURE."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import isfinite


@dataclass(frozen=True, slots=True)
class Levels:
    """What must hold; all shares between 0 and 1. Raises ValueError for levels that contradict each other.

    ``watch`` and ``pause`` are chances that the true cost is above the limit, the campaign heard. ``alone`` is the
    same chance from the ad's own figures only, which a pause needs too: three to one, whatever siblings do.
    ``error`` bounds how often an ad that is fine (0.8 × the limit) is ever paused. ``first_spend``, in limits, is
    what must be spent before there is a verdict: an ad that meets the limit has no result by then in 1 of 20 cases.
    """

    watch: float = 0.80
    pause: float = 0.95
    alone: float = 0.75
    error: float = 0.05
    first_spend: float = 3.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not isfinite(value) or value <= 0 or (value >= 1 and field.name != "first_spend"):
                allowed = "above 0" if field.name == "first_spend" else "between 0 and 1"
                raise ValueError(f"The level {field.name} must be a number {allowed}, not {value}.")
        if self.watch > self.pause:
            raise ValueError(f"An ad is watched before it is paused: {self.watch} is above {self.pause}.")


BALANCED = Levels()
