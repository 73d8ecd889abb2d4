"""How much more spend decides it. PURE."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from alerts.playbook.evidence.record import Record
from alerts.playbook.evidence.standing import Bench, Standing

FARTHEST = 200  # limits of spend, beyond which "it will be decided" means nothing to anybody
_FINE = 0.05  # limits: as near as the answer is looked for


@dataclass(frozen=True, slots=True)
class Deciding:
    """More spend, in money, until there is a decision; None where there is none within ``FARTHEST`` limits.

    ``without_result``: until a pause, if not one more result comes. ``as_expected``: until a pause or an all-clear, if
    the ad goes on at the median of its likely costs; ``pauses`` says which. The campaign is taken to stand still.
    """

    without_result: float | None
    as_expected: float | None
    pauses: bool


def deciding(bench: Bench, now: Standing) -> Deciding:
    """Of an ad that stands so."""
    median = now.belief.median

    def silent(more: float) -> Standing:
        return bench.more(now, Record(0, more))

    def usual(more: float) -> Standing:
        return bench.more(now, Record(more / median, more))

    def decided(standing: Standing) -> bool:
        return not standing.missing or (not standing.early and standing.chance < bench.levels.watch)

    expected = _first(lambda more: decided(usual(more)), bench.limit)
    pauses = expected is not None and not usual(expected).missing
    return Deciding(_first(lambda more: not silent(more).missing, bench.limit), expected, pauses)


def _first(passed: Callable[[float], bool], limit: float) -> float | None:
    """The least spend that has ``passed``: doubled until it has, then halved in."""
    if passed(0):
        return 0.0
    low, high = 0.0, limit / 4
    while not passed(high):
        low, high = high, high * 2
        if high > FARTHEST * limit:
            return None
    while high - low > _FINE * limit:
        middle = (low + high) / 2
        low, high = (low, middle) if passed(middle) else (middle, high)
    return high
