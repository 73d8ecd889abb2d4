"""Simulated campaigns, and the product's own rule run over them day by day.

Everything is counted in limits: the limit is 1, spend is in limits. Which days a look counts is asked of the product
(``past``, ``stretch``, ``lately``), each pause is decided by its ``Bench.standing``. Arrays only draw chance and screen
out looks at which it can't pause.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from alerts.playbook.evidence.days import Day
from alerts.playbook.evidence.levels import BALANCED, Levels
from alerts.playbook.evidence.record import Record
from alerts.playbook.evidence.standing import Missing, bench_of
from alerts.playbook.evidence.stretch import lately, past, stretch
from tests.alerts.playbook.evidence import strength
from tests.alerts.playbook.evidence.strength import Floats, alone_chance, joint_strength, plain

Costs = Callable[[np.random.Generator, int], Floats]  # true costs of the siblings: (campaigns, siblings)
LOOKS = 60
TODAY = date(2026, 3, 31)
AT_ONCE = 1_000  # ads, so that memory holds the days of their siblings
NEARLY = 1 - 1e-9  # arrays may round otherwise than the product; it has the last word


@dataclass(frozen=True)
class Design:
    """One judged ad per campaign, its true ``cost``, its siblings' costs, spend a day of each, days they ran before."""

    cost: float | Floats  # one for all, or one for each ad
    siblings: Costs | None
    daily: float = 0.5
    before: int = 30  # days that the siblings ran before the first look
    ran: int = 0  # days that the judged ad did
    earlier: float | None = None  # its true cost in those days; None: the same
    ads: int = 10_000
    levels: Levels = BALANCED
    until: float = np.inf  # spend at which the watch ends
    clumps: float = 1.0  # variance of a day's results as a multiple of their mean
    known_clumps: float = 1.0  # what the rule is told of it

    @property
    def looks(self) -> int:
        """How often one looks."""
        return sum(look * self.daily < self.until for look in range(1, LOOKS + 1))


def shared(cost: float, spread: float, siblings: int = 9) -> Costs:
    """The campaign's centre lies ``spread`` (of a lognormal) off the judged ad, each sibling as far off the centre."""

    def draw(chance: np.random.Generator, ads: int) -> Floats:
        centre = spread * chance.standard_normal((ads, 1))
        return np.asarray(cost * np.exp(centre + spread * chance.standard_normal((ads, siblings))))

    return draw


def fixed(*costs: float) -> Costs:
    """The same costs in each campaign."""
    return lambda chance, ads: np.tile(np.array(costs), (ads, 1))


def given(costs: Floats) -> Costs:
    """These costs: a row for each campaign."""
    return lambda *_: costs


def account(spread: float, apart: float, ads: int = 10_000, seed: int = 5) -> Design:
    """One ad of each of many campaigns of ten: centres ``apart`` (of a lognormal) around the limit, ads around them."""
    chance = np.random.default_rng(seed)
    centres = apart * chance.standard_normal((ads, 1))
    costs = np.exp(centres + spread * chance.standard_normal((ads, 10)))
    return Design(costs[:, 0], given(costs[:, 1:]), ads=ads)


def spend_when_paused(design: Design, seed: int = 0) -> Floats:
    """Of each judged ad, spend since the first look; infinite where it never is."""
    chance = np.random.default_rng(seed)
    return np.concatenate([_paused(part, chance) for part in _parts(design, chance)])


def _parts(design: Design, chance: np.random.Generator) -> Iterator[Design]:
    costs = np.broadcast_to(np.reshape(design.cost, -1), (design.ads,))
    siblings = design.siblings(chance, design.ads) if design.siblings else np.zeros((design.ads, 0))
    for first in range(0, design.ads, AT_ONCE):
        part = slice(first, first + AT_ONCE)
        yield replace(design, cost=costs[part], siblings=given(siblings[part]), ads=len(costs[part]))


@dataclass(frozen=True)
class Seen:
    """What each look counts, looks last: results of the judged ads, of their siblings, and what each of these spent.
    ``days``: those of the judged ads one by one, also from before the first look; ``past``: how many of them count."""

    days: Floats
    past: Sequence[int]
    own: Floats
    spend: Floats
    siblings: Floats
    each: Floats

    def record(self, ad: int, look: int) -> Record:
        """Of an ad."""
        return Record(float(self.own[ad, look]), float(self.spend[look]))

    def beside(self, ad: int, look: int) -> list[Record]:
        """Those of its siblings."""
        return [Record(float(results), float(self.each[look])) for results in self.siblings[ad, :, look]]


