"""Results still coming in: how much of a day's final results is known after so many days. PURE.

The curve is learned from restatements of the account's own days, and used the way the likelihood wants it: a day whose
results are known by half counts half of its spend. Results are never blown up, so that the evidence stays exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from math import isfinite

HORIZON = 28  # days after which a day is taken as final
LEAST_DAYS = 14  # final days, and
LEAST_RESULTS = 50  # final results of days of which something was known at an age, below which it is not learned
SETTLED = 0.95  # share from which on a day is not called late any more
LEAVE_OUT = 3  # days that are left out where nothing could be learned


@dataclass(frozen=True, slots=True)
class Report:
    """The results of ``day`` as they were told ``age`` days after it, of one ad, or of whatever ``of`` names.

    None is "not told", never zero. Of several reports of one day and age the last in the sequence counts.
    """

    day: date
    age: int
    results: Decimal | float | None
    of: Hashable = None


def age_of(day: date, received_at: datetime, zone: tzinfo) -> int:
    """Days from ``day`` to the (aware) moment a figure came, by the clocks of the account's zone; at least 0."""
    if received_at.tzinfo is None:
        raise ValueError(f"{received_at} has no time zone, so the day it fell on is not known.")
    return max((received_at.astimezone(zone).date() - day).days, 0)


@dataclass(frozen=True, slots=True)
class Curve:
    """``shares[age]`` of a day's final results known; 1 beyond. ``learned`` from ``days`` final days, or a fallback.

    Never falls with age. The fallback knows nothing: it leaves the last ``LEAVE_OUT`` days out and trusts the others.
    """

    shares: tuple[float, ...]
    learned: bool
    days: int

    def share(self, age: int) -> float:
        """Share of the final results known at ``age`` days. Raises ValueError for a day that has not come."""
        if age < 0:
            raise ValueError(f"A day can't be judged {-age} days before it is there.")
        return self.shares[age] if age < len(self.shares) else 1.0


def fallback(days: int) -> Curve:
    """Of an account with too little history: ``days`` final ones."""
    return Curve((0.0,) * LEAVE_OUT, learned=False, days=days)


def learn(reports: Iterable[Report], today: date) -> Curve:
    """The curve of an account from its own reports; the fallback below LEAST_DAYS days or LEAST_RESULTS results.

    An age at which too little was known yet has the share 0: such days are left out, not guessed.
    """
    final = _final(reports, today)
    days = len({day for _, day in final})
    sums = [_at(age, list(final.values())) for age in range(HORIZON)]
    if days < LEAST_DAYS or sums[-1][1] < LEAST_RESULTS:
        return fallback(days)
    shares = _rising([(known / whole, whole) if whole >= LEAST_RESULTS else (0.0, 1.0) for known, whole in sums])
    return Curve(tuple(min(share, 1.0) for share in shares), learned=True, days=days)


def _final(reports: Iterable[Report], today: date) -> Mapping[tuple[Hashable, date], Mapping[int, float]]:
    """Results by age, of each ad and day that is old enough."""
    days: dict[tuple[Hashable, date], dict[int, float]] = defaultdict(dict)
    for report in reports:
        if report.results is not None and (today - report.day).days >= HORIZON:
            days[report.of, report.day][min(report.age, HORIZON)] = _checked(report)
    return days


def _checked(report: Report) -> float:
    if report.age < 0 or report.results is None or not (isfinite(report.results) and report.results >= 0):
        raise ValueError(f"The results of a day are 0 or more, and told after it: {report}.")
    return float(report.results)


def _at(age: int, days: Sequence[Mapping[int, float]]) -> tuple[float, float]:
    """Results known at ``age`` and in the end, over the days of which something was known by then."""
    known = whole = 0.0
    for day in days:
        told = [at for at in day if at <= age]
        if told:
            known += day[max(told)]
            whole += day[max(day)]
    return known, whole


def _rising(values: Sequence[tuple[float, float]]) -> list[float]:
    """The nearest series that never falls: neighbours that do are pooled by weight (pool adjacent violators)."""
    pools: list[tuple[float, float, int]] = []
    for value, weight in values:
        pool = (value, weight, 1)
        while pools and pools[-1][0] > pool[0]:
            before = pools.pop()
            both = before[1] + pool[1]
            pool = ((before[0] * before[1] + pool[0] * pool[1]) / both, both, before[2] + pool[2])
        pools.append(pool)
    return [value for value, _, count in pools for _ in range(count)]
