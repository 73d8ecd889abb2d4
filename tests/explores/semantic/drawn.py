"""Random queries over the test shop, and what each of them exercises."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from explores.semantic.query import Query, Sort
from tests.explores.semantic import made, shop
from tests.explores.semantic.brute_force import RATIOS, VALUES, named, view_of
from tests.explores.semantic.brute_force import asked as asked_of

DIMENSIONS = {
    "shop": (
        "contacts.country", "contacts.channel", "contacts.age_band", "contacts.created_month", "contacts.some_country",
        "contacts.lifetime_orders", "contacts.days_to_order", "contacts.created_day_of_week", "orders.status",
        "orders.ordered_month", "orders.ordered_date", "orders.ordered_year", "orders.is_paid", "orders.has_contact",
        "orders.some_status",
        "products.category", "refunds.refunded_month", "events.kind", "events.occurred_month", "campaigns.name",
        "memberships.list", "common.date_month", "common.date_date", "common.channel",
        *made.MADE,
    ),
    "mail": (
        "contacts.country", "contacts.age_band", "contacts.some_country", "contacts.created_month", "events.kind",
        "events.occurred_month", "campaigns.name", "memberships.list", "made_grown", "made_sent", "made_place",
    ),
}  # fmt: skip
MEASURES = {
    "shop": tuple(name for name in (*VALUES, *RATIOS) if "." in name),
    "mail": (
        "events.count", "events.clicks", "events.reached", "events.click_rate", "campaigns.count", "contacts.count",
        "contacts.average_age", "contacts.consent_rate", "contacts.countries", "memberships.count",
    ),
}  # fmt: skip
TEXTS = (
    "FR",
    "-FR",
    "paid,NULL",
    "-paid",
    "NULL",
    "-NULL",
    "web",
    "%o%",
    "-%e%",
    "EMPTY",
    "Shoes",
    "-Sale",
    "click",
    "VIP",
    "old,young",
    "-%paid%",
    "%T02%,NULL",
    "France",
)
NUMBERS = ("NULL", "NOT NULL", ">=30", "NOT 30", "[2, 40]", "1", "<5 OR >40")
DATES = (
    "2025-01",
    "2025-02",
    "NULL",
    "NOT NULL",
    "before 2025-02-01",
    "after 2025/02/28",
    "2025-01-01 to 2025-03-01",
    "last 3 months",
)
YESNO = ("yes", "no", "NULL")
HAVING = (">0", ">=2", "<=1", "NULL", "NOT NULL", "NOT 0", ">3.3")


def expression(r: random.Random, name: str) -> str:
    """A filter that fits the field's type."""
    if name.rpartition("_")[2] in {"date", "month", "year"}:
        return r.choice(DATES)
    if name.endswith(("age", "lifetime_orders", "days_to_order")):
        return r.choice(NUMBERS)
    if name.endswith(("consent", "is_paid", "has_contact")):
        return r.choice(YESNO)
    return r.choice(TEXTS) if not name.endswith("day_of_week") else r.choice(("Monday", "-Sunday", "NULL"))


def some(r: random.Random, names: Sequence[str], weights: Sequence[int]) -> tuple[str, ...]:
    count = r.choices(range(len(weights)), weights)[0]
    return tuple(r.sample(list(names), count))


def query(r: random.Random) -> Query:
    """One random query."""
    explore = r.choices(("shop", "mail"), (5, 1))[0]
    dimensions = some(r, DIMENSIONS[explore], (1, 4, 5, 2))
    measures = some(r, MEASURES[explore], (1, 6, 4, 1)) if r.random() < 0.7 else paired(r, explore)
    if not dimensions and not measures:
        measures = (r.choice(MEASURES[explore]),)
    filters = [(name, expression(r, name)) for name in some(r, DIMENSIONS[explore], (4, 4, 3, 1))]
    if r.random() < 0.3:
        numeric = [name for name in MEASURES[explore] if name != "contacts.country_list"]
        filters.append((r.choice(measures) if measures and "contacts.country_list" not in measures and r.random() < 0.7
                        else r.choice(numeric), r.choice(HAVING)))  # fmt: skip
    pivots: tuple[str, ...] = ()
    if dimensions and measures and r.random() < 0.3:
        pivots = tuple(r.sample(list(dimensions), r.choice((1, 1, min(2, len(dimensions))))))
    rows = [name for name in dimensions if name not in pivots]
    tree = where(r, explore, dimensions, measures) if r.random() < 0.3 else {}
    asked = Query(explore, (*dimensions, *measures), tuple(filters), where=tree)
    return replace(
        asked,
        custom=made.specs({*dimensions, *(name for found in asked_of(asked) for name in named(found))}),
        sorts=sorts(r, (*dimensions, *measures)),
        pivots=pivots,
        limit=r.choice((None, None, 0, 1, 3, 500)),
        column_limit=3,
        totals=bool(measures) and r.random() < 0.25,
        row_totals=bool(pivots) and r.random() < 0.3,
        subtotals=bool(measures) and len(rows) > 1 and r.random() < 0.3,
    )


