"""Who orders when: first purchases, then cohorts that decay. PURE.

The share of a cohort that orders again falls from 14 % after one month to about 4 % (and 30 % ever do). People
differ: loyalty is gamma distributed, so the rate that gives a wanted share has a closed form.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cdp.demo.clock import DAY, HOUR, MINUTE, Ints, draw_days, moments, months_of, season
from cdp.demo.people import People
from cdp.demo.plan import MONTHS, Plan

SHAPE = 0.3  # of the gamma distribution of loyalty
GUESTS = 0.03


@dataclass(frozen=True)
class Orders:
    """Orders of the whole history by time: the person (-1: a guest), the shop and how many they had before."""

    who: Ints
    shop: Ints
    at: Ints
    rank: Ints

    def between(self, start: int, end: int) -> Orders:
        """The orders of a stretch of time."""
        cut = slice(*np.searchsorted(self.at, [start, end]))
        return Orders(self.who[cut], self.shop[cut], self.at[cut], self.rank[cut])


def returning(months: Ints | int) -> np.ndarray:
    """Share of first-time buyers who order again after that many months (1, 2, …)."""
    return np.asarray(0.035 + 0.105 * np.asarray(months, dtype=float) ** -1.1)


def rate(months: Ints | int) -> np.ndarray:
    """Orders a month per unit of loyalty that make ``returning`` come true."""
    return np.asarray(SHAPE * ((1 - returning(months)) ** (-1 / SHAPE) - 1))


def make_orders(plan: Plan, people: People) -> Orders:
    """Every order of the history."""
    rng = plan.rng("buying")
    buyers, first_at = _first_purchases(plan, people, rng)
    again_who, again_at = _repeats(plan, people, rng, buyers, first_at)
    guests = round(plan.orders * GUESTS)
    guest_at = moments(rng, draw_days(rng, plan.first_day, plan.end_day, guests))
    who = np.concatenate([buyers, again_who, np.full(guests, -1)])
    at = np.concatenate([first_at, again_at, guest_at])
    shop = np.concatenate([people.shop[buyers], people.shop[again_who], rng.choice(3, guests, p=(0.6, 0.2, 0.2))])
    keep = (at >= plan.first_day * DAY) & (at < plan.end_day * DAY)
    order = np.argsort(at[keep], kind="stable")
    who, at, shop = who[keep][order], at[keep][order], shop[keep][order]
    return Orders(who, shop, at, _ranks(who))


def _first_purchases(plan: Plan, people: People, rng: np.random.Generator) -> tuple[Ints, Ints]:
    """Most buy on the day they come, some weeks later, many never."""
    ages = np.arange(1, MONTHS)
    repeats = np.mean([rate(ages[:age]).sum() for age in range(MONTHS)])
    wanted = plan.orders * (1 - GUESTS) / (1 + repeats)
    new = people.created >= plan.first_day * DAY
    chance = np.where(new, min(0.95, wanted / max(1, new.sum()) * 1.04), 0.0)
    buyers = np.flatnonzero(rng.random(len(people)) < chance)
    same_day = rng.random(len(buyers)) < 0.72
    wait = np.where(same_day, rng.integers(2 * MINUTE, HOUR, len(buyers)), rng.exponential(25 * DAY, len(buyers)))
    at = people.created[buyers] + wait.astype(np.int64)
    inside = at < plan.end_day * DAY
    return buyers[inside], at[inside]


def _repeats(plan: Plan, people: People, rng: np.random.Generator, buyers: Ints, first_at: Ints) -> tuple[Ints, Ints]:
    """Month by month, everyone who bought before that month may come back in it."""
    first_month = months_of(first_at // DAY)
    found_who, found_at = [buyers[:0]], [first_at[:0]]
    for start, end in pairwise(plan.month_starts):
        month = int(months_of(np.array([start]))[0])
        age = month - first_month
        old = np.flatnonzero(age > 0)
        busy = float(season(np.arange(start, end)).mean()) ** 0.5
        expected = people.loyalty[buyers[old]] * rate(age[old]) * busy * min(1.0, (end - start) / 30)
        repeated = np.repeat(buyers[old], rng.poisson(expected))
        found_who.append(repeated)
        found_at.append(moments(rng, draw_days(rng, start, end, len(repeated))))
    return np.concatenate(found_who), np.concatenate(found_at)


def _ranks(who: Ints) -> Ints:
    """How many earlier orders the same person had; orders are in the order of time."""
    by_person = np.argsort(who, kind="stable")
    sorted_who = who[by_person]
    starts = np.flatnonzero(np.r_[True, sorted_who[1:] != sorted_who[:-1]])
    lengths = np.diff(np.r_[starts, len(sorted_who)])
    rank = np.empty(len(who), dtype=np.int64)
    rank[by_person] = np.arange(len(who)) - np.repeat(starts, lengths)
    return rank
