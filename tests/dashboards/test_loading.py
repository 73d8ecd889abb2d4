"""Dashboards from files: what does not fit is named with its place."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from cdp.warehouse.schema import TABLES
from dashboards import loading, reading, validation, vis
from explores.semantic.errors import SemanticError
from explores.semantic.load import load
from explores.semantic.model import Catalog
from explores.semantic.query import Sort

CATALOG = Path(loading.__file__).parents[1] / "explores" / "catalog"
GOOD: dict[str, Any] = {
    "title": "Shop", "description": "What was sold", "needs": "orders",
    "filters": {"date": {"label": "Date", "type": "date", "field": "orders.ordered_date", "default": "this year"}},
    "tiles": {
        "revenue": {
            "title": "Revenue", "vis": "single", "at": [0, 0, 4.8, 4],
            "query": {"explore": "business", "fields": ["orders.ordered_*", "orders.revenue"], "limit": "all"},
        },
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load([CATALOG], {name: table.columns for name, table in TABLES.items()})


def changed(path: str, value: Any) -> dict[str, Any]:
    data = deepcopy(GOOD)
    *parents, last = path.split("/")
    place = data
    for name in parents:
        place = place[name]
    place[last] = value
    return data


@pytest.mark.parametrize("dashboard", loading.load().values(), ids=lambda each: each.slug)
def test_a_standard_dashboard_fits_the_catalog(dashboard: Any, catalog: Catalog) -> None:
    assert validation.faults(dashboard, catalog) == []


def test_a_chart_in_a_file_takes_the_settings_of_an_address() -> None:
    given = {
        "type": "line",
        "stack": False,
        "trend": ["linear", "average:7"],
        "legend": False,
        "y.max": 5,
        "swap": False,
    }
    tile = reading.read("shop", changed("tiles/revenue/vis", given), "shop.yaml").tiles[0]
    assert tile.vis == "line"
    assert vis.address(tile.chart) == [("trend", "linear,average:7"), ("c[legend]", "off"), ("c[y.max]", "5")]


def test_a_file_becomes_a_dashboard() -> None:
    found = reading.read("shop", GOOD, "shop.yaml")
    assert (found.title, found.filters[0].default, found.tiles[0].query.limit) == ("Shop", "this year", None)


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("titel", "Shop", "'titel' means nothing here. Try title."),
        ("tiles/revenue/vis", "colum", "Try column."),
        ("tiles/revenue/vis", {"type": "line", "y.mx": 3}, "There is no setting c[y.mx]; try c[y.max]"),
        ("tiles/revenue/vis", {"type": "line", "y.max": "much"}, "takes a number, not “much”"),
        ("tiles/revenue/vis", {"type": "line", "trend": "straight"}, "there is no trend line 'straight'"),
        ("tiles/revenue/vis", {"type": "line", "stack": "half"}, "it takes true, false or percent"),
        ("tiles/revenue/at", [0, 0, 4], "four numbers"),
        ("tiles/revenue/at", [20, 0, 8, 4], "there are 24"),
        ("tiles/revenue/at", ["a", 0, 8, 4], "four numbers"),
        ("tiles/revenue/query/limit", -1, "'limit' holds -1"),
        ("tiles/revenue/query/field", ["x"], "A query has no 'field'. Try fields."),
        ("tiles/revenue/listens", {"dat": "orders.ordered_date"}, "'dat', which is no filter"),
        ("tiles/second", GOOD["tiles"]["revenue"], "'revenue' and 'second' overlap"),
        ("filters/date/type", "dates", "Try date."),
        ("tiles", "none", "not what it takes"),
    ],
)
def test_what_does_not_fit_is_named(path: str, value: Any, fault: str) -> None:
    with pytest.raises(SemanticError, match="shop") as error:
        reading.read("shop", changed(path, value), "shop.yaml")
    assert fault in str(error.value)


@pytest.mark.parametrize("content", ["a: [", "- a\n- b", "", "title: Shop"])
def test_a_file_that_is_no_dashboard_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "shop.yaml").write_text(content)
    with pytest.raises(SemanticError, match="shop"):
        loading.load(tmp_path)


@pytest.mark.parametrize(
    ("kind", "given", "limit"),
    [("table", {}, 1000), ({"type": "table"}, {}, 1000), ("table", {"limit": 8}, 8), ("table", {"limit": "all"}, None),
     ("column", {}, 500)],
)  # fmt: skip
def test_a_table_without_a_limit_has_a_thousand_rows(kind: Any, given: Any, limit: int | None) -> None:
    data = changed("tiles/revenue/vis", kind)
    data["tiles"]["revenue"]["query"] = {"explore": "business", "fields": ["orders.revenue"], **given}
    assert reading.read("shop", data, "shop.yaml").tiles[0].query.limit == limit


def test_a_tile_that_does_not_listen_says_no() -> None:
    found = reading.read("shop", changed("tiles/revenue/listens", {"date": False}), "shop.yaml")
    assert found.tiles[0].listens == {"date": None}


def test_sorts_are_read_with_their_direction() -> None:
    found = reading.query({"explore": "business", "sorts": ["orders.revenue desc", "orders.count"]}, "x")
    assert found.sorts == (Sort("orders.revenue", descending=True), Sort("orders.count"))


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        ("tiles/revenue/query/fields", ["orders.revenu"], "orders.revenue"),
        ("tiles/revenue/query/explore", "busines", "business"),
        ("tiles/revenue/query/fields", ["orders.revenue", "orders.count"], "takes one measure; it has 2"),
        ("tiles/revenue/vis", "cohorts", "cohorts takes dimension, dimension, measure"),
        ("filters/date/field", "orders.orderd_date", "orders.ordered_date"),
        ("tiles/revenue", {**GOOD["tiles"]["revenue"], "vis": "column", "compares": True}, "a single value can"),
        ("tiles/revenue", {**GOOD["tiles"]["revenue"], "vis": "table", "compares": True}, "a table without dates"),
    ],
)
def test_a_field_the_catalog_does_not_know_is_named_with_the_nearest(
    path: str, value: Any, fault: str, catalog: Catalog
) -> None:
    (found,) = validation.faults(reading.read("shop", changed(path, value), "shop.yaml"), catalog)
    assert found.startswith("shop.yaml: tile revenue: ") and fault in found
