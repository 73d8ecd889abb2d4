"""A dimension may be a point on earth, filtered by distance and by box."""

from __future__ import annotations

from typing import Any

import pytest

from explores.filtering import operators
from explores.semantic.cells import expression_for
from explores.semantic.compile import compile_query
from explores.semantic.load import from_data
from explores.semantic.query import Query, Sort
from explores.semantic.resolve import filter_type
from explores.semantic.rewrite import rewrite
from explores.semantic.section import CatalogError
from explores.semantic.settings import Setting
from tests.explores.semantic import shop
from tests.explores.semantic.compared import NOW
from tests.explores.semantic.test_traps import engine

__all__ = ["engine"]

SETTING = Setting(now=NOW, zone="UTC", scope=(1,))
WHERE = {"type": "location", "latitude": "age + 10", "longitude": "CASE WHEN age < 50 THEN age / 10 END"}


def explore(**of_place: Any) -> Any:
    """Ann is at 30, 2; Bob at 50, 4; of Cid the longitude is not known."""
    contacts = shop.VIEWS["contacts"]
    dimensions = {**contacts["dimensions"], "spot": {**WHERE, **of_place}}
    data = {"explore": "shop", "label": "Shop", "base": {"view": "contacts"}}
    views = {"contacts": {**contacts, "dimensions": {k: v for k, v in dimensions.items() if "needs" not in v},
                          "measures": {"count": {"type": "count"}}}}  # fmt: skip
    return from_data(views, {"shop": data}, shop.COLUMNS).explore("shop")


def ask(engine: Any, *fields: str, filters: tuple[tuple[str, str], ...] = ()) -> list[tuple[Any, ...]]:
    query = rewrite(explore(), Query("shop", fields, filters, sorts=(Sort(fields[0]),)))
    statement = compile_query(explore(), query, SETTING).rows
    return [row[:-1] for row in engine.execute(statement.sql, dict(statement.params)).fetchall()]


def test_a_place_is_shown_as_a_filter_writes_it(engine: Any) -> None:
    rows = ask(engine, "contacts.spot", "contacts.count")
    assert rows == [("30.0, 2.0", 1), ("50.0, 4.0", 1), (None, 1)]
    spot = explore().dimension("contacts.spot")
    assert filter_type(spot) == "location" and expression_for(spot, rows[0][0], SETTING) == "30.0, 2.0"


FILTERS = (
    ("60 kilometers from 30.5, 2", 1), ("50 kilometers from 30.5, 2", 0),
    ("inside box from 51, 1 to 29, 5", 2), ("30.0, 2.0", 1), ("NULL", 1), ("NOT NULL", 2),
)  # fmt: skip


@pytest.mark.parametrize(("text", "count"), FILTERS)
def test_places_are_filtered_by_distance_and_by_box(engine: Any, text: str, count: int) -> None:
    assert ask(engine, "contacts.count", filters=(("contacts.spot", text),)) == [(count,)]


def test_a_place_needs_both() -> None:
    with pytest.raises(CatalogError, match="no column"):
        explore(longitude="nowhere")
    assert [one.key for one in operators.operators("location")] == ["matches", "null", "not_null", "any"]
