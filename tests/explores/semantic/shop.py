"""A small shop for the semantic layer's tests: its catalog, random rows, and what each field means, in Python.

The meanings are written a second time here, over plain rows, so that the judge shares nothing with the SQL.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from explores.semantic.load import from_data
from explores.semantic.model import Catalog

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Rows = dict[str, Row | None]  # a combination: view → its row

TABLES = {
    "contacts": "id:id subaccount_id:id country channel age:int consent:bool created_at:timestamp",
    "orders": "id:id subaccount_id:id contact_id:id status channel total:money ordered_at:timestamp",
    "order_items": "id:id subaccount_id:id order_id:id product_id:id quantity:int total:money",
    "products": "id:id subaccount_id:id category price:money",
    "refunds": "id:id subaccount_id:id order_id:id amount:money refunded_on:date",
    "events": "id:id subaccount_id:id contact_id:id campaign_id:id kind channel occurred_at:timestamp",
    "campaigns": "id:id subaccount_id:id name",
    "memberships": "id:id subaccount_id:id contact_id:id list",
}
COLUMNS = {
    name: {word.partition(":")[0]: word.partition(":")[2] or "text" for word in spec.split()}
    for name, spec in TABLES.items()
}


def _view(name: str, item: str, dimensions: Row, measures: Row, **more: Any) -> Row:
    own = {"view": name, "label": name.replace("_", " ").capitalize(), "item": item, "table": name, "key": "id"}
    return {**own, "dimensions": {"id": {"type": "number"}, **dimensions}, "measures": measures, **more}


VIEWS: dict[str, Any] = {
    "contacts": _view(
        "contacts",
        "contact",
        {
            "country": {},
            "channel": {},
            "age": {},
            "consent": {},
            "created": {"sql": "created_at", "timeframes": ["date", "month", "day_of_week"]},
            "age_band": {"type": "tier", "of": "age", "bounds": [30, 50]},
            "some_country": {"type": "text", "sql": "coalesce(country, 'none')"},
            "lifetime_orders": {"type": "number", "sql": "facts.orders", "needs": ["facts"]},
            "days_to_order": {
                "type": "periods_between", "unit": "day", "start": "created_at", "end": "facts.first_at",
                "needs": ["facts"],
            },
        },
        {
            "count": {"type": "count"},
            "average_age": {"type": "average", "sql": "age"},
            "median_age": {"type": "median", "sql": "age"},
            "consenting": {"type": "count", "filters": {"consent": "yes"}},
            "consent_rate": {"type": "ratio", "of": "consenting", "over": "count"},
            "countries": {"type": "count_distinct", "sql": "country"},
            "country_list": {"type": "list", "sql": "country"},
            "buyers": {"type": "count", "filters": {"lifetime_orders": ">=1"}, "needs": ["facts"]},
            "days_to_order_median": {"type": "median", "of": "days_to_order", "needs": ["facts"]},
        },
    ),
    "facts": {
        "view": "facts", "label": "Facts", "item": "customer", "key": "contact_id",
        "sql": "SELECT subaccount_id, contact_id, MIN(ordered_at) AS first_at, COUNT(*) AS orders FROM orders "
               "WHERE contact_id IS NOT NULL GROUP BY subaccount_id, contact_id",
        "columns": {"subaccount_id": "id", "contact_id": "id", "first_at": "timestamp", "orders": "int"},
    },
    "orders": _view(
        "orders",
        "order",
        {
            "status": {},
            "channel": {},
            "total": {},
            "ordered": {"sql": "ordered_at", "timeframes": ["date", "month", "year"]},
            "is_paid": {"type": "yesno", "sql": "status = 'paid'"},
            "has_contact": {"type": "yesno", "sql": "contact_id IS NOT NULL"},
            "some_status": {"type": "text", "sql": "coalesce(status, 'unknown')"},
        },
        {
            "count": {"type": "count"},
            "revenue": {"type": "sum", "sql": "total"},
            "average": {"type": "average", "sql": "total"},
            "median": {"type": "median", "sql": "total"},
            "p75": {"type": "percentile", "percentile": 75, "sql": "total"},
            "largest": {"type": "max", "sql": "total"},
            "smallest": {"type": "min", "sql": "total"},
            "customers": {"type": "count_distinct", "sql": "contact_id"},
            "paid_revenue": {"type": "sum", "sql": "total", "filters": {"status": "paid"}},
            "guests": {"type": "count", "filters": {"has_contact": "no"}},
            "basket": {"type": "ratio", "of": "revenue", "over": "count"},
            "per_contact": {"type": "ratio", "of": "revenue", "over": "contacts.count", "needs": ["contacts"]},
        },
    ),
    "order_items": _view(
        "order_items",
        "line",
        {"quantity": {}},
        {
            "count": {"type": "count"}, "quantity_sum": {"type": "sum", "sql": "quantity"},
            "revenue": {"type": "sum", "sql": "total"},
        },
    ),
    "products": _view(
        "products", "product", {"category": {}},
        {"count": {"type": "count"}, "average_price": {"type": "average", "sql": "price"}},
    ),
    "refunds": _view(
        "refunds",
        "refund",
        {"refunded": {"sql": "refunded_on", "timeframes": ["date", "month"]}},
        {"count": {"type": "count"}, "amount": {"type": "sum", "sql": "amount"}},
    ),
    "events": _view(
        "events",
        "event",
        {"kind": {}, "channel": {}, "occurred": {"sql": "occurred_at", "timeframes": ["date", "month"]}},
        {
            "count": {"type": "count"},
            "clicks": {"type": "count", "filters": {"kind": "click"}},
            "reached": {"type": "count_distinct", "sql": "contact_id"},
            "click_rate": {"type": "ratio", "of": "clicks", "over": "count"},
            "clicks_per_order": {"type": "ratio", "of": "clicks", "over": "orders.count", "needs": ["orders"]},
        },
    ),
    "campaigns": _view("campaigns", "campaign", {"name": {}}, {"count": {"type": "count"}}),
    "memberships": _view("memberships", "membership", {"list": {}}, {"count": {"type": "count"}}),
}  # fmt: skip

JOINS = {
    "shop": (
        ("contacts", "facts", "one_to_one", "id", "contact_id"),
        ("contacts", "orders", "one_to_many", "id", "contact_id"),
        ("orders", "order_items", "one_to_many", "id", "order_id"),
        ("order_items", "products", "many_to_one", "product_id", "id"),
        ("orders", "refunds", "one_to_many", "id", "order_id"),
        ("contacts", "events", "one_to_many", "id", "contact_id"),
        ("events", "campaigns", "many_to_one", "campaign_id", "id"),
        ("contacts", "memberships", "one_to_many", "id", "contact_id"),
    ),
    "mail": (
        ("events", "campaigns", "many_to_one", "campaign_id", "id"),
        ("events", "contacts", "many_to_one", "contact_id", "id"),
        ("contacts", "memberships", "one_to_many", "id", "contact_id"),
    ),
}
BASE = {"shop": "contacts", "mail": "events"}
MAIL_WHERE = ("sent", "click", "open")

# Which field of which view answers a common dimension for each measured view; None: it has no such field.
DATES = {
    "contacts": "contacts.created", "facts": "contacts.created", "orders": "orders.ordered",
    "order_items": "orders.ordered", "refunds": "refunds.refunded", "events": "events.occurred",
    "campaigns": None, "products": None, "memberships": "contacts.created",
}  # fmt: skip
CHANNELS = {
    "contacts": "contacts.channel", "facts": "contacts.channel", "orders": "orders.channel",
    "order_items": "orders.channel", "refunds": "orders.channel", "events": "events.channel",
    "campaigns": None, "products": None, "memberships": "contacts.channel",
}  # fmt: skip


def many(explore: str, start: str, end: str) -> bool:
    """Whether a row of one view may have several of the other."""
    into: dict[str, tuple[str, bool]] = {start: (start, False)}
    queue = [start]
    while queue:
        at = queue.pop(0)
        for parent, child, relation, _, _ in JOINS[explore]:
            for source, target, several in (
                (parent, child, relation == "one_to_many"),
                (child, parent, relation == "many_to_one"),
            ):
                if source == at and target not in into:
                    into[target] = (at, into[at][1] or several)
                    queue.append(target)
    return into[end][1]


def catalog(views: dict[str, Any] = VIEWS) -> Catalog:
    """Two explores over the same tables: one of contacts, one of mail events (some kinds only)."""
    explores = {}
    for name, edges in JOINS.items():
        base: Row = {"view": BASE[name]}
        if name == "mail":
            base["where"] = "kind IN ('sent', 'click', 'open')"
        joins = [{"view": c, "from": p, "relation": r, "on": {left: right}} for p, c, r, left, right in edges]
        explores[name] = {"explore": name, "label": name.capitalize(), "base": base, "joins": joins}
    explores["shop"]["common"] = {
        "date": {
            "label": "Date",
            "fields": {"contacts": "created", "orders": "ordered", "refunds": "refunded", "events": "occurred"},
        },
        "channel": {"label": "Channel", "fields": {"contacts": "channel", "orders": "channel", "events": "channel"}},
    }
    return from_data(views, explores, COLUMNS)


class Draw:
    """Random rows with everything that goes wrong: nulls, orphans, guests, another sub-account's ids."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.small = False

    def maybe(self, value: Any, nulls: float = 0.2) -> Any:
        return None if self.random.random() < nulls else value

    def one(self, *values: Any) -> Any:
        return self.maybe(self.random.choice(values))

    def sub(self) -> int:
        return self.random.choice((1, 1, 2))

    def money(self) -> Any:
        return self.maybe(Decimal(self.random.randint(-8, 60)) / 4, 0.1)

    def moment(self) -> datetime:
        # Around the ends of months, so that zones matter.
        day = datetime(2025, self.random.choice((1, 2, 3, 4)), 1) + timedelta(days=self.random.choice((-1, 0, 0, 14)))
        return day + timedelta(minutes=self.random.choice((0, 30, 750, 1380, 1430)))

    def child(self, key: str, parents: list[Row]) -> Row:
        """A reference: mostly to one of few parents in its own sub-account, else to nobody, or to another's."""
        if not parents or self.random.random() < 0.1:
            return {"subaccount_id": self.sub(), key: self.maybe(99, 0.5)}
        few = parents[: 1 + len(parents) // 2] if self.random.random() < 0.7 else parents
        parent = self.random.choice(few)
        own = parent["subaccount_id"] if self.random.random() < 0.9 else self.sub()
        return {"subaccount_id": own, key: parent["id"]}

    def rows(self, least: int, most: int, make: Callable[[], Row]) -> list[Row]:
        count = self.random.randint(0, 1) if self.small else self.random.randint(least, most)
        return [{"id": number, "subaccount_id": self.sub(), **make()} for number in range(1, count + 1)]

    def tables(self) -> Tables:
        self.small = self.random.random() < 0.1
        contacts = self.rows(2, 6, self.contact)
        products = self.rows(1, 4, lambda: {"category": self.one("Shoes", "Hats"), "price": self.money()})
        campaigns = self.rows(1, 3, lambda: {"name": self.one("Spring", "Sale")})
        orders = self.rows(3, 9, lambda: self.order(contacts))
        return {
            "contacts": contacts,
            "products": products,
            "campaigns": campaigns,
            "orders": orders,
            "order_items": self.rows(3, 10, lambda: self.line(orders, products)),
            "refunds": self.rows(1, 5, lambda: self.refund(orders)),
            "events": self.rows(4, 12, lambda: self.event(contacts, campaigns)),
            "memberships": self.rows(2, 7, lambda: self.membership(contacts)),
        }

    def contact(self) -> Row:
        return {
            "country": self.one("FR", "DE", "fr"),
            "channel": self.one("web", "store"),
            "age": self.maybe(self.random.randint(18, 70)),
            "consent": self.one(True, False),
            "created_at": self.maybe(self.moment()),
        }

    def order(self, contacts: list[Row]) -> Row:
        return {
            **self.child("contact_id", contacts),
            "status": self.one("paid", "open"),
            "channel": self.one("web", "store"),
            "total": self.money(),
            "ordered_at": self.moment(),
        }

    def line(self, orders: list[Row], products: list[Row]) -> Row:
        product = self.child("product_id", products)
        quantity = self.maybe(self.random.randint(-1, 4))
        return {**product, **self.child("order_id", orders), "quantity": quantity, "total": self.money()}

    def refund(self, orders: list[Row]) -> Row:
        day = self.maybe(self.moment().date())
        return {**self.child("order_id", orders), "amount": self.money(), "refunded_on": day}

    def event(self, contacts: list[Row], campaigns: list[Row]) -> Row:
        return {
            **self.child("campaign_id", campaigns),
            **self.child("contact_id", contacts),
            "kind": self.one("sent", "click", "bounce"),
            "channel": self.one("web", "mail"),
            "occurred_at": self.maybe(self.moment()),
        }

    def membership(self, contacts: list[Row]) -> Row:
        return {**self.child("contact_id", contacts), "list": self.one("VIP", "News")}


def with_facts(tables: Tables) -> Tables:
    """The derived view's rows, added up in Python."""
    found: dict[tuple[int, int], Row] = {}
    for order in tables["orders"]:
        if order["contact_id"] is None:
            continue
        key = (order["subaccount_id"], order["contact_id"])
        fact = found.setdefault(
            key, {"subaccount_id": key[0], "contact_id": key[1], "orders": 0, "first_at": order["ordered_at"]}
        )
        fact["orders"] += 1
        fact["first_at"] = min(fact["first_at"], order["ordered_at"])
    return {**tables, "facts": list(found.values())}


def local(moment: Any, zone: str) -> Any:
    """The local day of an instant in naive UTC; a date is itself; None stays None."""
    if not isinstance(moment, datetime):
        return moment
    return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)).date()


