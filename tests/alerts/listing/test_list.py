"""The list of alerts: who sees which, what comes first, what a line says, and how little is asked for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.access import viewer_for
from accounts.models import Account, Membership, SubAccount, User
from alerts.listing import filters
from alerts.listing.open import seen
from alerts.listing.waiting import waiting
from alerts.models import Alert, Follower
from dashboards import own
from explores.keeping import folders
from explores.models import Look
from tests.alerts.checking.watched import alert
from tests.alerts.listing.alike import checked, many, row
from tests.explores.keeping.people import analyst, look_of

pytestmark = pytest.mark.django_db(transaction=True)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, address: str = "?whose=all") -> str:
    answer = signed_in(user).get(f"/alerts/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_fires_comes_first_then_what_cannot_be_checked_and_what_stands_still_last(
    alice: User, subaccount: SubAccount
) -> None:
    phases = ["ok", "snoozed", "error", "firing", "no_data", "acknowledged", "pending"]
    for phase in phases:
        alert(alice, subaccount, name=phase, phase=phase)
    alert(alice, subaccount, name="paused", phase="firing", paused_at="2026-03-02T06:00Z")
    found = filters.urgent_first(seen(viewer_for(alice))).values_list("name", flat=True)
    assert list(found) == ["firing", "error", "no_data", "acknowledged", "pending", "snoozed", "ok", "paused"]


def test_a_line_says_the_rule_the_figure_now_the_last_check_the_next_and_the_owner(
    alice: User, subaccount: SubAccount
) -> None:
    checked(alert(alice, subaccount, phase="firing", state={"since": "2026-03-05T06:00:00+00:00"}))
    found = page(alice)
    for said in (
        "Many orders",
        "Orders is above 7",
        ">9<",
        "above 7",
        "since 5 Mar",
        "Tue 3 Mar 06:00",
        "Alice",
        "Firing",
    ):
        assert said in found, said


def test_the_worst_row_stands_for_an_alert_of_many(alice: User, subaccount: SubAccount) -> None:
    rule = {"kind": "category", "categories": ["orders.channel"],
            "conditions": [{"field": "orders.count", "op": "above", "value": "7"}]}  # fmt: skip
    made = alert(alice, subaccount, rule=rule)
    checked(made, rows=[row(9, "", key=("Email",)), row(30, "", key=("SMS",)), row(2, "", "fine", ("Ads",))])
    assert "SMS" in (shown := page(alice)) and "and 1 more in breach" in shown


@pytest.fixture
def dora(subaccount: SubAccount) -> User:
    return analyst(subaccount.account, "dora")


def test_others_see_what_watches_content_and_sub_accounts_that_are_open_to_them(
    alice: User, bob: User, dora: User, account: Account, subaccount: SubAccount
) -> None:
    elsewhere = SubAccount.objects.create(account=account, name="Iberia")
    hers = own.make(viewer_for(dora), folders.personal(viewer_for(dora)), "Hers")
    for name, place, content in (
        ("open", subaccount, {"kind": "tile", "slug": "revenue", "tile": "revenue"}),
        ("elsewhere", elsewhere, {"kind": "tile", "slug": "revenue", "tile": "revenue"}),
        ("personal", subaccount, {"kind": "tile", "slug": str(hers.pk), "tile": "x"}),
        ("look", subaccount, {"kind": "look", "look": look_of(dora).pk}),
        ("unknown", subaccount, {"kind": "explore", "explore": "gone", "query": "fields=x"}),
    ):
        alert(alice, place, name=name, content=content)
    names = lambda user: set(seen(viewer_for(user)).values_list("name", flat=True))  # noqa: E731 - three times
    assert names(bob) == {"open"} and names(dora) >= {"open", "personal", "look", "elsewhere"}
    assert names(alice) == {"open", "elsewhere", "personal", "look", "unknown"}


def test_an_alert_of_two_sub_accounts_is_open_to_who_sees_both(
    alice: User, bob: User, account: Account, subaccount: SubAccount
) -> None:
    other = SubAccount.objects.create(account=account, name="Iberia")
    alert(alice, subaccount).subaccounts.add(other)
    assert not seen(viewer_for(bob)).exists()
    Membership.objects.get(user=bob).subaccounts.add(other)
    assert seen(viewer_for(bob)).exists()


def test_an_owner_who_lost_a_sub_account_keeps_the_alert_and_not_its_figures(
    dora: User, account: Account, subaccount: SubAccount
) -> None:
    made = alert(dora, subaccount, name="Mine still")
    checked(made)
    Membership.objects.filter(user=dora).update(all_subaccounts=False)
    assert "Mine still" in page(dora, "?whose=mine") and ">9<" not in page(dora, "?whose=mine")
    assert "may not see any more" in signed_in(dora).get(f"/alerts/{made.pk}/").content.decode()


def test_a_stranger_sees_none(alice: User, charlie: User, subaccount: SubAccount) -> None:
    made = alert(alice, subaccount)
    assert "Many orders" not in page(charlie) and signed_in(charlie).get(f"/alerts/{made.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"state": "firing"}, ["fires"]),
        ({"state": "broken"}, ["broke"]),
        ({"state": "paused"}, ["rests"]),
        ({"state": "left"}, ["orphan"]),
        ({"q": "FIR"}, ["fires"]),
        ({"whose": "followed"}, ["broke"]),
        ({"whose": "mine", "state": "nonsense"}, ["fires", "broke", "rests"]),
        ({"q": "\0'; --"}, []),
        ({"about": "dashboard:revenue"}, ["rests"]),
    ],
    ids=str,
)
def test_the_list_is_narrowed(alice: User, dora: User, subaccount: SubAccount, given: Any, left: list[str]) -> None:
    alert(alice, subaccount, name="fires", phase="firing")
    broke = alert(alice, subaccount, name="broke", phase="error")
    alert(alice, subaccount, name="rests", paused_at="2026-03-02T06:00Z", about="tile:revenue/revenue")
    orphan = alert(dora, subaccount, name="orphan")
    Follower.objects.create(alert=broke, user=alice)
    User.objects.filter(pk=orphan.owner_id).update(is_active=False)
    viewer = viewer_for(alice)
    wanted = filters.of(viewer, {"whose": "all", **given})
    rows = filters.urgent_first(filters.in_state(filters.found(viewer, wanted), wanted.state))
    assert ([each.name for each in rows] == left and "<table" in page(alice, f"?whose={wanted.whose}")) or not left


def questions(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_hundred_alerts_take_as_many_questions_as_three(alice: User, subaccount: SubAccount) -> None:
    viewer, client = viewer_for(alice), signed_in(alice)
    many(alice, subaccount, 3)
    client.get("/alerts/")
    few = questions(client, "/alerts/")
    look = look_of(alice)
    for number in range(20):
        page = own.make(viewer, folders.personal(viewer), f"Page {number}")
        many(alice, subaccount, 2, content={"kind": "tile", "slug": str(page.pk), "tile": "x"})
        Look.objects.filter(pk=look.pk).update(name=f"Look {number}")
        many(alice, subaccount, 1, content={"kind": "look", "look": look.pk})
    assert questions(client, "/alerts/") <= few + 2  # own dashboards and Looks are asked for once


def test_a_page_shows_a_hundred_and_says_of_how_many(alice: User, subaccount: SubAccount) -> None:
    many(alice, subaccount, 103)
    assert "100 of 103 alerts" in page(alice) and "103 of 103 alerts" in page(alice, "?whose=all&shown=200")


def test_the_badge_counts_what_fires_and_nobody_looks_after(
    alice: User, bob: User, subaccount: SubAccount, rf: Any
) -> None:
    for phase in ("firing", "acknowledged", "error", "ok"):
        made = alert(alice, subaccount, phase=phase)
    request = rf.get("/")
    request.user = alice
    assert waiting(request) == 1
    request = rf.get("/")
    request.user = bob
    assert waiting(request) == 0
    Alert.objects.filter(pk=made.pk).update(phase="firing")
    Follower.objects.create(alert=made, user=bob)
    request = rf.get("/")
    request.user = bob
    assert waiting(request) == 1


def test_an_empty_list_says_what_to_do(alice: User, bob: User) -> None:
    assert "press the bell of a tile" in page(alice, "") and "Ask an analyst" in page(bob, "")
    assert "choose Follow" in page(alice, "?whose=followed")
