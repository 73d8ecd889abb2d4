"""The page's filters narrow the tiles that listen to them."""

from __future__ import annotations

from dashboards.filters import narrowed, params_of, values_of
from dashboards.model import Box, Dashboard, Filter, Tile
from explores.semantic.query import Query

DATE = Filter("order_date", "Order date", "date", "orders.ordered_date", "12 months ago for 12 months")
COUNTRY = Filter("country", "Country", "string", "orders.country")
PAID = Query("business", ("orders.revenue",), filters=(("orders.status", "paid"),))
TILE = Tile("revenue", "Revenue", "single", PAID, Box(0, 0, 4.8, 4))
PAGE = Dashboard("revenue", "Revenue", "", "orders", (DATE, COUNTRY), (TILE,))


def test_a_filter_the_address_does_not_name_stands_at_its_default() -> None:
    assert values_of(PAGE, {}) == {"order_date": "12 months ago for 12 months", "country": ""}


def test_an_empty_filter_in_the_address_means_any() -> None:
    assert values_of(PAGE, {"order_date": ""})["order_date"] == ""


def test_a_name_that_is_no_filter_is_ignored() -> None:
    assert values_of(PAGE, {"orders.total": "> 0"}) == values_of(PAGE, {})


def test_filters_come_on_top_of_what_the_tile_asks_for() -> None:
    query = narrowed(TILE, PAGE, {"order_date": "this year", "country": "FR"})
    assert query.filters == (("orders.status", "paid"), ("orders.ordered_date", "this year"), ("orders.country", "FR"))


def test_an_empty_filter_narrows_nothing() -> None:
    assert narrowed(TILE, PAGE, {"order_date": "", "country": ""}) == PAID


def test_a_tile_can_mean_another_dimension_or_not_listen() -> None:
    tile = Tile(
        "x", "X", "table", PAID, Box(0, 0, 4, 4), listens={"order_date": "buyers.first_order_date", "country": None}
    )
    query = narrowed(tile, PAGE, {"order_date": "this year", "country": "FR"})
    assert query.filters[1:] == (("buyers.first_order_date", "this year"),)


def test_the_address_names_only_what_differs_from_the_default() -> None:
    values = values_of(PAGE, {"country": "FR"})
    assert params_of(PAGE, values) == [("country", "FR")]
    assert params_of(PAGE, values | {"order_date": ""}) == [("order_date", ""), ("country", "FR")]
