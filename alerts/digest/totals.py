"""What ads cost and brought in the last seven whole days against the seven before, for each currency and each kind of
result by itself. PURE.

Days are those that the page is judged on. A day that is late makes its ad account no part of a total, and is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alerts.health.facts import DAY, Key
from alerts.health.tables import NOTHING, Tables

WEEK = 7
UNTOLD = "not reported"  # the goal of what nobody counts results of


@dataclass(frozen=True)
class Sums:
    """None: a day does not say it, so nobody knows."""

    spend: Decimal | None = Decimal(0)
    results: Decimal | None = Decimal(0)

    @property
    def cost(self) -> Decimal | None:
        """Per result."""
        return self.spend / self.results if self.spend is not None and self.results else None

    def __add__(self, other: Sums) -> Sums:
        return Sums(_sum([self.spend, other.spend]), _sum([self.results, other.results]))


@dataclass(frozen=True)
class Weeks:
    """The last seven days and the seven before."""

    last: Sums = Sums()
    before: Sums = Sums()

    def __add__(self, other: Weeks) -> Weeks:
        return Weeks(self.last + other.last, self.before + other.before)


@dataclass(frozen=True)
class Account:
    """One ad account. ``by_goal``: what came of what aims at the same result; ``missing``: days of the two weeks whose
    report has not come; ``through``: the last of its days."""

    name: str
    currency: str
    through: date
    missing: tuple[date, ...]
    by_goal: dict[str, Weeks]


@dataclass(frozen=True)
class Total:
    """Of the ad accounts of one currency whose days have all come. ``through`` is None where theirs differ."""

    currency: str
    goal: str
    weeks: Weeks
    accounts: int
    through: date | None


def account(tables: Tables, holds: Callable[[Key], bool]) -> Account | None:
    """Of what ``holds``; None of an account in which nothing of it was reported in the days that are looked at."""
    tops = [key for key in tables.tops if tables.reported[key] and holds(key)]
    if not tops:
        return None
    through = tables.came.through
    last, before = _days(through), _days(through - WEEK * DAY)
    first = min(day for key in tables.reported for day in tables.reported[key])
    missing = tuple(day for day in (*before, *last) if day >= first and day not in tables.came.whole)
    found: dict[str, Weeks] = defaultdict(Weeks)
    for key in tops:
        weeks = Weeks(_sums(tables, key, last), _sums(tables, key, before))
        if weeks != Weeks():
            found[tables.goal(key) if _told(tables, key) else UNTOLD] += weeks
    return Account(tables.facts.name, tables.facts.currency, through, missing, dict(found))


def totals(accounts: Iterable[Account]) -> list[Total]:
    """In the order of what they cost."""
    whole = [each for each in accounts if not each.missing]
    found: dict[tuple[str, str], list[Account]] = defaultdict(list)
    for each in whole:
        for goal in each.by_goal:
            found[each.currency, goal].append(each)
    made = [_total(currency, goal, ours) for (currency, goal), ours in found.items()]
    return sorted(made, key=lambda each: (each.currency, -(each.weeks.last.spend or 0), each.goal))


def _total(currency: str, goal: str, ours: Sequence[Account]) -> Total:
    ends = {each.through for each in ours}
    weeks = sum((each.by_goal[goal] for each in ours), Weeks())
    return Total(currency, goal, weeks, len(ours), ends.pop() if len(ends) == 1 else None)


def _days(through: date) -> list[date]:
    return [through - back * DAY for back in range(WEEK - 1, -1, -1)]


def _sums(tables: Tables, key: Key, days: Iterable[date]) -> Sums:
    """A day without a report of it is one on which it was not shown."""
    reported = tables.reported.get(key, NOTHING)
    ran = [reported[day] for day in days if day in reported]
    return Sums(_sum([day.spend for day in ran]), _sum([day.results for day in ran]))


def _told(tables: Tables, key: Key) -> bool:
    """Whether it says results on any day."""
    return any(day.results is not None for day in tables.reported.get(key, NOTHING).values())


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    total = Decimal(0)
    for value in values:
        if value is None:
            return None
        total += value
    return total
