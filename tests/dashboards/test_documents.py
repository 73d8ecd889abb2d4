"""The language of dashboards: what a document may say beside its questions, and what is said where it does not fit."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dashboards import documents, own, reading
from dashboards.model import Box, Note, Settings, Words
from explores.semantic.section import CatalogError

QUERY = {"explore": "business", "fields": ["orders.count"]}
PAGE: dict[str, Any] = {
    "title": "Weekly",
    "description": "What came in",
    "guide": "Look at [orders](#tile-orders) first.",
    "settings": {"timezone": "Europe/Paris", "refresh": "5 minutes", "run_on_load": False, "filter_bar": "right"},
    "tabs": {"main": "Overview", "more": "Details"},
    "filters": {
        "day": {"label": "Day", "type": "date", "field": "orders.ordered_date", "default": 2025, "required": True},
        "country": {
            "label": "Country", "type": "string", "field": "orders.country", "control": "checkboxes",
            "options": ["FR", "NO", False], "linked": ["day"], "display": "more",
        },
    },
    "tiles": {
        "orders": {"title": "Orders", "vis": "single", "at": [0, 0, 6, 4], "query": QUERY, "tab": "main",
                   "note": {"text": "Paid ones", "shown": "above"}, "refresh": "1 hour", "timezone": "UTC"},
        "look": {"title": "A Look", "look": 12, "at": [6, 0, 6, 4], "tab": "main"},
        "words": {"text": "Hello", "at": [0, 0, 6, 4], "tab": "more"},
        "mark": {"title": "Me", "markdown": {"subtitle": "how", "body": "**bold**"}, "at": [6, 0, 6, 4], "tab": "more"},
        "go": {"button": {"label": "Go", "link": "/explore/", "size": "large"}, "at": [12, 0, 6, 4], "tab": "more"},
    },
}  # fmt: skip


def changed(path: str, value: Any) -> dict[str, Any]:
    data = copy.deepcopy(PAGE)
    part = data
    *way, last = path.split("/")
    for name in way:
        part = part[name]
    part[last] = value
    return data


def read(data: Any) -> Any:
    return reading.read("weekly", data, "weekly.yaml", standard=False)


def test_a_document_says_how_its_page_behaves() -> None:
    found = read(PAGE)
    assert found.settings == Settings("Europe/Paris", 300, run_on_load=False, filter_bar="right")
    assert found.tabs == {"main": "Overview", "more": "Details"} and found.guide.startswith("Look at")
    day, country = found.filters
    assert (day.default, day.required, country.options) == ("2025", True, ("FR", "NO", "no"))
    assert (country.control, country.linked, country.display) == ("checkboxes", ("day",), "more")


def test_a_tile_is_a_question_or_a_look_or_words() -> None:
    orders, look, text, mark, button = read(PAGE).tiles
    assert (orders.note, orders.refresh, orders.timezone) == (Note("Paid ones", "above"), 3600, "UTC")
    assert look.look == 12 and text.words == Words("text", "Hello") and not text.asks
    assert mark.words == Words("markdown", "**bold**", subtitle="how")
    assert button.words == Words("button", "Go", link="/explore/", size="large")


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("settings/timezone", "Europe/Pari", "no time zone 'Europe/Pari'. Try Europe/Paris"),
        ("settings/refresh", "often", "a number and a unit"),
        ("settings/refresh", "1 second", "the most often"),
        ("settings/filter_bar", "left", "top, right, collapsed"),
        ("settings/colour", "red", "means nothing here"),
        ("filters/day/control", "checkbox", "Try checkboxes"),
        ("filters/country/linked", ["nobody"], "is linked to 'nobody'"),
        ("filters/country/linked", ["country"], "is linked to 'country'"),
        ("tabs", {"main": "Overview"}, "on tab 'more'"),
        ("tiles/look/at", [0, 0, 6, 4], "overlap"),
        ("tiles/look/at", [20, 0, 6, 4], "there are 24"),
        ("tiles/orders/listens", {"nobody": "x"}, "no filter here"),
    ],
)
def test_what_does_not_fit_is_named(path: str, value: Any, said: str) -> None:
    with pytest.raises(CatalogError) as caught:
        read(changed(path, value))
    assert said in str(caught.value) and "weekly.yaml" in str(caught.value)


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//evil.example", "data:text/html,x", "ftp://x", " /x"])
def test_a_button_leads_only_where_a_person_expects(link: str) -> None:
    (tile,) = [tile for tile in read(changed("tiles/go/button/link", link)).tiles if tile.id == "go"]
    assert "'link' takes an address" in tile.fault and tile.words is None


def test_a_tile_of_peoples_own_that_does_not_fit_keeps_its_place() -> None:
    broken = read(changed("tiles/orders/query", {"explore": "business", "colour": 1})).tile("orders")
    assert broken.box == Box(0, 0, 6, 4) and "has no 'colour'" in broken.fault and broken.title == "Orders"


NO_DOCUMENTS = [None, [], "x", {}, {"title": 3}, {"title": "x", "tiles": []}, {"title": "x", "tiles": {"a": 1}}]


@pytest.mark.parametrize("data", NO_DOCUMENTS)
def test_what_is_no_document_is_said(data: Any) -> None:
    with pytest.raises(CatalogError):
        read(data)


def test_tiles_get_ids_that_say_what_they_are_of() -> None:
    start = documents.blank("Weekly")
    one, first = documents.with_tile(start, {"title": "Été: ventes par mois!"})
    two, second = documents.with_tile(one, {"title": "Été ventes par mois"})
    _, third = documents.with_tile(two, {"title": "売上"})
    assert (first, second, third) == ("ete_ventes_par_mois", "ete_ventes_par_mois_2", "tile")
    assert start["tiles"] == {} and list(two["tiles"]) == [first, second]


def test_a_value_of_a_document_is_its_own_kind_of_dashboard() -> None:
    assert not own.value_of(PAGE, "12").standard and own.value_of(PAGE, "12").slug == "12"