def _paused(design: Design, chance: np.random.Generator) -> Floats:
    seen = _seen(design, chance)
    asked, paused = _worth_asking(design, seen), np.full(design.ads, np.inf)
    for ad in np.flatnonzero(asked.any(axis=1)):
        pauses = (look for look in np.flatnonzero(asked[ad]) if _pauses(design, seen, ad, look))
        paused[ad] = design.daily * (next(pauses, np.inf) + 1)
    return paused


def _pauses(design: Design, seen: Seen, ad: int, look: int) -> bool:
    bench = bench_of(1, seen.beside(ad, look), None, design.levels, design.known_clumps)
    record = seen.record(ad, look)
    if Missing.CHANCE in bench.standing(record).missing:  # whatever its days say of looks: no need to hear them
        return False
    ran, count = design.ran + look + 1, seen.past[look]
    days = [Record(float(results), design.daily) for results in seen.days[ad, ran - count : ran]]
    return not bench.standing(record, bench.said(days, begun=count == ran)).missing


def _worth_asking(design: Design, seen: Seen) -> Floats:
    """Looks at which three of the four conditions hold: (ads, looks). What all days say is no less than what those say
    that the product hears."""
    thin, count, levels = 1 / design.known_clumps, seen.siblings.shape[1], design.levels
    own, spend, pool, pooled = seen.own, seen.spend, seen.siblings.sum(axis=1), seen.each * count
    late = strength.lately(seen.days * thin, design.daily * thin)[:, design.ran :]
    said = plain(_within(seen.days, design.ran, seen.past) * thin, design.daily * np.array(seen.past) * thin)
    strong = joint_strength(late, said, pool * thin, pooled * thin, count) >= NEARLY / levels.error
    alone = alone_chance(own * thin, spend * thin) >= NEARLY * levels.alone
    return np.asarray(strong & alone & (spend >= levels.first_spend))


def _seen(design: Design, chance: np.random.Generator) -> Seen:
    own, beside = _own_days(design, chance), _sibling_days(design, chance)
    looks = range(1, design.looks + 1)
    counted = [len(stretch(_backwards(design, design.ran + look), 1)) for look in looks]
    recent = [len(lately(_backwards(design, design.before + look), TODAY)) for look in looks]
    return Seen(
        days=own,
        past=[len(past(_backwards(design, design.ran + look))) for look in looks],
        own=_within(own, design.ran, counted),
        spend=design.daily * np.array(counted),
        siblings=_within(beside, design.before, recent),
        each=design.daily * np.array(recent),
    )


def _backwards(design: Design, days: int) -> list[Day]:
    """So many days of one ad, the newest first; what it spent says which of them count."""
    return [Day(TODAY - timedelta(back), design.daily, 0) for back in range(1, days + 1)]


def _own_days(design: Design, chance: np.random.Generator) -> Floats:
    """Results by day: (ads, days before the looks and days of looks)."""
    now = np.reshape(design.cost, (-1, 1))
    then = now if design.earlier is None else np.full_like(now, design.earlier)
    costs = np.concatenate([np.repeat(then, design.ran, axis=1), np.repeat(now, design.looks, axis=1)], axis=1)
    return _drawn(chance, design.daily / costs, design.clumps)


def _sibling_days(design: Design, chance: np.random.Generator) -> Floats:
    """The same of siblings: (ads, siblings, days)."""
    assert design.siblings is not None
    rates = design.daily / design.siblings(chance, design.ads)[:, :, None]
    return _drawn(chance, np.broadcast_to(rates, (*rates.shape[:2], design.before + design.looks)), design.clumps)


def _within(results: Floats, before: int, lengths: Sequence[int]) -> Floats:
    """For each look the results of so many days up to it; days are the last axis."""
    so_far = np.concatenate([np.zeros((*results.shape[:-1], 1)), np.cumsum(results, axis=-1)], axis=-1)
    last = before + 1 + np.arange(len(lengths))
    return np.asarray(so_far[..., last] - so_far[..., last - np.array(lengths)])


def _drawn(chance: np.random.Generator, means: Floats, clumps: float) -> Floats:
    """Poisson counts, or of a gamma of rates where they come in clumps."""
    return chance.poisson(means if clumps == 1 else chance.gamma(means / (clumps - 1), clumps - 1))
