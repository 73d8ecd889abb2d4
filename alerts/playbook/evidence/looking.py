"""Evidence that may be looked at every day without wearing out. PURE.

A 95 % test that is asked anew each day is wrong far more often than 5 %. What is counted here are likelihood ratios
"too expensive" against "fine" (a cost of ``FINE`` × the limit). Under "fine", or any cheaper cost, each
is a test martingale: by Ville's inequality it *ever* reaches 1/error with at most that chance, however often it is
looked at and whenever one stops (Ville 1939; Robbins 1970; Ramdas and others 2023).

An ad that was good for months could then never be seen to turn. So its past speaks for it with 40 to one at most
(``CREDIT``; Page's cumulative sum, 1954): day by day what was said before is raised to that, then the day is heard.
That wears the promise out a little, and by how much is measured: ``docs/ad-evidence.md``. Beside its siblings, who
speak loudly, all of an ad's days are heard alike.

Two are averaged, which keeps that promise: one of the ad alone, and one that also hears its siblings. The latter
takes the siblings' joint rate to be spread around the ad's own as a gamma of ``prior.NEAREST``. Where siblings are
farther from the ad than that, its part of the promise is not proven; ``docs/ad-evidence.md`` has what was measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf, log

from alerts.playbook.evidence.prior import NEAREST
from alerts.playbook.evidence.record import Record, limit_checked, running, together

FINE = 0.8  # × the limit: what must hardly ever be paused; between it and the limit a pause is a small harm
TOO_DEAR = ((1.5, 0.25), (2.0, 0.50), (4.0, 0.25))  # costs in limits that are held against it, and their weights
CREDIT = log(40)  # the most that is ever said for an ad before its next day is heard
SHARED = 0.5  # weight of the evidence that hears siblings; the rest is the ad alone


@dataclass(frozen=True, slots=True)
class Evidence:
    """How many times likelier the results are if the ad is too expensive than if it is fine.

    ``alone`` from the ad itself, ``joint`` averaged with what its siblings add; 1 says nothing either way.
    """

    alone: float
    joint: float

    def enough(self, error: float) -> bool:
        """Whether a pause keeps to ``error``, the chance that a fine ad is ever paused."""
        return self.joint >= 1 / error


@dataclass(frozen=True, slots=True)
class Heard:
    """What an ad's siblings say together: how many spent enough to be heard, and all that these did."""

    ads: int
    pool: Record


def heard_of(siblings: Sequence[Record], limit: float) -> Heard:
    """The *other* ads of its campaign, added up once for all that is asked of an ad."""
    heard = running(siblings, limit_checked(limit))
    return Heard(len(heard), together(heard))


Ratios = tuple[float, ...]  # logarithms, for each cost of TOO_DEAR


@dataclass(frozen=True, slots=True)
class Said:
    """What days of an ad say: ``plain`` all alike, ``lately`` with a past that speaks for it by ``CREDIT`` at most."""

    plain: Ratios
    lately: Ratios


NONE: Ratios = (0.0,) * len(TOO_DEAR)
NEW = Said(NONE, NONE)  # of an ad that begins
OLD = Said(NONE, (-CREDIT,) * len(TOO_DEAR))  # of one whose beginning is not known: its past is as good as can be


def hear(said: Said, day: Record, limit: float) -> Said:
    """What is said of an ad once a day more of it is heard."""
    news = [_own(day, limit, cost) for cost, _ in TOO_DEAR]
    plain = tuple(before + each for before, each in zip(said.plain, news, strict=True))
    return Said(plain, tuple(max(before, -CREDIT) + each for before, each in zip(said.lately, news, strict=True)))


def evidence(said: Said, siblings: Sequence[Record] | Heard, limit: float) -> Evidence:
    """Of what is ``said`` of the ad by its days, and of the *other* ads of its campaign, against the limit (money per
    result)."""
    limit_checked(limit)
    alone = _mixed(said.lately)
    heard = siblings if isinstance(siblings, Heard) else heard_of(siblings, limit)
    if not heard.ads:
        return Evidence(alone, alone)
    sharpness = _sharpness(heard.ads)
    both = [
        own + _pooled(heard.pool, limit, cost, sharpness) for own, (cost, _) in zip(said.plain, TOO_DEAR, strict=True)
    ]
    return Evidence(alone, SHARED * _mixed(both) + (1 - SHARED) * alone)


def _own(own: Record, limit: float, cost: float) -> float:
    """Logarithm of the ratio of two Poisson likelihoods: at ``cost`` limits against at FINE limits."""
    dear, fine = 1 / cost, 1 / FINE  # results per limit of spend
    return own.results * log(dear / fine) + (fine - dear) * own.spend / limit


def _pooled(pool: Record, limit: float, cost: float, sharpness: float) -> float:
    """The same of the siblings together, whose own rate is a gamma around the ad's."""
    spend, dear, fine = pool.spend / limit, sharpness * cost, sharpness * FINE
    return sharpness * log(dear / fine) + (sharpness + pool.results) * log((fine + spend) / (dear + spend))


def _sharpness(siblings: int) -> float:
    """Shape of that gamma: the ad lies off the centre, and so does the mean of a few siblings."""
    return 1 / (NEAREST**2 * (1 + 1 / siblings))


def _mixed(said: Sequence[float]) -> float:
    if max(said) > 700:  # beyond what a float holds; more than certain
        return inf
    return sum(weight * exp(each) for each, (_, weight) in zip(said, TOO_DEAR, strict=True))
