"""What an outsider gets: the figures of the link and no way to others; what they don't: everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from dashboards import own
from dashboards.models import SharedLink
from dashboards.sharing import guessing, links
from tests import shop
from tests.dashboards.sharing.shared import dashboard_of, made_by, only, opened, outside, state, text
from tests.explores.keeping.people import analyst

HOSTILE = '<img src=x onerror="window.broken=1">'
WAYS_ON = (
    *("/explore/", "/api/", "/dashboards/revenue", "/folders", "/looks", "/accounts", "/links"),
    *("SELECT", "csrf", "popovertarget"),
)
CHANGED = (
    "order_date=2025-10",
    "country=DE",
    "show=table",
    "now=2020-01-01T00:00:00Z",
    "pin=1&fresh=1",
    "subaccount=2",
)


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def dana(account: Account, subaccount: SubAccount) -> User:
    return analyst(account)


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


def test_an_outsider_reads_the_figures_of_the_link_and_changes_nothing(
    sales: None, dana: User, subaccount: SubAccount
) -> None:
    made = made_by(dana, subaccounts=only(subaccount))
    page = text(opened(made))
    assert "Revenue performance" in page and "Shared by Dana, Maison Alba, until" in page and "Data as of" in page
    assert "<dd>Alba France</dd>" in page and "Alba Italia" not in page
    assert re.search(r"<dt>Order date</dt> *<dd [^>]*>[^<]*2025", page)
    tile = f"tiles/revenue/?at={state(made)}"
    # January to November 2025: 130 + 140 + … + 230 euros in each of three channels. Italy's 99,000 are not the link's.
    assert "€5,940" in text(opened(made, tile))
    for more in CHANGED:
        assert "€5,940" in text(opened(made, f"{tile}&{more}"))
    for forged in ("x", "", "eyJ9.x", state(made)[:-1]):
        assert "€5,940" in text(opened(made, f"tiles/revenue/?at={forged}"))
    whole = made_by(dana)
    assert "€104,940" in text(opened(whole, f"tiles/revenue/?at={state(whole)}"))
    assert "€104,940" in text(opened(whole, f"tiles/revenue/?at={state(made)}"))  # a state is of its own link


def test_no_tile_offers_a_way_on(sales: None, dana: User) -> None:
    made = made_by(dana)
    page = opened(made).content.decode()
    names = re.findall(r'id="tile-(\w+)"', page)
    whole = page + "".join(opened(made, f"tiles/{name}/?at={state(made)}").content.decode() for name in names)
    assert len(names) > 8 and "could not be answered" not in whole
    assert [way for way in WAYS_ON if way in whole] == []
    addresses = re.findall(r'(?:href|action|hx-get|hx-post)="([^"]*)"', whole)
    ours = ("/static/", "#", "tiles/", f"/s/{made.token}/tiles/")
    assert [each for each in addresses if not each.startswith(ours)] == []
    assert "<form" not in whole and HOSTILE not in whole


def test_the_maker_of_a_link_does_not_change_what_others_see_of_it(sales: None, dana: User, bob: User) -> None:
    """Whoever is signed in in that browser, the link shows the link."""
    made = made_by(dana)
    for user in (bob, dana):
        client = Client()
        client.force_login(user)
        answer = client.get(f"/s/{made.token}/tiles/revenue/")
        assert "€104,940" in text(answer) and not answer.cookies


@pytest.mark.django_db
def test_no_answer_sets_a_cookie_is_kept_found_or_told_onwards(dana: User) -> None:
    alive, over = made_by(dana), made_by(dana)
    links.revoke(viewer_for(dana), over.link)
    for path, status in ((f"/s/{alive.token}/", 200), (f"/s/{over.token}/", 410), ("/s/sxl_unknown/", 404)):
        answer = outside(path)
        assert (answer.status_code, dict(answer.cookies)) == (status, {})
        assert "noindex" in answer["X-Robots-Tag"] and answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"] and answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert '<meta name="robots" content="noindex' in answer.content.decode()


@pytest.mark.django_db
def test_only_the_sites_of_a_link_may_frame_it(dana: User) -> None:
    made = made_by(dana, sites=["https://www.example.org", "http://127.0.0.1:9"])
    answer = opened(made, "?theme=dark")
    assert "frame-ancestors https://www.example.org http://127.0.0.1:9" in answer["Content-Security-Policy"]
    assert "script-src 'self'" in answer["Content-Security-Policy"] and "X-Frame-Options" not in answer.headers
    assert '<html lang="en" data-theme="dark">' in answer.content.decode()
    assert "data-theme" not in opened(made, '?theme="><script>').content.decode()
    other = outside("/dashboards/")
    assert other["X-Frame-Options"] == "DENY" and "frame-ancestors 'none'" in other["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "sxl_", "sxl_" + "A" * 43, "%00", "%ED%A0%80", "a" * 4000, "'--", "..%2f"])
def test_an_unknown_token_finds_nothing(dana: User, token: str) -> None:
    made_by(dana)
    for path in (f"/s/{token}/", f"/s/{token}/tiles/revenue/"):
        answer = outside(path)
        assert answer.status_code == 404 and "Maison" not in answer.content.decode()


@pytest.mark.django_db
def test_who_guesses_waits_and_others_do_not(dana: User) -> None:
    made = made_by(dana)
    for number in range(guessing.GUESSES):
        assert outside(f"/s/sxl_{number}/").status_code == 404
    assert outside("/s/sxl_again/").status_code == 429
    assert opened(made).status_code == 429  # a right one tells a guesser nothing
    assert Client(REMOTE_ADDR="192.0.2.7").get(f"/s/{made.token}/").status_code == 200


def test_a_link_asks_the_engine_only_so_often(sales: None, dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    made = made_by(dana)
    monkeypatch.setattr(guessing, "ANSWERS", 0)
    assert "asked too often" in text(opened(made, "tiles/revenue/"))


@pytest.mark.django_db
def test_a_tile_that_is_not_of_the_dashboard_is_not_there(dana: User) -> None:
    made = made_by(dana, str(dashboard_of(dana).pk), params={})
    assert opened(made, "tiles/revenue/").status_code == 404


@pytest.mark.django_db
def test_names_are_shown_as_text(dana: User, subaccount: SubAccount) -> None:
    SubAccount.objects.filter(pk=subaccount.pk).update(name=HOSTILE)
    User.objects.filter(pk=dana.pk).update(name=HOSTILE)
    row = dashboard_of(dana, title=HOSTILE)
    page = opened(made_by(User.objects.get(pk=dana.pk), str(row.pk), params={})).content.decode()
    assert HOSTILE not in page and page.count("&lt;img src=x") >= 3


def test_an_own_dashboard_shows_its_newest_version(sales: None, dana: User) -> None:
    row = dashboard_of(dana)
    made = made_by(dana, str(row.pk), params={})
    own.save(viewer_for(dana), row, {**row.content, "title": "Renamed"}, row.version)
    assert "Renamed" in text(opened(made))
    (name,) = re.findall(r'id="tile-(\w+)"', opened(made).content.decode())
    assert "plot-chart" in text(opened(made, f"tiles/{name}/?at={state(made)}"))


def test_a_filter_added_on_the_page_is_fixed_with_the_others(sales: None, dana: User) -> None:
    made = made_by(dana, params={"order_date": "2025", "f[orders.channel]": "Email"})
    assert "Channel" in text(opened(made)) and "Email" in text(opened(made))
    # One of three channels: 130 + 140 + … + 230 euros.
    assert "€1,980" in text(opened(made, f"tiles/revenue/?at={state(made)}&f[orders.channel]=Ads"))


@pytest.mark.django_db
def test_a_filter_whose_field_is_gone_ends_the_link(dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    made = made_by(dana, params={"f[orders.channel]": "Email"})
    assert opened(made).status_code == 200
    kept = {"f[orders.was_here]": made.link.filters["f[orders.channel]"] | {"field": "orders.was_here"}}
    SharedLink.objects.filter(pk=made.link.pk).update(filters=kept)
    assert opened(made).status_code == 410


def test_a_tile_that_ignores_what_a_link_is_fixed_to_is_not_shown(sales: None, dana: User) -> None:
    row = dashboard_of(dana)
    spent: dict[str, Any] = {"title": "Spent", "vis": "table", "at": [0, 40, 24, 8]}
    spent["query"] = {"explore": "ads", "fields": ["ad_metrics.spend"]}
    tiles = {**row.content["tiles"], "spent": spent}
    own.save(viewer_for(dana), row, {**row.content, "tiles": tiles}, row.version)
    made = made_by(dana, str(row.pk), params={"f[orders.channel]": "Email"})
    assert "narrowed by Channel, which this link is fixed to" in text(opened(made, "tiles/spent/"))


def test_an_outsider_reads_the_guide_and_words_without_the_ways_into_the_product(sales: None, dana: User) -> None:
    made = made_by(dana)
    guide = re.findall(r'<details class="shared-guide">.*?</details>', opened(made).content.decode(), re.S)[0]
    assert "How to read this" in guide and '<a href="#tile-repeat_rate"' in guide
    assert "explore margin by category" in guide and "/explore/" not in guide
    row = dashboard_of(dana)
    said = {"text": "[ours](/folders/) [theirs](https://example.org/)", "title": "Said", "at": [0, 40, 12, 6],
            "subtitle": "Of Mondays", "note": {"text": "Of June", "shown": "below"}}  # fmt: skip
    own.save(viewer_for(dana), row, {**row.content, "tiles": {**row.content["tiles"], "said": said}}, row.version)
    page = text(opened(made_by(dana, str(row.pk), params={})))
    assert "<p>ours <a " in page and "https://example.org/" in page and "Of Mondays" in page and "Of June" in page
    assert "shared-guide" not in page


def test_an_outsider_turns_the_faces_of_a_tile_as_people_inside_do(sales: None, dana: User) -> None:
    made = made_by(dana)
    tile = f"tiles/{{}}/?at={state(made)}"
    cohorts = text(opened(made, tile.format("cohorts")))
    assert 'aria-pressed="true" hx-get="tiles/cohorts/?&amp;show=active.share"' in cohorts
    counted = text(opened(made, tile.format("cohorts") + "&show=active.number"))
    assert 'aria-pressed="true" hx-get="tiles/cohorts/?&amp;show=active.number"' in counted
    chart = tile.format("revenue_by_month")
    assert "plot-chart" in text(opened(made, chart)) and "View as table" in text(opened(made, chart))
    rows = text(opened(made, f"{chart}&show=table"))
    assert "View as chart" in rows and "€390.00" in rows and "data-row" not in rows and "th-sort" not in rows


def test_only_the_faces_of_a_tile_are_kept(sales: None, dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever an outsider writes in an address, each tile is kept once for each face that it has."""
    keys: set[str] = set()
    monkeypatch.setattr("dashboards.kept.keep", lambda key, *rest: keys.add(key))
    made = made_by(dana)
    for wanted in ("active.share", "x", "active", "active.x", "table", "x.number", ""):
        assert opened(made, f"tiles/cohorts/?at={state(made)}&show={wanted}").status_code == 200
    assert len(keys) == 2 and not [key for key in keys if made.token in key]
