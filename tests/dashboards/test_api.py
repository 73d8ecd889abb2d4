"""Dashboards over REST: what owners, team-mates and strangers may."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import Account, SubAccount, User
from dashboards.library import dashboards
from tests.dashboards.filing.test_files import WEEKLY
from tests.dashboards.sales import sell
from tests.explores.keeping.people import analyst
from tests.explores.keeping.test_api import ask

pytestmark = pytest.mark.django_db
ASKS_NOTHING = {"title": "x", "vis": "bar", "at": [0, 0, 6, 4]}


def made(user: User, **changes: Any) -> Any:
    return ask(user, "POST", "dashboards", {"document": {**WEEKLY, **changes}}).json()


def test_a_dashboard_is_made_read_changed_and_put_away(alice: User) -> None:
    one = made(alice)
    assert (one["title"], one["version"], one["standard"]) == ("Weekly review", 1, False)
    path = f"dashboards/{one['id']}"
    assert ask(alice, "GET", path).json()["document"] == WEEKLY
    changed = ask(alice, "PATCH", path, {"version": 1, "document": {**WEEKLY, "title": "Weekly"}}).json()
    assert (changed["title"], changed["version"]) == ("Weekly", 2)
    assert ask(alice, "DELETE", path).status_code == 204 and ask(alice, "GET", path).status_code == 404
    assert [each["title"] for each in ask(alice, "GET", "dashboards?trashed=1").json()] == ["Weekly"]
    assert ask(alice, "DELETE", f"{path}?forever=1").status_code == 204
    assert ask(alice, "GET", "dashboards?trashed=1").json() == []


def test_standard_dashboards_are_read_and_copied_and_stay_as_they_are(alice: User) -> None:
    listed = ask(alice, "GET", "dashboards").json()
    assert [each["id"] for each in listed] == list(dashboards())
    document = ask(alice, "GET", "dashboards/revenue").json()["document"]
    assert ask(alice, "POST", "dashboards", {"document": document}).status_code == 201
    told = ask(alice, "PATCH", "dashboards/revenue", {"version": 1, "document": document})
    assert told.status_code == 403 and "Copy it" in str(told.json())
    assert ask(alice, "GET", "dashboards/nothing").status_code == 404


def test_the_second_of_two_programs_is_told(alice: User) -> None:
    path = f"dashboards/{made(alice)['id']}"
    ask(alice, "PATCH", path, {"version": 1, "document": {**WEEKLY, "title": "First"}})
    told = ask(alice, "PATCH", path, {"version": 1, "document": {**WEEKLY, "title": "Second"}})
    assert told.status_code == 409 and told.json()["code"] == "overtaken"
    assert ask(alice, "GET", path).json()["title"] == "First"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "'document' takes an object"),
        ({"document": []}, "'document' takes an object"),
        ({"document": {"title": "x", "colour": 1}}, "'colour' means nothing here"),
        ({"document": {"title": ""}}, "It needs a name"),
        ({"document": WEEKLY, "color": 1}, "'color' means nothing here"),
        (
            {"document": {**WEEKLY, "tiles": {"a": {"title": "x", "vis": "bar", "at": [0, 0, 6, 4]}}}},
            "'query' is missing",
        ),
    ],
)
def test_what_does_not_fit_is_said(alice: User, sent: dict[str, Any], said: str) -> None:
    answer = ask(alice, "POST", "dashboards", sent)
    assert answer.status_code == 400 and said in answer.json()["message"]


def test_a_change_says_which_version_it_is_of(alice: User) -> None:
    path = f"dashboards/{made(alice)['id']}"
    for version in (None, "1", True):
        assert ask(alice, "PATCH", path, {"version": version, "document": WEEKLY}).json()["field"] == "version"


def test_a_tile_answers_within_the_filters_and_the_rights_of_the_caller(
    transactional_db: None, account: Account, subaccount: SubAccount, alice: User, bob: User, charlie: User
) -> None:
    sell(subaccount, SubAccount.objects.create(pk=subaccount.pk + 1, account=account, name="Alba Italia"))
    path = "dashboards/revenue/tiles/revenue?order_date=2026-01-01 to 2026-03-01"
    revenue = [ask(user, "GET", path).json()["totals"]["orders.revenue"] for user in (alice, bob, charlie)]
    assert revenue == [1200, 200, None]
    assert ask(bob, "GET", f"{path}&country=IA").json()["totals"]["orders.revenue"] is None
    wrong = ask(bob, "GET", "dashboards/revenue/tiles/revenue?order_date=12 mnths")
    assert wrong.status_code == 400 and "mnths" in wrong.json()["message"]
    assert ask(bob, "GET", "dashboards/revenue/tiles/nothing").status_code == 404


def test_nobody_reads_or_changes_what_they_may_not(alice: User, bob: User, charlie: User, account: Account) -> None:
    path = f"dashboards/{made(analyst(account))['id']}"
    for user in (bob, charlie, analyst(account, "eve")):
        assert ask(user, "GET", path).status_code == 404
    assert ask(bob, "POST", "dashboards", {"document": WEEKLY}).status_code == 403
    assert ask(alice, "GET", path).status_code == 200  # an admin
