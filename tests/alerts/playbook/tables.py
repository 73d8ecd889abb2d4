"""From a case file's few words to a table: columns of figures from a first day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from alerts.playbook.days import AdDay, Aims, Entity, Level, Norms, Overlap, Platform, Spending, Table

TODAY = date(2026, 11, 20)  # a Friday
YESTERDAY = date(2026, 11, 19)
COUNTS = ("impressions", "reach", "clicks", "engagements", "negative_feedback")
WORDS = ("quality_ranking", "engagement_ranking", "conversion_ranking")


def figure(name: str, value: Any) -> Any:
    """As an ad day holds it; None stays None."""
    if value is None or name in WORDS:
        return value
    return int(value) if name in COUNTS else Decimal(str(value))


def days(first: date, columns: Mapping[str, list[Any]], gone: tuple[date, ...] = ()) -> tuple[AdDay, ...]:
    """A row a day from ``first``, without those that are gone."""
    length = max((len(column) for column in columns.values()), default=0)
    assert {len(column) for column in columns.values()} <= {length}, "columns of different length"
    rows = (
        AdDay(first + timedelta(number), **{name: figure(name, column[number]) for name, column in columns.items()})
        for number in range(length)
    )
    return tuple(row for row in rows if row.day not in gone)


def money(data: Mapping[str, Any]) -> dict[str, Decimal]:
    return {name: Decimal(str(value)) for name, value in data.items()}


def aims(data: Mapping[str, Any]) -> Aims:
    plan = data.get("plan")
    rest = money({name: value for name, value in data.items() if name != "plan"})
    return Aims(plan=Spending(plan["first"], plan["last"], Decimal(str(plan["amount"]))) if plan else None, **rest)


def entity(data: Mapping[str, Any]) -> Entity:
    given = {"level": "ad", "platform": "meta", "id": "1", "currency": "EUR", **data}
    given |= {"level": Level(given["level"]), "platform": Platform(given["platform"])}
    if "daily_budget" in given:
        given["daily_budget"] = Decimal(str(given["daily_budget"]))
    return Entity(**given)


def table(data: Mapping[str, Any]) -> Table:
    """The table of a case."""
    reach = {(each["first"], each["last"]): each["people"] for each in data.get("window_reach", ())}
    overlaps = data.get("overlaps")
    return Table(
        entity=entity(data.get("entity", {})),
        days=days(data.get("first", YESTERDAY), data.get("columns", {}), tuple(data.get("gone", ()))),
        complete_through=data.get("complete_through", YESTERDAY),
        late=frozenset(data.get("late", ())),
        window_reach=reach,
        aims=aims(data.get("aims", {})),
        norms=Norms(**money(data.get("norms", {}))),
        overlaps=None
        if overlaps is None
        else tuple(Overlap(**{**each, "share": Decimal(str(each["share"]))}) for each in overlaps),
        since=data.get("since"),
    )
