"""A dashboard is held against the catalog before anybody opens it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dashboards.model import Box, Dashboard, Filter, Tile
from dashboards.validation import faults
from explores.catalogs import standard
from explores.semantic.query import Query

GROUP = {"groups": "orders.channel", "cases": [{"label": "Web", "filter": "Website"}], "else": "Other"}
CUSTOM = {"kind": GROUP, "share": {"calculation_type": "percent_of_column_sum", "of": "orders.revenue"}}
TILE = Tile(
    "kinds", "By kind", "table", Query("business", ("kind", "orders.revenue", "share"), custom=CUSTOM), Box(0, 0, 8, 4)
)


def found(*filters: Filter, **tile: Any) -> list[str]:
    return faults(Dashboard("page", "Page", "", "orders", filters, (replace(TILE, **tile),)), standard())


def test_a_tile_may_have_custom_fields_and_calculations() -> None:
    assert found(Filter("country", "Country", "string", "orders.country")) == []


def test_a_custom_field_feeds_no_filter_of_the_page() -> None:
    said = (
        "page.yaml: tile kinds: the filter 'kind' is on 'kind', a custom field of this tile; "
        "name a field of the explore."
    )
    assert found(Filter("kind", "Kind", "string", "kind")) == [said]
    assert found(Filter("kind", "Kind", "string", "orders.channel"), listens={"kind": "kind"}) == [said]


def test_a_field_that_is_not_there_is_named_with_the_nearest() -> None:
    (said,) = found(query=Query("business", ("orders.revenu",)))
    assert "orders.revenu" in said and "orders.revenue" in said


def test_a_custom_field_that_cannot_be_made_is_told_with_its_tile() -> None:
    (said,) = found(query=Query("business", ("mine",), custom={"mine": {"type": "sum", "of": "orders.channel"}}))
    assert said.startswith("page.yaml: tile kinds: The custom field 'mine'")


def test_a_control_that_cannot_set_its_filter_is_named_with_those_that_can() -> None:
    assert found(Filter("country", "Country", "string", "orders.country", control="tag_list")) == []
    (said,) = found(Filter("country", "Country", "string", "orders.country", control="slider"))
    assert said.startswith("page.yaml: the filter 'country' is of type string; slider cannot set it: take button_group")
