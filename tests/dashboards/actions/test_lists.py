"""Home and the list of dashboards."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from dashboards import own
from explores.keeping import folders
from tests import shop
from tests.explores.keeping.people import analyst, send


@pytest.fixture
def mine(alice: User) -> str:
    viewer = viewer_for(alice)
    made = own.make(viewer, folders.shared(viewer.account), "Weekly trading", "Every Monday, for the board")
    return str(made.pk)


def rows(user: User, query: str = "") -> str:
    page = send(user, f"/dashboards/{query}").content.decode()
    return page.partition('id="dashboards"')[2].partition("</section>")[0]


def test_the_list_says_of_each_where_it_lies_and_what_it_is(mine: str, bob: User) -> None:
    shown = rows(bob)
    for words in ("Weekly trading", "Every Monday, for the board", "Shared", "Revenue performance", "Standard"):
        assert words in shown, words


@pytest.mark.parametrize("words", ["weekly", "BOARD monday", "shared", "trading  weekly"])
def test_the_search_looks_at_names_descriptions_and_folders(mine: str, bob: User, words: str) -> None:
    shown = rows(bob, f"?q={quote(words)}")
    assert "Weekly trading" in shown and "Revenue performance" not in shown


def test_a_search_that_finds_nothing_says_so_and_leads_back(bob: User) -> None:
    shown = rows(bob, "?q=%3Cscript%3Ealert(1)")
    assert "No dashboard is called" in shown and "<script>" not in shown and 'href="/dashboards/"' in shown


def test_who_may_not_save_is_offered_no_new_dashboard(alice: User, bob: User) -> None:
    assert "New dashboard" in send(alice, "/dashboards/").content.decode()
    assert "New dashboard" not in send(bob, "/dashboards/").content.decode()


def test_a_new_dashboard_starts_empty_where_it_was_asked_for(account: Account) -> None:
    dana = analyst(account)
    viewer = viewer_for(dana)
    assert "New dashboard" in send(dana, "/dashboards/new").content.decode()
    made = send(dana, "/dashboards/new", title="Mondays", folder=str(folders.personal(viewer).pk))
    assert made.headers["Location"].endswith("/edit/")  # there is nothing to read yet
    page = send(dana, made.headers["Location"]).content.decode()
    assert "Mondays" in page and "Nothing stands here yet" in page
    page = send(dana, made.headers["Location"].removesuffix("edit/")).content.decode()
    assert "Mondays" in page and "has no tile yet" in page


def test_a_new_dashboard_without_a_title_is_refused_in_words(account: Account) -> None:
    dana = analyst(account)
    answer = send(dana, "/dashboards/new", title="  ", folder=str(folders.personal(viewer_for(dana)).pk))
    assert answer.headers["Location"] == "/dashboards/"
    assert not own.Dashboard.objects.exists()


def test_nobody_makes_a_dashboard_in_anothers_folder(account: Account, alice: User) -> None:
    hers = str(folders.personal(viewer_for(alice)).pk)
    dana = analyst(account)
    for folder in (hers, "99999999999999999999", "x", ""):
        assert send(dana, "/dashboards/new", title="Mondays", folder=folder).status_code == 404, folder


@pytest.mark.django_db(transaction=True)
def test_home_shows_stars_and_what_was_opened_last(account: Account, subaccount: SubAccount, alice: User) -> None:
    shop.fill(account, subaccount)
    assert "Give a dashboard a star" in send(alice, "/").content.decode()
    send(alice, "/dashboards/ads/")
    send(alice, "/dashboards/revenue/star", on="1")
    page = send(alice, "/").content.decode()
    favourites, recent = page.index('id="home-favourites"'), page.index('id="home-recent"')
    assert favourites < page.index("Revenue performance", favourites) < recent < page.index("Ads", recent)
