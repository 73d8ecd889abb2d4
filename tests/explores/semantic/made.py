"""Custom dimensions for random queries over the test shop, and what each is, in Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.explores.semantic.shop import Row, Rows

MADE: dict[str, dict[str, Any]] = {
    "made_grown": {"dimension": 'if(${contacts.age} >= 40, "old", "young")'},
    "made_order": {"dimension": 'concat(${contacts.some_country}, "/", ${orders.status})'},
    "made_line": {"dimension": 'concat(${orders.some_status}, "-", ${products.category}, "-", ${contacts.country})'},
    "made_sent": {"dimension": 'coalesce(${campaigns.name}, ${events.kind}, "?")'},
    "made_size": {"bins": "orders.total", "breaks": [2, 8], "style": "classic"},
    "made_place": {"groups": "contacts.country", "cases": [{"label": "France", "filter": "fr"},
                   {"label": "nobody", "filter": "NULL"}], "else": "abroad"},
    "made_of_made": {"dimension": 'concat(${made_grown}, ":", ${made_size})'},
}  # fmt: skip
OF_MADE = {"made_of_made": ("made_grown", "made_size")}


@dataclass(frozen=True)
class Made:
    """The view whose rows have the dimension, all the views it reads, and its value for one that is there."""

    views: tuple[str, ...]
    of: Callable[[Row, Rows], Any]

    @property
    def view(self) -> str:
        return self.views[0]

    def value(self, rows: Rows) -> Any:
        row = rows[self.view]
        return None if row is None else self.of(row, rows)


def _read(rows: Rows, view: str, column: str) -> Any:
    return (rows[view] or {}).get(column)


def _grown(contact: Row | None) -> str:
    return "old" if contact and contact["age"] is not None and contact["age"] >= 40 else "young"


def _some(row: Row | None, column: str, otherwise: str) -> str:
    return "" if row is None else row[column] or otherwise


def _sized(total: Any) -> str:
    if total is None:
        return "TXX Undefined"
    return "T01 (-inf,2)" if total < 2 else "T02 [2,8)" if total < 8 else "T03 [8,inf)"


def _placed(country: str | None) -> str:
    return "nobody" if country is None else "France" if country.lower() == "fr" else "abroad"


def _grown_of(rows: Rows) -> str:
    return "" if rows["contacts"] is None else _grown(rows["contacts"])


DIMENSIONS = {
    "made_grown": Made(("contacts",), lambda row, rows: _grown(row)),
    "made_order": Made(("orders", "contacts"), lambda row, rows: (
        f"{_some(rows['contacts'], 'country', 'none')}/{row['status'] or ''}")),
    "made_line": Made(("order_items", "orders", "products", "contacts"), lambda row, rows: (
        f"{_some(rows['orders'], 'status', 'unknown')}-{_read(rows, 'products', 'category') or ''}"
        f"-{_read(rows, 'contacts', 'country') or ''}")),
    "made_sent": Made(("events", "campaigns"), lambda row, rows: (
        _read(rows, "campaigns", "name") or row["kind"] or "?")),
    "made_size": Made(("orders",), lambda row, rows: _sized(row["total"])),
    "made_place": Made(("contacts",), lambda row, rows: _placed(row["country"])),
    "made_of_made": Made(("orders", "contacts"), lambda row, rows: f"{_grown_of(rows)}:{_sized(row['total'])}"),
}  # fmt: skip


def specs(names: set[str]) -> dict[str, dict[str, Any]]:
    """The specs of those among the names that are custom, and of what they are made of."""
    wanted = {name for name in names if name in MADE}
    wanted |= {inner for name in wanted for inner in OF_MADE.get(name, ())}
    return {name: MADE[name] for name in sorted(wanted)}
