"""The sheet "Share" and the list of links: what they show, make and refuse."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from dashboards.models import SharedLink
from dashboards.sharing import links
from tests.dashboards.sharing.shared import dashboard_of, made_by, only, outside, text
from tests.explores.keeping.people import analyst

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(account: Account, subaccount: SubAccount) -> User:
    return analyst(account)


def send(user: User, path: str, **values: Any) -> Any:
    client = Client()
    client.force_login(user)
    return client.post(path, values) if values else client.get(path)


def test_a_link_is_made_with_the_filters_of_the_page_and_shown_once(dana: User, subaccount: SubAccount) -> None:
    sheet = text(send(dana, "/dashboards/revenue/share/?order_date=2025&country=FR"))
    assert (
        'name="query" value="order_date=2025&amp;country=FR"' in sheet and "/dashboards/revenue/?order_date=" in sheet
    )
    given = {"query": "order_date=2025&country=FR", "days": "7", "subaccount": only(subaccount), "name": "Agence Nord"}
    made = send(dana, "/dashboards/revenue/share/new", **given)
    link = SharedLink.objects.get()
    assert made.status_code == 200 and link.filters["country"]["value"] == "FR" and link.name == "Agence Nord"
    token = made.content.decode().partition("/s/")[2].partition("/")[0]
    assert links.known(token) == link and outside(f"/s/{token}/").status_code == 200
    assert token not in send(dana, "/dashboards/revenue/share/").content.decode()
    assert "opened 1 time" in text(send(dana, "/dashboards/revenue/share/"))


def test_a_refused_form_keeps_what_was_typed(dana: User, subaccount: SubAccount) -> None:
    given = {"days": "400", "name": "Agence Nord", "embed": "1", "origins": "https://a.example"}
    given["subaccount"] = str(subaccount.pk)
    answer = send(dana, "/dashboards/revenue/share/new", **given)
    page = text(answer)
    assert answer.status_code == 400 and "from 1 to 365 days" in page and 'value="Agence Nord"' in page
    assert "https://a.example</textarea>" in page and f'value="{subaccount.pk}" checked' in page
    for sites, said in (("", "Name the sites"), ("*", "is no site"), ("https://a.example/x", "is no site")):
        answer = send(dana, "/dashboards/revenue/share/new", **{**given, "days": "7", "origins": sites})
        assert answer.status_code == 400 and said in text(answer)
    assert not SharedLink.objects.exists()


def test_a_link_that_may_be_embedded_comes_with_its_lines(dana: User, subaccount: SubAccount) -> None:
    given = {
        "days": "7",
        "embed": "1",
        "origins": "https://a.example\nhttps://b.example",
        "subaccount": only(subaccount),
    }
    page = text(send(dana, "/dashboards/revenue/share/new", **given))
    assert "&lt;iframe src=" in page and "https://a.example, https://b.example" in page
    assert SharedLink.objects.get().origins == ["https://a.example", "https://b.example"]


def test_the_sheet_says_who_of_the_account_may_see_it(dana: User, alice: User, bob: User) -> None:
    row = dashboard_of(dana)
    page = text(send(bob, f"/dashboards/{row.pk}/share/"))
    assert "Shared</a>: Alice, Bob, Dana may see it" in page and "New link" not in page and "Links for" not in page
    assert "everyone of the account may see it" in text(send(bob, "/dashboards/revenue/share/"))


def test_a_link_is_withdrawn_from_the_list(dana: User, alice: User) -> None:
    made = made_by(dana, name="Agence Nord")
    assert "Agence Nord" in text(send(alice, "/links/"))
    assert (
        send(dana, f"/links/{made.link.pk}/revoke", next="https://elsewhere.example").headers["Location"] == "/links/"
    )
    page = text(send(alice, "/links/"))
    assert "Withdrawn" in page and "Revenue performance" in page
    assert outside(f"/s/{made.token}/").status_code == 410


def test_the_list_says_why_a_link_shows_nothing(dana: User, alice: User) -> None:
    made_by(dana, name="Agence Nord")
    dana.memberships.all().delete()
    assert "Shows nothing: Who made it is no longer of this account." in text(send(alice, "/links/"))
