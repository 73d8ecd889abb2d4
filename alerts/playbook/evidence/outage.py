"""When it is not the ads: late data, a silent platform, a broken tag. PURE.

Looks at the days of a whole ad account. There is at most one incident, the first cause in the order of ``Cause``; it
holds every pause rule of the account, and is told once instead of once per ad.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from math import log
from statistics import median

USUAL_DAYS = 28  # before the days in question, that say what is usual
LEAST_USUAL = 7  # of them, below which nothing is called unusual
LOOKED_AT = 7  # last days that must all be there
SILENT = 0.10  # of the usual impressions or less: the platform does not deliver or does not report
NORMAL = 0.50  # of the usual clicks or more: people do come
CHANCE = 0.001  # that results stay away for no reason, below which the tag is taken for broken


class Cause(StrEnum):
    """What is at fault, in the order in which it is looked for."""

    LATE = "late data"
    SILENCE = "platform silent"
    TAG = "broken tag"


@dataclass(frozen=True, slots=True)
class AccountDay:
    """A day over all ads of one account. None is "not received", never zero."""

    day: date
    impressions: int | None
    clicks: int | None
    results: Decimal | float | None

    @property
    def received(self) -> bool:
        """Whether all of its figures are there."""
        return None not in (self.impressions, self.clicks, self.results)


@dataclass(frozen=True, slots=True)
class Incident:
    """One fault of an account, ``since`` a day. ``expected`` results would have come in that time (broken tag only)."""

    cause: Cause
    since: date
    expected: float | None = None


def incident(days: Sequence[AccountDay], through: date) -> Incident | None:
    """The fault of an account whose days should be complete ``through`` a day; None if all is well.

    For accounts with active ads: one that was stopped by hand looks like a silent platform, for two weeks. An account
    that is younger than LEAST_USUAL days has no usual: there only late data is seen. Days may come in any order.
    Raises ValueError for a day that comes twice.
    """
    table = {day.day: day for day in days}
    if len(table) < len(days):
        raise ValueError("A day of an account comes twice: sum the rows of a day first.")
    return _late(table, through) or _silent(table, through) or _broken_tag(table, through)


def _late(table: dict[date, AccountDay], through: date) -> Incident | None:
    """A day that should be there and is not; days before the account's first are not missed."""
    if not table:
        return Incident(Cause.LATE, through)
    start = max(min(table), through - timedelta(LOOKED_AT - 1))
    expected = [start + timedelta(step) for step in range((through - start).days + 1)]
    missed = [day for day in expected if day not in table or not table[day].received]
    return Incident(Cause.LATE, missed[0]) if missed else None


def _silent(table: dict[date, AccountDay], through: date) -> Incident | None:
    """Hardly any impressions where there usually are."""
    usual = _usual(table, through)
    if usual is None or not usual.impressions:
        return None
    most = SILENT * usual.impressions
    quiet = _last_days(table, through, lambda day: (day.impressions or 0) <= most)
    return Incident(Cause.SILENCE, quiet[-1].day) if quiet else None


def _broken_tag(table: dict[date, AccountDay], through: date) -> Incident | None:
    """Clicks as usual and not one result anywhere, for so many clicks that it can't be chance."""
    empty = _last_days(table, through, lambda day: not day.results)
    usual = _usual(table, empty[-1].day) if empty else None
    if usual is None:
        return None
    clicks = sum(day.clicks or 0 for day in empty)
    expected = usual.results_per_click * clicks
    normal = clicks >= NORMAL * usual.clicks * len(empty)
    return Incident(Cause.TAG, empty[-1].day, expected) if normal and expected >= -log(CHANCE) else None


def _last_days(table: dict[date, AccountDay], through: date, holds: Callable[[AccountDay], bool]) -> list[AccountDay]:
    """The unbroken run of received days up to ``through`` for which it holds, the newest first."""
    found: list[AccountDay] = []
    while (day := table.get(through - timedelta(len(found)))) and day.received and holds(day):
        found.append(day)
    return found


@dataclass(frozen=True, slots=True)
class _Usual:
    """A usual day of the account."""

    impressions: float
    clicks: float
    results_per_click: float


def _usual(table: dict[date, AccountDay], before: date) -> _Usual | None:
    """Of the received days in the USUAL_DAYS before a day; None below LEAST_USUAL of them."""
    known = [table.get(before - timedelta(back)) for back in range(1, USUAL_DAYS + 1)]
    days = [day for day in known if day and day.received]
    if len(days) < LEAST_USUAL:
        return None
    clicks = sum(day.clicks or 0 for day in days)
    return _Usual(
        impressions=median(day.impressions or 0 for day in days),
        clicks=median(day.clicks or 0 for day in days),
        results_per_click=sum(float(day.results or 0) for day in days) / clicks if clicks else 0.0,
    )