def _frame(day: date | None, name: str) -> Any:
    if day is None:
        return None
    return {"date": day, "month": day.replace(day=1), "year": day.year, "day_of_week": day.weekday()}[name]


def _band(age: int | None) -> str | None:
    if age is None:
        return None
    return "Below 30" if age < 30 else "30 to 49" if age < 50 else "50 or above"


GROUPS = {
    "contacts.created": "created_at", "orders.ordered": "ordered_at", "refunds.refunded": "refunded_on",
    "events.occurred": "occurred_at",
}  # fmt: skip


def value(field: str, rows: Rows, zone: str) -> Any:
    """What dimension ``field`` is for one combination of rows; None where its view has no row in it."""
    view, _, name = field.partition(".")
    row = rows[view]
    if row is None:
        return None
    for group, column in GROUPS.items():
        if field.startswith(f"{group}_"):
            return _frame(local(row[column], zone), field.removeprefix(f"{group}_"))
    return _OTHERS[name](row, rows, zone) if name in _OTHERS else row[name]


def moment_of(field: str, rows: Rows) -> Any:
    """What a filter on a time frame of ``field`` compares: the moment itself."""
    row = rows[field.partition(".")[0]]
    return None if row is None else row[GROUPS[field.rpartition("_")[0]]]


def _days_to_order(row: Row, rows: Rows, zone: str) -> Any:
    facts = rows.get("facts")
    if facts is None or row["created_at"] is None:
        return None
    return (local(facts["first_at"], zone) - local(row["created_at"], zone)).days


_OTHERS: dict[str, Callable[[Row, Rows, str], Any]] = {
    "age_band": lambda row, rows, zone: _band(row["age"]),
    "some_country": lambda row, rows, zone: "none" if row["country"] is None else row["country"],
    "some_status": lambda row, rows, zone: "unknown" if row["status"] is None else row["status"],
    "is_paid": lambda row, rows, zone: None if row["status"] is None else row["status"] == "paid",
    "has_contact": lambda row, rows, zone: row["contact_id"] is not None,
    "lifetime_orders": lambda row, rows, zone: (rows.get("facts") or {}).get("orders"),
    "days_to_order": _days_to_order,
}
NEEDS = {"contacts.lifetime_orders": ("facts",), "contacts.days_to_order": ("facts",)}
