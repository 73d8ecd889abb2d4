"""Two first-purchase months set side by side: which ones, and what their tiles ask.

A ``cohort_lines`` tile asks for all cohorts and draws two; a ``cohort_campaigns`` tile on the same page asks what the
returning customers of just these two had received. Which two, the page's filters ``cohort`` and ``beside`` say; where
they say nothing: the newest month with three whole months behind it, and the same month a year before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dashboards import filters
from dashboards.cohort_faces import cohort_rows
from explores.answer import Answer
from explores.charts.periods import as_period
from explores.semantic.errors import SemanticError
from explores.semantic.periods import period_of
from explores.semantic.query import Query
from explores.semantic.resolve import read_as

if TYPE_CHECKING:
    from dashboards.asking import Asked
    from dashboards.model import Tile

LINES, CAMPAIGNS = "cohort_lines", "cohort_campaigns"
CHOICES = ("cohort", "beside")  # the page's filters that choose
RETURNING = "contacts.repeat_customers"
HISTORY = 3  # whole months that a cohort should have behind it


@dataclass(frozen=True)
class Pair:
    """The two months, of all there are (newest first); ``returning``: customers of each who ordered again."""

    months: tuple[date, ...]
    known: tuple[tuple[date, int], ...] = ()
    returning: tuple[int, ...] = ()
    others: tuple[tuple[str, str], ...] = ()  # the rest of the page's address


def pair_of(answer: Answer, asked: Asked) -> Pair:
    """The two cohorts to show, from the answer of a ``cohort_lines`` tile. Raises SemanticError."""
    sizes = {month: int(size) for month, since, size in cohort_rows(answer, answer.fields[2]) if since == 0 and size}
    wanted = tuple(month_said(name, asked) for name in CHOICES)
    others = [each for each in filters.params_of(asked.dashboard, asked.values) if each[0] not in CHOICES]
    newest_first = tuple(sorted(sizes.items(), reverse=True))
    return Pair(months(sorted(sizes), wanted, asked.today), newest_first, (), tuple(others))


def months(known: Sequence[date], wanted: Sequence[date | None], today: date) -> tuple[date, ...]:
    """The chosen months; for what is not chosen the usual ones, as far as they are there. ``known`` is in order."""
    ripe = [month for month in known if _apart(month, today) > HISTORY]
    first = wanted[0] or next(reversed(ripe), next(iter(known), None))
    if first is None:
        return ()
    year_before = first.replace(year=max(first.year - 1, 1))
    earlier = [month for month in known if month != first]
    second = wanted[1] or (year_before if year_before in known else next(iter(earlier), None))
    return (first,) if second is None or second == first else (first, second)


def month_said(name: str, asked: Asked) -> date | None:
    """The month that a filter of the page names; None where it names none. Raises SemanticError."""
    text = asked.values.get(name, "")
    if not text:
        return None
    period = period_of(read_as("date", text, asked.setting).explain())
    if period is None:
        raise SemanticError(f"{text!r} is no month to compare; choose one such as 2026-07.")
    return period.start.date().replace(day=1)


def campaigns_of(tile: Tile, query: Query, asked: Asked) -> tuple[Query, Pair]:
    """The question of a ``cohort_campaigns`` tile, narrowed to the two cohorts. Raises SemanticError."""
    lines = next((each for each in asked.dashboard.tiles if each.vis == LINES), None)
    if lines is None:
        raise SemanticError(f"{tile.title} compares the cohorts of a tile {LINES!r}, and this page has none.")
    pair = pair_of(asked.ask(filters.narrowed(lines, asked.dashboard, asked.values)), asked)
    month = query.fields[1]
    either = ", ".join(f"{each:%Y-%m}" for each in pair.months) or "NULL"
    query = replace(query, filters=(*query.filters, (month, either)))
    everyone = Query(query.explore, (month, RETURNING), filters=_of_people(query), limit=None)
    found = {as_period(row[month], "month"): row[RETURNING] for row in asked.ask(everyone).rows}
    return query, replace(pair, returning=tuple(int(found.get(each) or 0) for each in pair.months))


def _of_people(query: Query) -> tuple[tuple[str, str], ...]:
    """The filters that narrow the customers; one on what they received would leave out those who received nothing."""
    received = query.fields[2].partition(".")[0]
    views = {received, query.fields[0].partition(".")[0]}
    return tuple((field, text) for field, text in query.filters if field.partition(".")[0] not in views)


def _apart(month: date, today: date) -> int:
    return (today.year - month.year) * 12 + today.month - month.month
