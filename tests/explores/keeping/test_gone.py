"""What is kept outlives what it was made of: a field, an explore, the person who made it."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest
from django.db.models import RestrictedError
from django.test import Client

from accounts import tokens
from accounts.access import viewer_for
from accounts.models import Account, SubAccount, User
from dashboards import own
from explores.catalogs import standard
from explores.filtering.editor import name_of
from explores.keeping import content, folders
from explores.models import Look, LookVersion
from tests import shop
from tests.dashboards.kept import rewrite
from tests.explores.keeping.people import analyst, look_of, send

GONE = {
    "a field": {"explore": "business", "fields": ["orders.channel", "orders.revenu"]},
    "a custom field of it": {"explore": "business", "fields": ["orders.channel", "mine"],
                             "custom": {"mine": {"type": "sum", "of": "orders.totl"}}},
    "a calculation of it": {"explore": "business", "fields": ["orders.channel", "orders.revenue", "mine"],
                            "custom": {"mine": {"calculation": "${orders.revenu} / 2"}}},
    "a filter on it": {"explore": "business", "fields": ["orders.revenue"],
                       "filters": [{"field": "orders.chanel", "expression": "Email"}]},
    "a group of filters on it": {"explore": "business", "fields": ["orders.revenue"],
                                 "where": {"any": [{"field": "orders.chanel", "is": "a"}]}},
    "a sort by it": {"explore": "business", "fields": ["orders.channel", "orders.revenue"],
                     "sorts": [{"field": "orders.revenu"}]},
}  # fmt: skip
PICTURE = {"vis": "line", "c[series.orders.revenu.color]": "#ff0000", "c[column.mine.width]": "90", "c[nothing]": "x"}


@pytest.fixture
def dana(transactional_db: None, account: Account, subaccount: SubAccount) -> User:
    shop.fill(account, subaccount)
    return analyst(account)


def kept_as(look: Look, query: dict[str, Any], settings: dict[str, str] = PICTURE) -> None:
    """The Look as it would be had the catalog changed since."""
    Look.objects.filter(pk=look.pk).update(query=query, settings=settings, explore=query["explore"])
    LookVersion.objects.filter(look=look).update(query=query, settings=settings)


def opened(user: User, look: Look) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(f"/looks/{look.pk}/", follow=True)


def run(user: User, look: Look) -> Any:
    token = tokens.issue(user, user.memberships.get().account, "test")
    return Client(headers={"authorization": f"Bearer {token}"}).post(f"/api/v1/looks/{look.pk}/run")


@pytest.mark.parametrize("query", GONE.values(), ids=GONE.keys())
def test_a_look_that_names_what_is_gone_says_so_and_the_rest_stays(dana: User, query: dict[str, Any]) -> None:
    look = look_of(dana)
    kept_as(look, query)
    page = opened(dana, look)
    body = page.content.decode()
    assert page.status_code == 200 and "explore-problem" in body and "<field-picker" in body and "By month" in body
    assert "Remove" in body
    problem = run(dana, look)
    assert problem.status_code == 400 and problem.json()["field"]
    explore, nearest = standard().explore("business"), problem.json()["suggestion"]
    names = {field.id: name_of(explore, field) for field in explore.fields()}
    assert f"Try {names.get(nearest, nearest)}" in unescape(body)  # what an expression misses is named as it is written


def test_settings_of_a_column_that_is_gone_are_told_beside_the_chart(dana: User) -> None:
    look = look_of(dana)
    kept_as(look, {"explore": "business", "fields": ["orders.channel", "orders.revenue"]})
    page = opened(dana, look)
    assert page.status_code == 200 and "<plot-chart" in page.content.decode()
    assert run(dana, look).status_code == 200


def test_a_look_of_an_explore_that_is_gone_names_the_nearest(dana: User) -> None:
    look = look_of(dana)
    kept_as(look, {"explore": "busines", "fields": ["orders.revenue"]})
    page = opened(dana, look)
    assert page.redirect_chain[-1][0] == f"/looks/{look.pk}/versions/"
    assert "By month cannot be opened" in page.content.decode() and "Try business" in page.content.decode()
    assert run(dana, look).status_code == 400 and send(dana, "/folders/").status_code == 200


def test_an_older_version_opens_on_the_explore_it_asked(dana: User) -> None:
    look = look_of(dana)
    body = json.dumps({"version": 1, "query": {"explore": "ads", "fields": ["ad_metrics.clicks"]}})
    token = tokens.issue(dana, dana.memberships.get().account, "test")
    program = Client(headers={"authorization": f"Bearer {token}"})
    assert program.patch(f"/api/v1/looks/{look.pk}", body, content_type="application/json").status_code == 200
    assert opened(dana, look).redirect_chain[-1][0].startswith("/explore/ads/?")
    first = send(dana, f"/looks/{look.pk}/versions/1/").headers["Location"]
    assert first.startswith("/explore/business/?")
    assert "Version 1 of 2" in send(dana, first).content.decode()


def test_a_tile_of_what_is_gone_says_so_in_its_place(dana: User) -> None:
    viewer = viewer_for(dana)
    mine = own.make(viewer, folders.personal(viewer), "Mine")
    kept = content.of_address(viewer, "business", "fields=orders.channel,orders.revenue")
    good, bad, lost = (own.append(viewer, mine, name, kept, "bar") for name in ("good", "bad", "lost"))
    rewrite(mine, bad, query=GONE["a field"])
    rewrite(mine, lost, query={"explore": "busines", "fields": ["orders.revenue"]})
    assert send(dana, f"/dashboards/{mine.pk}/").status_code == 200
    bodies = [send(dana, f"/dashboards/{mine.pk}/tiles/{name}/").content.decode() for name in (good, bad, lost)]
    assert "<plot-chart" in bodies[0] and "Try orders.revenue" in bodies[1] and "Try business" in bodies[2]


def test_shared_looks_outlive_who_made_them_and_personal_ones_keep_their_maker(dana: User, alice: User) -> None:
    theirs = look_of(dana)
    with pytest.raises(RestrictedError):
        dana.delete()  # nobody's own Looks are lost, nor become anybody else's
    look = look_of(dana, shared=True)
    theirs.delete()
    dana.delete()
    assert opened(alice, look).status_code == 200
    for path in ("/folders/", f"/looks/{look.pk}/versions/"):
        assert "By month" in send(alice, path).content.decode()
    assert json.loads(run(alice, look).content)["returned"] > 0
