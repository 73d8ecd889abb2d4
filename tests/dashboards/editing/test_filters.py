"""Filters of a document are added, changed, put in another order and taken away; the old document stays as it is."""

from __future__ import annotations

from typing import Any

import pytest

from dashboards.editing import filters
from dashboards.editing.operations import done
from explores.keeping.refused import Refused

FIELD = {"field": "orders.country", "explore": "business", "type": "string", "label": "Country"}
TILE = {
    "title": "Revenue",
    "vis": "table",
    "at": [0, 0, 12, 8],
    "query": {"explore": "business", "fields": ["orders.revenue"]},
}
DOCUMENT: dict[str, Any] = {
    "title": "Ours",
    "filters": {
        "date": {"label": "Order date", "type": "date", "field": "orders.ordered_date"},
        "city": {"label": "City", "type": "string", "field": "orders.city"},
    },
    "tiles": {"revenue": TILE},
}
SAID = {"filter": "city", "label": "Town", "control": "tag_list", "tile.revenue": "1", "hears.revenue": "1"}


def changed(**more: str) -> dict[str, Any]:
    return done(DOCUMENT, "filter", {**SAID, **{key.replace("__", "."): value for key, value in more.items()}}).document


def test_a_filter_is_added_on_a_field_and_looked_at() -> None:
    change = done(DOCUMENT, "filter-add", FIELD)
    assert (change.filter, change.document["filters"]["country"]["field"]) == ("country", "orders.country")
    assert "country" not in DOCUMENT["filters"]
    with pytest.raises(Refused, match="on that field already"):
        done(change.document, "filter-add", FIELD)


def test_what_the_sheet_says_stands_in_the_document_and_what_is_usual_is_left_out() -> None:
    town = changed(default="Lyon", options="Lyon\nParis\n\nLyon", required="1", linked__date="1", display="more")[
        "filters"
    ]
    assert town["city"] == {
        "label": "Town", "type": "string", "field": "orders.city", "default": "Lyon", "control": "tag_list",
        "options": ["Lyon", "Paris"], "required": True, "linked": ["date"], "display": "more",
    }  # fmt: skip
    assert changed(control="advanced")["filters"]["city"] == {"label": "Town", "type": "string", "field": "orders.city"}


def test_a_tile_listens_by_the_field_it_is_told_or_not_at_all() -> None:
    assert "listens" not in changed()["tiles"]["revenue"]
    assert changed(field__revenue="contacts.city")["tiles"]["revenue"]["listens"] == {"city": "contacts.city"}
    assert changed(hears__revenue="")["tiles"]["revenue"]["listens"] == {"city": "no"}


def test_a_field_of_a_tile_is_narrowed_by_one_filter() -> None:
    with pytest.raises(Refused, match="Order date narrows that field in Revenue already"):
        changed(field__revenue="orders.ordered_date")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"label": ""}, "[Nn]ame|title|label"), ({"control": "single_day"}, "Control takes"),
        ({"min": "nan"}, "Min takes a number"), ({"filter": "gone"}, "not there any more"),
        ({"display": "loud"}, "Display takes"), ({"default": "x" * 30_000}, "."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_and_nothing_is_changed(more: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        changed(**more)


def test_filters_are_put_in_another_order_and_taken_away_with_what_others_said_of_them() -> None:
    after = filters.shifted(DOCUMENT, "city", -1)
    assert list(after["filters"]) == ["city", "date"]
    linked = changed(linked__date="1", field__revenue="contacts.city")
    gone = done(linked, "filter-remove", {"filter": "date"}).document
    assert list(gone["filters"]) == ["city"] and "linked" not in gone["filters"]["city"]
    assert "listens" not in done(linked, "filter-remove", {"filter": "city"}).document["tiles"]["revenue"]
