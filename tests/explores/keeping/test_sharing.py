"""What the menu gives away: a short link, an embedded page, model code; and which panels are folded."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from config import env
from tests import shop
from tests.explores.keeping.people import MONTHS


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


def test_the_page_gives_a_short_link(page: Client) -> None:
    answer = page.post("/explore/business/share", {"query": f"?{MONTHS}"})
    assert page.get(json.loads(answer.content)["url"]).headers["Location"].endswith(MONTHS)
    assert page.post("/explore/busines/share", {"query": MONTHS}).status_code == 404
    assert page.post("/explore/business/share", {"query": "fields=\0"}).status_code == 400


def test_a_merge_has_a_short_link_too(page: Client) -> None:
    answer = page.post("/explore/merge/share", {"query": "?source=business?fields%3Dorders.count"})
    where = page.get(json.loads(answer.content)["url"]).headers["Location"]
    assert where.startswith("/explore/merge/?source=business") and page.get(where).status_code == 200


def test_an_embedded_page_has_the_picture_and_no_chrome(sales: None, page: Client) -> None:
    body = page.get(f"/explore/business/embed?{MONTHS}").content.decode()
    assert "<plot-chart" in body and "data as of" in body
    assert 'class="nav"' not in body and "<field-picker" not in body and "filter-editor" not in body


def test_no_other_site_may_show_it_by_default(page: Client) -> None:
    answer = page.get("/explore/business/embed")
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_the_sites_the_operator_named_may(page: Client, settings: Any) -> None:
    settings.EMBED_ORIGINS = ["https://intranet.example.org"]
    answer = page.get("/explore/business/embed")
    assert "X-Frame-Options" not in answer.headers
    assert "frame-ancestors https://intranet.example.org" in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert page.get("/explore/business/").headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("word", ["*", "https://a.org; script-src *", "a.org", "https://a.org/path", "javascript:x"])
def test_what_is_no_site_stops_the_start(word: str) -> None:
    with pytest.raises(env.SettingError, match="is no address of a site"):
        env.origins([word])


def test_an_embedded_page_shows_each_viewer_their_own_rows(
    sales: None, client: Client, bob: User, charlie: User
) -> None:
    client.force_login(bob)
    assert "99,660" not in client.get(f"/explore/business/embed?{MONTHS}&vis=table").content.decode()
    client.force_login(charlie)
    assert "€" not in client.get(f"/explore/business/embed?{MONTHS}&vis=table").content.decode()


def test_model_code_is_the_question_as_a_tile_takes_it(page: Client) -> None:
    query = f"{MONTHS}&sorts=orders.revenue desc&limit=all&total=1&stack=1"
    body = page.get("/explore/business/code", {"query": query, "title": "Revenue"}).content.decode()
    for line in (
        "title: Revenue",
        "type: bar",
        "explore: business",
        "- orders.revenue desc",
        "limit: all",
        "totals: true",
    ):
        assert line in body


def test_model_code_of_what_cannot_be_read_says_why(page: Client) -> None:
    assert "colour" in page.get("/explore/business/code", {"query": "fields=orders.count&colour=1"}).content.decode()


def test_panels_stay_as_the_address_has_them(sales: None, page: Client) -> None:
    body = page.get(f"/explore/business/?{MONTHS}&toggle=vis,fil,nonsense").content.decode()
    assert 'aria-label="Visualization" data-folded' in body and 'aria-label="Data" data-folded' not in body
    assert 'aria-label="Filters" data-folded' in body and 'data-fold="vis" aria-expanded="false"' in body


def test_the_menu_has_every_way_on(sales: None, page: Client) -> None:
    body = page.get(f"/explore/business/?{MONTHS}").content.decode()
    for words in ("Save as a Look", "Download…", "Send…", "Save and schedule…", "Copy short link"):
        assert words in body
    for words in (
        "Copy the whole address",
        "Copy embed address",
        "Model code",
        "Remove all fields",
        "Clear cache and refresh",
    ):
        assert words in body
