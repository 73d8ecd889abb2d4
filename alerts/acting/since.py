"""What was spent on something, and what came of it, on the whole days since it was acted on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from accounts.models import Account
from alerts.acting.finding import Entity, zone_of
from alerts.health.facts import Version
from alerts.health.reading import Asked, read
from alerts.health.slices import day_of
from alerts.playbook import calendar
from alerts.playbook.figures import money
from cdp.models import Source

LONGEST = 10  # days that are looked back


@dataclass(frozen=True)
class Since:
    """None: not known, for no figures have come. ``days``: of which there are any."""

    spend: Decimal | None
    results: Decimal | None
    currency: str
    days: int

    @property
    def said(self) -> str:
        """In a sentence."""
        if self.spend is None:
            return "No figures of the days since have come in."
        results = "results not told" if self.results is None else _results(self.results)
        days = "1 whole day" if self.days == 1 else f"{self.days} whole days"
        return f"On {days} since: {money(self.spend, self.currency)} spent, {results}."


def _results(count: Decimal) -> str:
    return "1 result" if count == 1 else f"{count.normalize():f} results"


def since(entity: Entity, moment: datetime, now: datetime) -> Since:
    """By the days of its ad account; the day of the moment itself is left out, as it is of before and after."""
    source = Source.objects.select_related("subaccount__account").get(pk=entity.row.source_id)
    zone = zone_of(entity, Account.objects.values_list("timezone", flat=True).get(pk=entity.account))
    first = calendar.day_of(moment, zone)
    currency, days = "", []
    for facts in read(Asked(source, now, LONGEST)):
        found = _days(entity, [row for row in facts.rows if row.day > first])
        for (_, day), rows in found.items():
            currency = facts.currency
            days.append(day_of(day, rows, currency))
    spent = [day.spend for day in days if day.spend is not None]
    came = [day.results for day in days if day.results is not None]
    return Since(_sum(spent), _sum(came), currency, len({day.day for day in days}))


def _days(entity: Entity, rows: list[Version]) -> dict[tuple[int | None, date], list[Version]]:
    """Rows of it, by ad and day: each of these may be reported in more than one way."""
    found: dict[tuple[int | None, date], list[Version]] = defaultdict(list)
    for row in _of(entity, rows):
        found[row.ad, row.day].append(row)
    return found


def _of(entity: Entity, rows: list[Version]) -> Iterator[Version]:
    return (row for row in rows if getattr(row, entity.level.value) == entity.row.pk)


def _sum(values: list[Decimal]) -> Decimal | None:
    return sum((Decimal(value) for value in values), Decimal()) if values else None
