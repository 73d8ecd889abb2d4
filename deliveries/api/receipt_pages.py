"""Which receipts are asked for, read strictly, and the page of them that follows a cursor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.http import Http404

from accounts.rows import number_of
from accounts.viewer import Viewer
from deliveries.models import Delivery, Kind
from deliveries.receipts import filters
from deliveries.receipts import rows as receipt_rows
from deliveries.receipts.filters import STATES, Wanted
from explores.keeping.refused import Refused, plain

KNOWN = ("state", "schedule", "kind", "destination", "from", "until", "q", "cursor", "limit")
USUAL, MOST = 50, 200  # receipts of one page


@dataclass(frozen=True)
class Page:
    """``next``: the cursor of the page that follows; None where there is none."""

    receipts: list[Delivery]
    next: str | None


def page(viewer: Viewer, given: Mapping[str, str], now: datetime) -> Page:
    """Those that an address asks for, the newest slot first. Raises Refused."""
    if strange := [name for name in given if name not in KNOWN]:
        raise Refused(f"{strange[0][:40]!r} means nothing here; known are {', '.join(KNOWN)}.", strange[0][:40])
    found = filters.found(viewer, _wanted(given), now)
    if place := number(given, "destination"):
        found = found.filter(target__destination=place)
    limit = _limit(given)
    rows = list(_after(viewer, found, given.get("cursor", ""))[: limit + 1])
    return Page(rows[:limit], rows[limit - 1].number if len(rows) > limit else None)


def _wanted(given: Mapping[str, str]) -> Wanted:
    states = tuple(filter(None, given.get("state", "").split(",")))
    if strange := [each for each in states if each not in STATES]:
        raise Refused(f"There is no state {strange[0][:40]!r}; there are {', '.join(STATES)}.", "state")
    kind = given.get("kind", "")
    if kind and kind not in Kind.values:
        raise Refused(f"'kind' is one of {', '.join(Kind.values)}.", "kind")
    return Wanted(
        period="all",
        since=_day(given, "from"),
        until=_day(given, "until"),
        states=states,
        schedule=number(given, "schedule"),
        place=kind,
        text=plain(given.get("q", ""), "q", filters.LONGEST),
    )


def _after(viewer: Viewer, found: models.QuerySet[Delivery], cursor: str) -> models.QuerySet[Delivery]:
    try:
        return receipt_rows.after(viewer, found, cursor) if cursor else found
    except Http404 as error:
        raise Refused("This 'cursor' is none that the list gave; begin without.", "cursor") from error


def number(given: Mapping[str, str], name: str) -> int | None:
    """A whole number of an address; None where it is left out. Raises Refused."""
    found = number_of(given[name]) if given.get(name) else None
    if given.get(name) and found is None:
        raise Refused(f"{name!r} takes a number.", name)
    return found


def _limit(given: Mapping[str, str]) -> int:
    limit = number(given, "limit")
    if limit is not None and not 1 <= limit <= MOST:
        raise Refused(f"'limit' is between 1 and {MOST}.", "limit")
    return limit or USUAL


def _day(given: Mapping[str, str], name: str) -> date | None:
    text = given.get(name, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(f"{name!r} takes a day such as 2027-03-28.", name) from error
