"""Links for outsiders over REST."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Account, SubAccount, User
from dashboards.models import SharedLink
from tests.dashboards.sharing.shared import made_by, outside
from tests.explores.keeping.people import analyst
from tests.explores.keeping.test_api import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def dana(account: Account, subaccount: SubAccount) -> User:
    return analyst(account)


def test_a_link_is_made_read_and_withdrawn(dana: User, subaccount: SubAccount) -> None:
    asked = {"dashboard": "revenue", "filters": {"order_date": "2025"}, "days": 7, "name": "Agence Nord"}
    made = ask(dana, "POST", "shared-links", {**asked, "origins": ["https://example.org/"]})
    link = made.json()
    assert made.status_code == 201 and link["origins"] == ["https://example.org"]
    assert link["subaccounts"] == [subaccount.pk] and link["filters"]["order_date"] == "2025"
    path = link.pop("url").removeprefix("http://testserver")
    assert outside(path).status_code == 200
    read = ask(dana, "GET", f"shared-links/{link['id']}").json()
    assert "url" not in read and read["opened"] == 1
    assert ask(dana, "GET", "shared-links?dashboard=revenue").json() == [read]
    assert ask(dana, "GET", "shared-links?dashboard=nothing").status_code == 404
    assert ask(dana, "DELETE", f"shared-links/{link['id']}").status_code == 204
    assert outside(path).status_code == 410


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"dashboard": "revenue", "filters": {"contry": "FR"}}, "no filter 'contry'"),
        ({"dashboard": "revenue", "filters": ["FR"]}, "takes an object"),
        ({"dashboard": "revenue", "filters": {"country": 7}}, "takes an object"),
        ({"dashboard": "revenue", "filters": {"order_date": "12 mnths"}}, "mnths"),
        ({"dashboard": "revenue", "subaccounts": [0]}, "no sub-account"),
        ({"dashboard": "revenue", "subaccounts": 1}, "takes a list"),
        ({"dashboard": "revenue", "subaccounts": []}, "at least one"),
        ({"dashboard": "revenue", "days": 366}, "from 1 to 365"),
        ({"dashboard": "revenue", "days": True}, "from 1 to 365"),
        ({"dashboard": "revenue", "origins": "https://a.example"}, "takes a list"),
        ({"dashboard": "revenue", "origins": ["*"]}, "is no site"),
        ({"dashboard": "revenue", "name": 7}, "takes a text"),
        ({"dashboard": "revenue", "name": "x" * 201}, "at most 200"),
        ({"dashboard": "revenue", "token": "mine"}, "means nothing here"),
        ([7], "JSON object"),
    ],
)
def test_what_means_nothing_is_refused_and_nothing_is_made(dana: User, given: Any, said: str) -> None:
    answer = ask(dana, "POST", "shared-links", given)
    assert answer.status_code == 400 and said in answer.json()["message"]
    assert not SharedLink.objects.exists()


def test_viewers_and_strangers_get_none(dana: User, bob: User, charlie: User) -> None:
    made = made_by(dana)
    for user, status in ((bob, 403), (charlie, 404)):
        assert ask(user, "DELETE", f"shared-links/{made.link.pk}").status_code == status
    assert ask(charlie, "GET", "shared-links").json() == []
    assert ask(bob, "POST", "shared-links", {"dashboard": "revenue"}).status_code == 403
    assert ask(dana, "POST", "shared-links", {"dashboard": "999999"}).status_code == 404
