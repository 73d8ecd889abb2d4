"""Which days a verdict rests on: those of the ad, and those of its siblings. PURE.

How likely it is that an ad costs too much is said of what it did lately (``stretch``). Whether that is evidence enough
for something that is looked at every day is said by all its days (``past``, ``looking``).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice

from alerts.playbook.evidence.days import Day

WEEK = 7  # days that are always looked at
ENOUGH = 10  # limits of spend, up to which one looks farther back
MOST = 60  # days that are looked at
LATELY = 28  # days that say what siblings do


def past(days: Iterable[Day]) -> list[Day]:
    """All that count: not over a day that was not received (but in the last week), and not more than ``MOST``.

    Takes every day since the ad began, the newest first; gives the oldest first.
    """
    found = list[Day]()
    for day in islice(days, MOST):
        if len(found) >= WEEK and not day.received:
            break
        found.append(day)
    return found[::-1]


def stretch(days: Iterable[Day], limit: float) -> list[Day]:
    """The last week, and as many of those days before it as hold ``ENOUGH`` limits of spend."""
    spent, found = 0.0, list[Day]()
    for day in reversed(past(days)):
        if len(found) >= WEEK and spent >= ENOUGH * limit:
            break
        spent += float(day.spend or 0) if day.received else 0
        found.append(day)
    return found[::-1]


def lately(days: Iterable[Day], today: date) -> list[Day]:
    """Of a sibling: the days of the last four weeks."""
    first = today - timedelta(LATELY)
    return [day for day in days if first <= day.day < today]