def where(r: random.Random, explore: str, dimensions: Sequence[str], measures: Sequence[str]) -> dict[str, Any]:
    """A tree of filters: mostly an OR of rows, at times of groups."""
    if r.random() < 0.2:
        judged = [name for name in measures if name != "contacts.country_list"]
        leaves = [{"field": name, "is": r.choice(HAVING)} for name in judged]
        leaves += [{"field": name, "is": expression(r, name)} for name in dimensions]
        if judged and len(leaves) > 1:
            return {"any": leaves}
    names = r.sample(list(DIMENSIONS[explore]), r.choice((2, 2, 3, 4)))
    leaves = [{"field": name, "is": expression(r, name)} for name in names]
    if len(leaves) < 3 or r.random() < 0.4:
        return {"any": leaves}
    inner = {r.choice(("all", "any")): leaves[1:3]}
    return {r.choice(("any", "any", "all")): [leaves[0], inner, *leaves[3:]]}


def paired(r: random.Random, explore: str) -> tuple[str, ...]:
    """Measures of views that each have many of the other, or a ratio across them."""
    if explore == "mail":
        return (r.choice(("events.count", "events.click_rate")), r.choice(("memberships.count", "contacts.count")))
    orders = (
        "orders.revenue",
        "orders.count",
        "orders.basket",
        "order_items.revenue",
        "refunds.amount",
        "orders.median",
    )
    others = ("events.clicks", "events.click_rate", "memberships.count", "events.reached", "contacts.consent_rate")
    return (r.choice(orders), r.choice(others), *(("events.clicks_per_order",) if r.random() < 0.2 else ()))


def sorts(r: random.Random, fields: Sequence[str]) -> tuple[Sort, ...]:
    return tuple(
        Sort(name, r.random() < 0.5) for name in r.sample(list(fields), min(len(fields), r.choice((0, 0, 1, 1, 2))))
    )


def has_fanout_on_both_sides(query: Query) -> bool:
    """Whether two of its views each have many of the other: a plain join would multiply both."""
    names = [*query.fields, *(name for found in asked_of(query) for name in named(found))]
    names = [part for name in names for part in RATIOS.get(name, (name,))]
    views = {view_of(name) for name in names if not name.startswith("common.")}
    return any(
        shop.many(query.explore, a, b) and shop.many(query.explore, b, a) for a in views for b in views if a != b
    )


def has_measure_filter(query: Query) -> bool:
    return any(name in VALUES or name in RATIOS for found in asked_of(query) for name in named(found))


def has_or_across_joins(query: Query) -> bool:
    """Whether conditions of one OR stand in views that each have many of the other, or one many of the other's."""
    for found in asked_of(query):
        views = {view_of(name) for name in named(found) if not name.startswith("common.")}
        if found[0] == "any" and any(shop.many(query.explore, a, b) for a in views for b in views if a != b):
            return True
    return False


def has_ratio(query: Query) -> bool:
    return any(name in RATIOS for name in query.fields)


def features(query: Query, rows: list[Any]) -> dict[str, bool]:
    """What the query exercises."""
    return {
        "fan-out on both sides": has_fanout_on_both_sides(query),
        "measure filter": has_measure_filter(query),
        "ratio": has_ratio(query),
        "pivot": bool(query.pivots),
        "or": bool(query.where),
        "custom": bool(query.custom),
        "or across joins": has_or_across_joins(query),
        "null key": any(None in key for key in rows),
    }
