"""The menu of a row of the picker, and the section of the query's own fields."""

from __future__ import annotations

from urllib.parse import parse_qs

from explores.custom_fields.menus import Row, menu
from explores.custom_fields.reading import readable, specs_of
from explores.custom_fields.section import rows
from explores.tables import column_menu
from explores.tables.columns import Entry, Head
from explores.wish import Wish
from tests.explores.semantic.standard import standard

BUSINESS = standard().explore("business")
SUM = '{"amount":{"type":"sum","of":"orders.total"}}'


def entries(field: str, **params: str) -> dict[str, Entry]:
    wish = Wish(tuple(params.items()))
    explore = readable(BUSINESS, specs_of(wish.one("custom"))).explore
    info = next((info for info in explore.fields() if info.id == field), None)
    return {entry.label: entry for group in menu(Row(explore, wish, field, info, field)) for entry in group}


def test_a_number_is_added_up_binned_and_grouped() -> None:
    found = entries("orders.total", fields="orders.count")
    assert {"Sum", "Average", "Minimum", "Count distinct", "Bin…", "Group…", "Copy id", "About this field"} <= set(
        found
    )
    made = parse_qs(found["Average"].query[1:])
    assert made["fields"] == ["orders.count,average_of_amount"]
    assert specs_of(made["custom"][0]) == {
        "average_of_amount": {"type": "average", "of": "orders.total", "label": "Average of Amount"}
    }


def test_a_text_is_counted_and_grouped_and_never_added_up() -> None:
    found = entries("orders.channel")
    assert "Count distinct" in found and "Group…" in found
    assert not {"Sum", "Average", "Minimum", "Bin…"} & set(found)


def test_a_common_dimension_makes_no_other_field() -> None:
    assert set(entries("common.subaccount")) == {"Copy id", "About this field"}


def test_a_measure_in_use_offers_quick_calculations_and_those_of_a_row_with_pivots() -> None:
    assert "Running total" not in entries("orders.revenue")
    found = entries("orders.revenue", fields="orders.channel,orders.revenue")
    assert "Running total" in found and "Percent of row" not in found
    label = "Percent change from previous row: the one above"
    made = specs_of(parse_qs(found[label].query[1:])["custom"][0])
    assert made == {"percent_change_from_previous_row_of_revenue": {
        "calculation_type": "percent_difference_from_previous", "of": "orders.revenue",
        "label": "Percent change from previous row of Revenue"}}  # fmt: skip
    assert "Percent of row" in entries(
        "orders.revenue", fields="orders.channel,orders.revenue", pivots="orders.channel"
    )


def test_where_the_newest_date_stands_first_the_previous_row_is_below() -> None:
    fields = "orders.ordered_month,orders.revenue"
    below = "Percent of previous row: the one below, which is the one before in time"
    assert below in entries("orders.revenue", fields=fields)
    assert "Percent of previous row: the one above" in entries(
        "orders.revenue", fields=fields, sorts="orders.ordered_month"
    )
    head = Head.of("orders.revenue", BUSINESS, Wish((("fields", fields),)), None)
    offered = [entry.label for group in column_menu.menu(head) for entry in group]
    assert below in offered and "Running total" in offered


def test_a_calculation_makes_calculations_and_no_other_field() -> None:
    custom = '{"share":{"calculation_type":"percent_of_column_sum","of":"orders.revenue"}}'
    found = entries("share", fields="orders.revenue,share", custom=custom)
    assert {"Edit…", "Rank", "About this field"} <= set(found) and "Filtered measure…" not in found


def test_a_field_of_the_query_is_edited_copied_and_removed() -> None:
    found = entries("amount", fields="amount,orders.count", custom=SUM)
    assert found["Edit…"].custom == "name=amount"
    assert found["Remove"].query == "?fields=orders.count"
    assert "amount_copy" in found["Duplicate"].query and "Filtered measure…" in found


def test_the_section_shows_broken_fields_with_their_message() -> None:
    specs = {**specs_of(SUM), "odd": {"type": "sum", "of": "orders.nope"}, "growth": {"calculation": "1"}}
    found = readable(BUSINESS, specs)
    shown = rows(specs, found.explore, found.broken, ("amount",))
    assert [(row.name, row.kind.hue, row.letters, row.used) for row in shown] == [
        ("amount", "mea", "#", True),
        ("odd", "mea", "#", False),
        ("growth", "calc", "ƒx", False),
    ]
    assert "orders.nope" in shown[1].error and not shown[0].error
