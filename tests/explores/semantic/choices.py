"""The test shop with parameters: fields that stand for others, and values that formulas are made of."""

from __future__ import annotations

from typing import Any

from explores.semantic.model import Catalog
from tests.explores.semantic import shop

FIGURES = {"revenue": "revenue", "buyers": "customers", "paid": "paid_revenue", "basket": "basket"}
BREAKDOWNS = {"status": "status", "month": "ordered_month", "paid": "is_paid", "total": "total"}


def _allowed(values: dict[str, str]) -> list[dict[str, str]]:
    return [{"value": value, "label": value.capitalize()} for value in values]


PARAMETERS: dict[str, Any] = {
    "figure_of": {"type": "choice", "allowed_values": _allowed(FIGURES), "definition": "Which figure is shown."},
    "broken_by": {"type": "choice", "default": "month", "allowed_values": _allowed(BREAKDOWNS)},
    "rate": {"type": "number", "default": 1},
    "wanted": {"type": "text", "default": "paid"},
    "since": {"type": "date", "default": "2025-01-01"},
    "halved": {"type": "yesno", "default": False},
}
DIMENSIONS: dict[str, Any] = {
    "breakdown": {"type": "choice", "parameter": "broken_by", "of": BREAKDOWNS},
    "is_wanted": {"type": "yesno", "sql": "status = $wanted"},
    "outcome": {"type": "text", "sql": "CASE WHEN status = $wanted THEN 'wanted' ELSE 'other' END"},
}
MEASURES: dict[str, Any] = {
    "figure": {"type": "choice", "parameter": "figure_of", "of": FIGURES},
    "scaled": {"type": "sum", "sql": "CASE WHEN $halved THEN total * $rate / 2 ELSE total * $rate END"},
    "taxed": {"type": "formula", "formula": "revenue * (1 + $rate)"},
    "wanted_count": {"type": "count", "filters": {"status": "$wanted"}},
    "recent": {"type": "sum", "sql": "CASE WHEN CAST(ordered_at AS DATE) >= $since THEN total END"},
}


def catalog(parameters: dict[str, Any] = PARAMETERS, **of_orders: Any) -> Catalog:
    """The shop's explores, whose orders have these parameters and the fields above."""
    orders = dict(shop.VIEWS["orders"])
    orders["dimensions"] = {**orders["dimensions"], **DIMENSIONS, **of_orders.get("dimensions", {})}
    orders["measures"] = {**orders["measures"], **MEASURES, **of_orders.get("measures", {})}
    return shop.catalog({**shop.VIEWS, "orders": {**orders, "parameters": parameters}})
