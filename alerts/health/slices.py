"""Which rows of a day count, and what they come to. PURE.

One and the same day of an ad may be reported whole, by age and gender, and by country: each of these is the whole day
again. So one report counts: the rows that are not broken down, if there are any; else the breakdown that shows the
most. A blank keyword is no other breakdown, as clicks without a keyword stand beside those with one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from alerts.health.facts import Version
from alerts.playbook.days import LARGEST, AdDay

SLICES = ("age", "gender", "country", "region", "device", "placement", "keyword")
KEYWORD = 1 << SLICES.index("keyword")
MONEY = ("spend", "purchase_value")
SUMS = ("impressions", "clicks", "spend", "results", "purchases", "purchase_value", "engagements", "negative_feedback")
COUNTS = frozenset({"impressions", "clicks", "engagements", "negative_feedback"})
WORDS = ("quality_ranking", "engagement_ranking", "conversion_ranking")
Figure = int | Decimal


def counted(rows: Sequence[Version]) -> Sequence[Version]:
    """Those of the rows of one thing on one day that count."""
    if len(rows) == 1:
        return rows
    if whole := [row for row in rows if not row.slices]:
        return whole
    reports: dict[int, list[Version]] = defaultdict(list)
    for row in rows:
        reports[row.slices & ~KEYWORD].append(row)
    return max(reports.items(), key=lambda each: (_shown(each[1]), -each[0].bit_count(), -each[0]))[1]


def _shown(rows: Iterable[Version]) -> tuple[int, Decimal]:
    return sum(row.impressions or 0 for row in rows), sum((row.spend or Decimal(0) for row in rows), Decimal(0))


def day_of(day: date, rows: Sequence[Version], currency: str) -> AdDay:
    """The day as its rows have it. What no row says is not known; so is an amount in another currency, and a figure
    that can't be. People are never added up: reach is told by a single row that is the whole day, or not at all."""
    found = counted(rows)
    one = found[0] if len(found) == 1 and not found[0].slices else None
    said: dict[str, Figure | None] = {name: _sum(name, found, currency) for name in SUMS}
    words = {name: _agreed(getattr(row, name) for row in found) for name in WORDS}
    return AdDay(day, reach=_reach(one), **said, **words)  # type: ignore[arg-type]


def _reach(row: Version | None) -> int | None:
    return row.reach if row and row.reach is not None and 0 <= row.reach <= LARGEST else None


def _sum(name: str, rows: Sequence[Version], currency: str) -> Figure | None:
    """As explores add them up: over the rows that say it. One figure that can't be, and the sum is not known."""
    values = [value for row in rows if (value := getattr(row, name)) is not None]
    if name in MONEY and any(row.currency not in ("", currency) for row in rows):
        return None
    if not values or any(not 0 <= value <= LARGEST for value in values):
        return None
    total = sum(values) if len(values) > 1 else values[0]  # one and the same object: there are many
    if total > LARGEST:
        return None
    return int(total) if name in COUNTS else Decimal(total)


def _agreed(words: Iterable[str | None]) -> str | None:
    """The word that all rows say; of two nobody knows which holds."""
    said = {word for word in words if word}
    return said.pop() if len(said) == 1 else None


def together(day: date, parts: Sequence[AdDay]) -> AdDay:
    """What the parts of a thing come to on a day. A figure that a part does not say is not known, unless that part
    was not shown. Reach is told where a single part was: nobody else can have been reached."""
    ran = [part for part in parts if not _idle(part)] or parts
    said = {name: _whole([getattr(part, name) for part in ran]) for name in SUMS}
    return AdDay(day, reach=ran[0].reach if len(ran) == 1 else None, **said)  # type: ignore[arg-type]


def _idle(part: AdDay) -> bool:
    """Surely not shown: that nothing is known of it is not enough."""
    return (not part.spend and part.impressions == 0) or (part.impressions is None and part.spend == 0)


def _whole(values: Sequence[Figure | None]) -> Figure | None:
    known = [value for value in values if value is not None]
    total = sum(known)
    return total if len(known) == len(values) and total <= LARGEST else None
