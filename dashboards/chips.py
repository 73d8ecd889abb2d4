"""The page's filters as chips: what each says, and the addresses that change it. PURE."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from dashboards.controls import terms
from dashboards.filters import Values, params_of
from dashboards.model import Dashboard, Filter
from explores.filtering import operators

WITH_TODAY = ("last 7 days", "last 30 days", "last 90 days")  # as Looker's presets of these names
PERIODS = (
    "today", "yesterday", *WITH_TODAY, "7 days ago for 7 days", "30 days ago for 30 days", "90 days ago for 90 days",
    "this month", "last month", "3 months ago for 3 months", "12 months ago for 12 months",
    "24 months ago for 24 months", "this year", "this year to second", "last year",
)  # fmt: skip
MOST_NAMED = 5  # values on a chip; the others are counted
LINE = 150  # letters that fit in the line of filters
Params = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Choice:
    """One period to pick, and the address of the page with it picked."""

    label: str
    address: str
    chosen: bool
    value: str = ""  # the expression


@dataclass(frozen=True)
class Chip:
    """One filter of the page. ``others`` are the address's other parts, for the form that changes this one."""

    filter: Filter
    value: str
    words: str
    others: tuple[tuple[str, str], ...]
    without: str  # the address of the page with this filter at any; without it, where it was added
    periods: tuple[Choice, ...] = ()

    @property
    def set(self) -> bool:
        """Whether it narrows the page."""
        return bool(self.value.strip())

    @property
    def wanting(self) -> bool:
        """Whether the page waits for its value."""
        return self.filter.required and not self.set

    @property
    def id(self) -> str:
        """Its name as an id of the page can be written."""
        return id_of(self.filter)


def id_of(each: Filter) -> str:
    """A filter's name as an id of the page can be written."""
    return re.sub(r"[^A-Za-z0-9_]+", "-", each.name).strip("-")


def chips(dashboard: Dashboard, values: Values, rest: Params = ()) -> list[Chip]:
    """The filters that the page shows, in their order. ``rest`` is what else stands in its address."""
    return [chip(each, dashboard, values, rest) for each in dashboard.filters if not each.hidden]


def chip(each: Filter, dashboard: Dashboard, values: Values, rest: Params = ()) -> Chip:
    """One filter as its chip."""
    value = values[each.name]
    others = tuple((name, held) for name, held in params_of(dashboard, values) if name != each.name)
    periods = PERIODS if each.type == "date" else ()
    choices = tuple(
        Choice(_offered(each, period), address(dashboard, {**values, each.name: period}, rest), period == value, period)
        for period in periods
    )
    left = {**values, each.name: ""}
    if each.added:
        del left[each.name]
    return Chip(each, value, words(each, value), (*others, *rest), address(dashboard, left, rest), choices)


def in_line(found: Iterable[Chip]) -> tuple[list[Chip], list[Chip]]:
    """Those that stand in the line of filters, and those under "3 more": what narrows the page is always seen."""
    shown: list[Chip] = []
    more: list[Chip] = []
    room = LINE
    for each in found:
        room -= len(each.filter.label) + min(len(each.words), 40) + 4
        aside = each.filter.display == "more" or room < 0
        free = aside and not (each.set or each.wanting or each.filter.added)
        (more if free else shown).append(each)
    return (
        (shown, more) if len(more) > 1 or any(each.filter.display == "more" for each in more) else ([*shown, *more], [])
    )


def words(each: Filter, expression: str) -> str:
    """What the chip says of it: the values that are picked, or the condition."""
    picked = terms.picked(each.type, expression)
    if picked and each.type in ("string", "number"):
        named = ", ".join("no value" if value is None else value or "empty text" for value in picked[:MOST_NAMED])
        return f"{named} and {len(picked) - MOST_NAMED:,} more" if len(picked) > MOST_NAMED else named
    return operators.condition(each.type, expression).removeprefix("in the ").removeprefix("is ")


def _offered(each: Filter, period: str) -> str:
    """A period in the list, where days with today stand beside whole days without it."""
    return f"{words(each, period)}{', with today' if period in WITH_TODAY else ''}"


def address(dashboard: Dashboard, values: Values, rest: Params = ()) -> str:
    """The page's own address with these values, relative to it."""
    return "?" + urlencode([*params_of(dashboard, values), *rest])
