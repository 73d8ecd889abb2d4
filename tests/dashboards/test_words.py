"""Tiles that ask nothing, notes, the guide and tabs, as the page shows them."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.access import viewer_for
from accounts.models import Account, User
from dashboards import own
from explores.semantic.section import CatalogError
from tests.explores.keeping.people import analyst, place_of, send

pytestmark = pytest.mark.django_db
ORDERS = {"title": "Orders", "vis": "single", "at": [0, 0, 6, 4], "tab": "main"}
ORDERS["query"] = {"explore": "business", "fields": ["orders.count"]}
PAGE: dict[str, Any] = {
    "title": "Weekly",
    "guide": "Start with [orders](#tile-orders), then [words](#tile-hello). <script>alert(1)</script>",
    "tabs": {"main": "Overview", "more": "Details"},
    "filters": {"country": {"label": "Country", "type": "string", "field": "orders.country"}},
    "tiles": {
        "orders": ORDERS,
        "read": {"title": "Reading", "markdown": {"subtitle": "how", "body": "**Net** of <b>VAT</b>"},
                 "at": [6, 0, 6, 4], "tab": "main", "note": {"text": "Ask <i>Léa</i>", "shown": "below"}},
        "go": {"button": {"label": "Calendar", "link": "https://example.org/", "new_tab": True, "color": "rose",
                          "style": "outlined", "size": "large", "align": "center"}, "at": [12, 0, 6, 4]},
        "hello": {"text": "Hello\n# all", "at": [0, 0, 6, 4], "tab": "more", "note": {"text": "Mine"}},
    },
}  # fmt: skip


@pytest.fixture
def page(account: Account) -> tuple[User, str]:
    """Who looks, and the address of the dashboard."""
    dana = analyst(account)
    viewer = viewer_for(dana)
    return dana, f"/dashboards/{own.make_from(viewer, place_of(viewer, True), PAGE).pk}/"


def seen(user: User, path: str) -> str:
    answer = send(user, path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_words_stand_on_the_page_and_ask_nothing(page: tuple[User, str]) -> None:
    html = seen(*page)
    assert "<strong>Net</strong> of &lt;b&gt;VAT&lt;/b&gt;" in html
    assert '<p class="tile-note" role="note">Ask &lt;i&gt;Léa&lt;/i&gt;</p>' in html
    assert "tiles/read/" not in html and "Waiting" not in html
    assert send(page[0], f"{page[1]}tiles/read/").status_code == 404


def test_a_button_leads_where_it_says(page: tuple[User, str]) -> None:
    html = seen(*page)
    assert (
        'href="https://example.org/" rel="noopener noreferrer" target="_blank"><span class="act-words">Calendar' in html
    )
    assert "act-outlined act-rose" in html and "act-center act-large" in html


@pytest.mark.parametrize("change", [{"link": "javascript:alert(1)"}, {"color": "red'>"}, {"link": "//x.example"}])
def test_a_button_to_nowhere_good_says_so_in_its_place(page: tuple[User, str], change: dict[str, str]) -> None:
    button = {"label": "x", "link": "/", **change}
    found = own.value_of({"title": "x", "tiles": {"go": {"button": button, "at": [0, 0, 6, 4]}}}).tile("go")
    assert found is not None and found.fault


def test_the_guide_leads_to_tiles_on_other_tabs_too(page: tuple[User, str]) -> None:
    html = seen(*page)
    assert 'href="#tile-orders"' in html and 'href="?tab=more#tile-hello"' in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_tab_shows_its_own_tiles_and_keeps_the_filters(page: tuple[User, str]) -> None:
    user, path = page
    html = seen(user, f"{path}?tab=more&country=FR")
    assert "<p>Hello<br> # all</p>" in html and 'id="tile-orders"' not in html
    assert 'href="?country=FR&amp;tab=main"' in html and 'aria-current="page">Details' in html
    panel = seen(user, f"{path}filters/country/control/?tab=more&country=FR")
    assert '<input type="hidden" name="tab" value="more">' in panel  # a filter changed here stays here
    assert 'id="tile-orders"' in seen(user, f"{path}?tab=gone") and 'id="tile-go"' in seen(user, path)


def test_a_note_on_hover_is_behind_a_sign(page: tuple[User, str]) -> None:
    tile = {**PAGE["tiles"]["read"], "note": {"text": "Ask me"}}
    found = own.value_of({"title": "x", "tiles": {"a": {**tile, "tab": ""}}}).tile("a")
    assert found is not None and found.note is not None and found.note.shown == "hover"


@pytest.mark.parametrize("name", ["a b", "../x", "", "é", "x" * 61])
def test_what_cannot_stand_in_an_address_is_no_id(name: str) -> None:
    with pytest.raises(CatalogError, match="no name for an address"):
        own.value_of({"title": "x", "tiles": {name: {"text": "x", "at": [0, 0, 6, 4]}}})
