"""The judge: answers a query by looping over rows, in plain Python. It shares no SQL and no plan with the product.

For each row of a measured view, every combination of the rows that hang together with it is laid out (a missing
match is a row of nothing), filtered and grouped; a measure is over the distinct rows that reach a group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from explores.semantic.filters import parse
from explores.semantic.query import Query
from tests.explores.semantic import made, shop
from tests.explores.semantic.shop import Row, Rows, Tables

Key = tuple[Any, ...]
DATE_FRAMES = ("date", "month", "year")
VALUES = {  # measure → (aggregate, its column or dimension, filter on a dimension)
    "contacts.count": ("count", None, None), "contacts.average_age": ("average", "age", None),
    "contacts.median_age": ("median", "age", None), "contacts.consenting": ("count", None, ("contacts.consent", True)),
    "contacts.countries": ("distinct", "country", None), "contacts.country_list": ("list", "country", None),
    "contacts.buyers": ("count", None, ("contacts.lifetime_orders", "any")),
    "contacts.days_to_order_median": ("median", "contacts.days_to_order", None),
    "orders.count": ("count", None, None), "orders.revenue": ("sum", "total", None),
    "orders.average": ("average", "total", None), "orders.median": ("median", "total", None),
    "orders.p75": ("p75", "total", None), "orders.largest": ("max", "total", None),
    "orders.smallest": ("min", "total", None), "orders.customers": ("distinct", "contact_id", None),
    "orders.paid_revenue": ("sum", "total", ("orders.status", "paid")),
    "orders.guests": ("count", None, ("orders.has_contact", False)),
    "order_items.count": ("count", None, None), "order_items.quantity_sum": ("sum", "quantity", None),
    "order_items.revenue": ("sum", "total", None), "products.count": ("count", None, None),
    "products.average_price": ("average", "price", None), "refunds.count": ("count", None, None),
    "refunds.amount": ("sum", "amount", None), "events.count": ("count", None, None),
    "events.clicks": ("count", None, ("events.kind", "click")), "events.reached": ("distinct", "contact_id", None),
    "campaigns.count": ("count", None, None), "memberships.count": ("count", None, None),
    # made by tests, as custom fields
    "mine": ("sum", "total", None), "french": ("count", None, ("contacts.country", "FR")),
}  # fmt: skip
RATIOS = {
    "contacts.consent_rate": ("contacts.consenting", "contacts.count"),
    "orders.basket": ("orders.revenue", "orders.count"),
    "orders.per_contact": ("orders.revenue", "contacts.count"), "events.click_rate": ("events.clicks", "events.count"),
    "events.clicks_per_order": ("events.clicks", "orders.count"),
}  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CUSTOM_VIEWS = {"mine": "orders", "french": "orders"}


def view_of(name: str) -> str:
    """The view of a measure or dimension."""
    if name in made.DIMENSIONS:
        return made.DIMENSIONS[name].view
    return CUSTOM_VIEWS.get(name) or name.partition(".")[0]


def asked(query: Query) -> list[Any]:
    """The filters that all apply: (field, expression), or ("any" or "all", [more])."""
    found: list[Any] = list(query.filters)
    if query.where:
        tree = _plain(query.where)
        found += tree[1] if tree[0] == "all" else [tree]
    return found


def _plain(part: Mapping[str, Any]) -> Any:
    kind = next((kind for kind in ("any", "all") if kind in part), None)
    return (kind, [_plain(inner) for inner in part[kind]]) if kind else (part["field"], part["is"])


def named(found: Any) -> list[Any]:
    """The fields of a filter tree."""
    return [name for part in found[1] for name in named(part)] if found[0] in {"any", "all"} else [found[0]]


@dataclass
class Judge:
    """Knows the rows; answers one query after the other."""

    tables: Tables
    scope: tuple[int, ...]
    zone: str
    now: Any
    cache: dict[Any, Any] = field(default_factory=dict)

    def rows(self, explore: str, view: str) -> list[Row]:
        found = [row for row in self.tables[view] if row["subaccount_id"] in self.scope]
        if explore == "mail" and view == "events":
            found = [row for row in found if row["kind"] in shop.MAIL_WHERE]
        return found

    # Dimensions and filters ------------------------------------------------------------------------------------

    def is_dimension(self, name: str) -> bool:
        return name not in VALUES and name not in RATIOS

    def own_field(self, name: str, view: str) -> str | None:
        """What a common dimension is for a measured view."""
        if name == "common.channel":
            return shop.CHANNELS[view]
        if name.startswith("common.date"):
            group = shop.DATES[view]
            return None if group is None else f"{group}_{name.rpartition('_')[2]}"
        return name

    def condition(self, name: str, text: str) -> Any:
        kind = "string"
        if name in VALUES or name in RATIOS:
            kind = "string" if name == "contacts.country_list" else "number"
        elif name.rpartition("_")[2] in DATE_FRAMES:
            kind = "date"
        elif name.endswith(("age", "total", "quantity", "lifetime_orders", "days_to_order")):
            kind = "number"
        elif name.endswith(("consent", "is_paid", "has_contact")):
            kind = "boolean"
        return parse(kind, text, now=self.now, timezone=self.zone)

    def passes(self, name: str | None, condition: Any, rows: Rows) -> bool:
        if name is None:
            return bool(condition.matches(None))
        if name.rpartition("_")[2] in DATE_FRAMES:
            return bool(condition.matches(shop.moment_of(name, rows)))
        found = self.value(name, rows, self.zone)
        if name.endswith("day_of_week") and found is not None:
            found = DAYS[found]
        return bool(condition.matches(found))

    # Combinations ----------------------------------------------------------------------------------------------

    def combinations(self, explore: str, view: str, row: Row, wanted: set[str]) -> list[Rows]:
        """The row with everything that hangs together with it, as far as the wanted views go."""
        found: list[Rows] = [{view: row}]
        for source, target, left, right in self.walk(explore, view, frozenset(wanted)):
            grown: list[Rows] = []
            for rows in found:
                matches = self.matches(explore, rows[source], target, left, right)
                grown += [{**rows, target: match} for match in matches or [None]]
            found = grown
        return found

    def matches(self, explore: str, row: Row | None, target: str, left: str, right: str) -> list[Row]:
        if row is None or row[left] is None:
            return []
        key = (explore, target, right)
        index = self.cache.get(key)
        if index is None:
            index = self.cache[key] = {}
            for other in self.rows(explore, target):
                index.setdefault((other["subaccount_id"], other[right]), []).append(other)
        return list(index.get((row["subaccount_id"], row[left]), []))

    def walk(self, explore: str, view: str, wanted: frozenset[str]) -> list[tuple[str, str, str, str]]:
        """Joins outwards from the view: only those that lead to a wanted one."""
        key = ("walk", explore, view, wanted)
        if key not in self.cache:
            self.cache[key] = self._walk(explore, view, wanted)
        return list(self.cache[key])

    def _walk(self, explore: str, view: str, wanted: frozenset[str]) -> list[tuple[str, str, str, str]]:
        into: dict[str, tuple[str, str, str, str]] = {}
        queue, seen = [view], {view}
        order = []
        while queue:
            at = queue.pop(0)
            for parent, child, _, left, right in shop.JOINS[explore]:
                for source, target, a, b in ((parent, child, left, right), (child, parent, right, left)):
                    if source == at and target not in seen:
                        seen.add(target)
                        queue.append(target)
                        into[target] = (source, target, a, b)
                        order.append(target)
        needed: set[str] = set()
        for name in wanted:
            at = name
            while at in into and at not in needed:
                needed.add(at)
                at = into[at][0]
        return [into[name] for name in order if name in needed]

    # Groups ----------------------------------------------------------------------------------------------------

    def reached(self, query: Query, view: str, dimensions: Iterable[str]) -> list[tuple[Key, Row, Rows]]:
        """(key, row, combination) for every combination of every row of the view that passes the filters."""
        dimensions = list(dimensions)
        keys = [self.own_field(name, view) for name in dimensions]
        filters = [self.tree(found, view) for found in asked(query) if not self.is_measured(found)]
        wanted = {v for name in [*keys, *(n for found in filters for n in named(found))] if name
                  for v in self.views_of(name)}  # fmt: skip
        wanted |= {"facts"} if view == "contacts" and query.explore == "shop" else set()
        wanted |= {"contacts"} if view == "orders" else set()
        found = []
        for row in self.rows(query.explore, view):
            for rows in self.combinations(query.explore, view, row, wanted):
                if all(self.holds(found, rows) for found in filters):
                    key = tuple(None if n is None else self.value(n, rows, self.zone) for n in keys)
                    found.append((key, row, rows))
        return found

    def is_measured(self, found: Any) -> bool:
        return any(not self.is_dimension(name) for name in named(found) if name)

    def tree(self, found: Any, view: str | None) -> Any:
        """A filter tree with its conditions read, in the fields of a measured view."""
        if found[0] in {"any", "all"}:
            return found[0], [self.tree(part, view) for part in found[1]]
        name, text = found
        return (name if view is None else self.own_field(name, view)), self.condition(name, text)

    def holds(self, found: Any, rows: Rows) -> bool:
        if found[0] in {"any", "all"}:
            return (any if found[0] == "any" else all)(self.holds(part, rows) for part in found[1])
        return self.passes(found[0], found[1], rows)

    def judges(self, found: Any, dimensions: list[str], key: Key, row: Row) -> bool:
        """Whether a group passes a filter tree."""
        if found[0] in {"any", "all"}:
            return (any if found[0] == "any" else all)(self.judges(part, dimensions, key, row) for part in found[1])
        name, condition = found
        if not self.is_dimension(name):
            return bool(condition.matches(row[name]))
        value = key[dimensions.index(name)]
        if name.endswith("_year") and value is not None:
            value = date(value, 1, 1)
        if name.endswith("day_of_week") and value is not None:
            value = DAYS[value]
        return bool(condition.matches(value))

    def value(self, name: str, rows: Rows, zone: str) -> Any:
        """A dimension's value in one combination of rows."""
        return made.DIMENSIONS[name].value(rows) if name in made.DIMENSIONS else shop.value(name, rows, zone)

    def views_of(self, name: str) -> tuple[str, ...]:
        if name in made.DIMENSIONS:
            return made.DIMENSIONS[name].views
        return (name.partition(".")[0], *shop.NEEDS.get(name, ()))

    def asked_measures(self, query: Query) -> list[str]:
        filtered = [name for found in asked(query) for name in named(found)]
        return [name for name in (*query.fields, *filtered) if not self.is_dimension(name)]

    def base_measures(self, query: Query) -> list[str]:
        return list(dict.fromkeys(part for name in self.asked_measures(query) for part in RATIOS.get(name, (name,))))

    def measured_views(self, query: Query) -> set[str]:
        return {view_of(name) for name in self.base_measures(query)}

    def views(self, query: Query) -> set[str]:
        """Measured views, and those whose groups show without being measured."""
        dimensions = [name for name in query.fields if self.is_dimension(name)]
        measured = self.measured_views(query)
        base = shop.BASE[query.explore]
        if not measured:
            return {base, *(view_of(name) for name in dimensions if not name.startswith("common."))}
        rows = [name for found in asked(query) if not self.is_measured(found) for name in named(found)]
        dated = [name for name in [*dimensions, *rows] if name.startswith("common.date")]
        fields = [self.own_field(name, base) for name in dimensions]
        own = [name for name in fields if name and not shop.many(query.explore, base, view_of(name))]
        return measured if dated or not own else {*measured, base}

    def groups(
        self, query: Query, dimensions: list[str], within: tuple[list[str], set[Key]] | None = None
    ) -> dict[Key, Row]:
        """Each group of ``dimensions`` with its measures; ``within`` keeps rows that reach one of those full groups."""
        members: dict[Key, dict[str, dict[int, Rows]]] = {} if dimensions else {(): {}}
        full = within[0] if within else dimensions
        places = [full.index(name) for name in dimensions]
        for view in self.views(query) if dimensions else self.measured_views(query):
            for key, row, rows in self.reached(query, view, full):
                if within and key not in within[1]:
                    continue
                short = tuple(key[place] for place in places)
                group = members.setdefault(short, {})
                group.setdefault(view, {})[row.get("id", row.get("contact_id"))] = rows
        return {key: self.measured(query, found) for key, found in members.items()}

    def measured(self, query: Query, members: dict[str, dict[int, Rows]]) -> Row:
        base = {name: self.measure(name, members.get(view_of(name), {}).values()) for name in self.base_measures(query)}
        figures = {}
        for name in self.asked_measures(query):
            figures[name] = ratio(*(base[part] for part in RATIOS[name])) if name in RATIOS else base[name]
        return figures

    def measure(self, name: str, rows: Iterable[Rows]) -> Any:
        kind, of, only = VALUES[name]
        kept = [found for found in rows if only is None or self.counts(only, found)]
        if kind == "count":
            return len(kept)
        values = [self.read(view_of(name), of or "", found) for found in kept]
        return aggregate(kind, [value for value in values if value is not None])

    def counts(self, only: tuple[str, Any], rows: Rows) -> bool:
        found = self.value(only[0], rows, self.zone)
        return found is not None if only[1] == "any" else bool(found == only[1])

    def read(self, view: str, of: str, rows: Rows) -> Any:
        if "." in of:
            return self.value(of, rows, self.zone)
        row = rows[view]
        assert row is not None
        return row[of]

    # Answers ---------------------------------------------------------------------------------------------------

    def passing(self, query: Query, dimensions: list[str]) -> dict[Key, Row]:
        """Groups that pass the measure filters."""
        conditions = [self.tree(found, None) for found in asked(query) if self.is_measured(found)]
        groups = self.groups(query, dimensions)
        return {k: row for k, row in groups.items() if all(self.judges(c, dimensions, k, row) for c in conditions)}

    def level(self, query: Query, full: list[str], dimensions: list[str]) -> dict[Key, Row]:
        """Totals by ``dimensions`` over all groups that pass."""
        if full == dimensions:
            return self.passing(query, full)
        if not any(self.is_measured(found) for found in asked(query)):
            return self.groups(query, dimensions)
        return self.groups(query, dimensions, (full, set(self.passing(query, full))))


def ratio(over: Any, under: Any) -> Any:
    """Null over or by nothing."""
    return None if over is None or not under else float(over) / float(under)


def aggregate(kind: str, values: list[Any]) -> Any:
    """The aggregate of values without nulls."""
    if kind == "distinct":
        return len(set(values))
    if not values:
        return None
    if kind == "average":
        return float(sum(values)) / len(values)
    if kind == "list":
        return ", ".join(sorted({str(value) for value in values}))
    return {"sum": sum, "min": min, "max": max, "median": median, "p75": percentile_75}[kind](values)


def percentile_75(values: list[Any]) -> Any:
    """Between the two nearest values, as far as the place lies between them."""
    ordered = sorted(values)
    place = Decimal(3 * (len(ordered) - 1)) / 4
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
