"""What a cross-filter means in other tiles. PURE."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboards import narrowing
from dashboards.crossing import Crossed
from dashboards.library import dashboards
from dashboards.model import Box, Dashboard, Filter, Tile
from explores.catalogs import standard
from explores.merging.state import Merge, Source
from explores.semantic.model import Explore
from explores.semantic.query import Query
from explores.semantic.settings import Setting

EXPLORES = standard().explores
BOX = Box(0, 0, 4, 4)
MONTH = Crossed("orders.ordered_month", ("2025-11",), "by")


def setting(explore: Explore) -> Setting:
    return Setting(datetime(2026, 3, 17, tzinfo=UTC), "Europe/Paris", (1,))


def tile(name: str, explore: str, field: str, **more: Any) -> Tile:
    return Tile(name, name, "column", Query(explore, (field,)), BOX, **more)


def page(*tiles: Tile, filters: tuple[Filter, ...] = ()) -> Dashboard:
    return Dashboard("1", "Page", "", "", filters, (tile("by", "business", "orders.ordered_month"), *tiles))


def meant(crossed: Crossed, other: Tile, *filters: Filter) -> narrowing.Part:
    dashboard = page(other, filters=filters)
    known = narrowing.known(crossed, dashboard, EXPLORES, setting)
    return narrowing.narrowing(other, dashboard, [known], EXPLORES).parts[0]


DATE = Filter("date", "Date", "date", "orders.ordered_date")
COUNTRY = Filter("country", "Country", "string", "orders.country")


def test_in_the_same_explore_it_is_the_field_itself() -> None:
    assert meant(MONTH, tile("t", "business", "refunds.amount")).fields == ("orders.ordered_month",)


def test_a_month_means_the_date_that_the_pages_period_means_there_by_months() -> None:
    other = tile("t", "business", "contacts.count", listens={"date": "contacts.first_order_date"})
    assert meant(MONTH, other, DATE).fields == ("contacts.first_order_month",)


def test_a_filter_that_the_page_maps_to_another_field_means_that_field() -> None:
    other = tile("t", "business", "contacts.count", listens={"country": "contacts.country"})
    assert meant(Crossed("orders.country", ("FR",), "by"), other, COUNTRY).fields == ("contacts.country",)


def test_a_tile_that_does_not_listen_says_so() -> None:
    part = meant(MONTH, tile("t", "business", "orders.count", listens={"date": None}), DATE)
    assert (part.fields, part.why) == ((), "it does not listen to Order month")


def test_a_field_of_the_same_name_narrows_another_explore() -> None:
    crossed = Crossed("contacts.country", ("FR",), "by")
    assert meant(crossed, tile("t", "marketing_email", "contacts.count")).fields == ("contacts.country",)


def test_a_common_dimension_narrows_every_explore_that_has_it() -> None:
    crossed = Crossed("common.subaccount", ("Alba France",), "by")
    assert meant(crossed, tile("t", "ads", "ad_metrics.spend")).fields == ("common.subaccount",)
    assert meant(MONTH, tile("t", "ads", "ad_metrics.spend")).fields == ("common.date_month",)


def test_what_an_explore_has_not_is_said() -> None:
    part = meant(Crossed("orders.status", ("paid",), "by"), tile("t", "ads", "ad_metrics.spend"))
    assert (part.fields, part.why) == ((), "it has no Status")


def test_a_tile_can_be_left_out() -> None:
    assert meant(MONTH, tile("t", "business", "orders.count", cross_filter=False)).why == narrowing.OFF


def test_a_merged_result_is_narrowed_where_all_of_its_queries_are() -> None:
    both = Merge((Source("business", "fields=orders.count"), Source("business", "fields=refunds.amount")))
    one = Merge((*both.sources, Source("ads", "fields=ad_metrics.spend")))
    other = replace(tile("t", "merge", "x"), merge=both)
    dashboard = page(other)
    known = narrowing.known(MONTH, dashboard, EXPLORES, setting)
    here = narrowing.narrowing(other, dashboard, [known], EXPLORES)
    assert [source.query for source in here.merged(both).sources] == [
        "fields=orders.count&f%5Borders.ordered_month%5D=2025-11",
        "fields=refunds.amount&f%5Borders.ordered_month%5D=2025-11",
    ]
    status = narrowing.known(Crossed("orders.status", ("paid",)), dashboard, EXPLORES, setting)
    assert narrowing.narrowing(other, dashboard, [status], EXPLORES).by
    assert narrowing.narrowing(replace(other, merge=one), dashboard, [status], EXPLORES).not_by


@pytest.mark.parametrize(
    "field", ["orders.nothing", "orders.revenue", "nothing", "orders.channel; DROP", "message_events.kind", "custom.x"]
)
def test_what_is_no_field_of_the_page_narrows_nothing(field: str) -> None:
    dashboard = page()
    known = narrowing.known(Crossed(field, ("a",)), dashboard, EXPLORES, setting)
    assert known.fault == "No tile of this page has such a field."
    assert narrowing.narrowing(dashboard.tiles[0], dashboard, [known], EXPLORES) == narrowing.NONE


def test_what_cannot_be_read_is_said() -> None:
    known = narrowing.known(Crossed("orders.ordered_month", ("12 mnths",), "by"), page(), EXPLORES, setting)
    assert "12 mnths" in known.fault


def test_words_are_those_of_filters() -> None:
    known = narrowing.known(Crossed("orders.channel", ("Ads", '"a, b"', "NULL"), "by"), page(), EXPLORES, setting)
    assert (known.label, known.words) == ("Channel", 'Ads, "a, b", NULL')
    assert narrowing.known(MONTH, page(), EXPLORES, setting).words == "2025-11"


def test_every_tile_of_the_standard_dashboards_takes_each_mark_or_says_why_not() -> None:
    for dashboard in dashboards().values():
        for source in dashboard.asking:
            fields = [name for name in source.query.fields if not name.endswith("*")]
            known = [
                narrowing.known(Crossed(name, ("NULL",), source.id), dashboard, EXPLORES, setting) for name in fields
            ]
            for other in dashboard.asking:
                here = narrowing.narrowing(other, dashboard, known, EXPLORES)
                assert all(part.fields or part.why for part in here.parts)
