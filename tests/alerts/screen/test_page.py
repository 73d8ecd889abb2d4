"""The list of Ads health: groups, filters, whose rows they are, and what stands where nothing is."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Account, SubAccount, User
from alerts.models.ads import Goal, Group, Incident, Limits, Mode, Setting
from cdp.batches import batch
from cdp.models import AdAccount
from tests.alerts.screen import drawn


@pytest.fixture
def page(alice: User) -> Any:
    """The page as Alice gets it, by its query."""
    client = Client()
    client.force_login(alice)
    return lambda query="", **headers: client.get(f"/ads/{query}", headers=headers)


def names(answer: Any) -> list[str]:
    return [row.health.name for section in answer.context["listing"].sections for row in section.rows]


def test_ads_stand_in_groups_the_most_pressing_first(page: Any, subaccount: SubAccount) -> None:
    drawn.picture(subaccount)
    found = page().context["listing"]
    assert [(each.group, each.count, len(each.rows)) for each in found.sections] == [
        ("pause", 2, 2), ("watch", 3, 3), ("no_verdict", 2, 2), ("healthy", 31, 4)
    ]  # fmt: skip
    assert (found.shown, found.total) == (11, 38)


def test_list_and_panel_round_a_cost_alike(page: Any, subaccount: SubAccount) -> None:
    """€607.55 for ten: binary fractions make a little less than a half cent of it."""
    made = drawn.judged(subaccount, 1, Group.PAUSE, "Tired", 607.55, 10, cost=Decimal("60.755"))
    content = page(f"ad/{made.row}/").content.decode()
    assert content.count("€60.76") >= 2 and "€60.75" not in content


def test_the_foot_says_how_many_are_shown(page: Any, subaccount: SubAccount) -> None:
    drawn.picture(subaccount)
    assert "11 of 38 active ads shown" in page().content.decode()


def test_healthy_ones_come_on_request(page: Any, subaccount: SubAccount) -> None:
    drawn.picture(subaccount)
    assert len(names(page("?more=healthy"))) == 38


def test_what_costs_most_a_day_stands_first_and_what_is_snoozed_last(page: Any, subaccount: SubAccount) -> None:
    later = timezone.now() + timedelta(days=1)
    for row, stake in enumerate((5, 90, None, 30)):
        drawn.health(subaccount, row, group=Group.PAUSE, at_stake=stake, snoozed_until=later if stake == 90 else None)
    assert names(page()) == ["Ad 3", "Ad 0", "Ad 2", "Ad 1"]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("?platform=google", ["B"]),
        ("?platform=google&platform=tiktok", ["B", "C"]),
        ("?status=paused", ["D"]),
        ("?status=any", ["A", "B", "C", "D"]),
        ("?status=snoozed", ["C"]),
        ("?level=campaign", ["E"]),
        ("?q=spring", ["B"]),
        ("?q=%00sPRING", ["B"]),
        ("?q=%25", []),
    ],
)
def test_the_list_is_narrowed(page: Any, subaccount: SubAccount, query: str, left: list[str]) -> None:
    later = timezone.now() + timedelta(days=1)
    drawn.health(subaccount, 1, name="A")
    drawn.health(subaccount, 2, name="B", platform="google", campaign_name="Spring")
    drawn.health(subaccount, 3, name="C", platform="tiktok", snoozed_until=later)
    drawn.health(subaccount, 4, name="D", status="off")
    drawn.health(subaccount, 5, name="E", level="campaign")
    assert sorted(names(page(query))) == left


def test_what_nobody_knows_is_left_out_and_told(page: Any, subaccount: SubAccount) -> None:
    drawn.health(subaccount)
    answer = page("?platform=myspace&subaccount=one&status=asleep&level=creative&more=all")
    said = answer.content.decode()
    assert names(answer) == ["Ad 1"]
    for word in ("platform “myspace”", "sub-account “one”", "status “asleep”", "level “creative”", "group “all”"):
        assert word in said


def test_a_viewer_sees_their_sub_accounts_alone(page: Any, subaccount: SubAccount, account: Account, bob: User) -> None:
    italy = SubAccount.objects.create(account=account, name="Alba Italia")
    drawn.health(subaccount, 1, name="France")
    drawn.health(italy, 2, name="Italy", group=Group.PAUSE)
    client = Client()
    client.force_login(bob)
    answer = client.get(f"/ads/?subaccount={italy.pk}")
    assert names(answer) == [] and names(client.get("/ads/")) == ["France"] and "Italy" not in answer.content.decode()


def test_another_accounts_ads_are_nowhere(page: Any, subaccount: SubAccount, charlie: User) -> None:
    theirs = SubAccount.objects.create(account=charlie.memberships.get().account, name="Theirs")
    drawn.health(theirs, name="Secret")
    answer = page()
    assert names(answer) == [] and "No ads data yet" in answer.content.decode()


def test_questions_to_the_database_do_not_grow_with_the_ads(page: Any, subaccount: SubAccount) -> None:
    drawn.health(subaccount, 99)
    page()
    with CaptureQueriesContext(connection) as few:
        page()
    drawn.picture(SubAccount.objects.create(account=subaccount.account, name="Alba Italia"))
    with CaptureQueriesContext(connection) as many:
        page()
    assert len(many) == len(few)


def test_the_head_says_target_and_what_acts_by_itself(page: Any, subaccount: SubAccount, account: Account) -> None:
    drawn.health(subaccount)
    assert "Set a target cost per result" in page().content.decode()
    Goal.objects.create(account=account, cost_per_result=Decimal(28), currency="EUR")
    Setting.objects.create(account=account, rule="evidence", mode=Mode.AUTOMATIC, mode_since=timezone.now())
    head = page().context["head"]
    assert (head.target, head.automatic) == ("€28.00", "on")
    Limits.objects.create(account=account, killed_at=timezone.now())
    assert page().context["head"].automatic == "stopped"


def test_a_platform_that_stands_behind_is_named(page: Any, subaccount: SubAccount) -> None:
    drawn.health(subaccount, 1)
    drawn.health(subaccount, 2, platform="tiktok", data_as_of=timezone.now() - timedelta(hours=19))
    fresh = page().context["head"].fresh
    assert fresh.late.startswith("TikTok") and fresh.platforms == "2 platforms"


def test_an_open_incident_stands_above_all(page: Any, subaccount: SubAccount, account: Account) -> None:
    known = {"account": account, "subaccount_id": subaccount.pk, "ad_account": 1, "kind": "broken tag"}
    Incident.objects.create(**known, said="The tracking tag is probably broken.", began_at=timezone.now())
    Incident.objects.create(**known, said="Over.", began_at=timezone.now(), ended_at=timezone.now())
    said = page().content.decode()
    assert "The tracking tag is probably broken." in said and "Over." not in said


def test_a_cause_of_several_ad_accounts_is_said_once(page: Any, subaccount: SubAccount, account: Account) -> None:
    known = {"account": account, "subaccount_id": subaccount.pk, "kind": "late data", "said": "Figures are late."}
    with batch():
        named = [
            AdAccount.objects.create(subaccount_id=subaccount.pk, source_id=1, external_id=f"a{n}", name=f"Shop {n}")
            for n in range(5)
        ]
    for each in named:
        Incident.objects.create(**known, ad_account=each.pk, source_id=1, began_at=timezone.now())
    assert page().context["head"].incidents == ("Shop 0, Shop 1, Shop 2 and 2 more: Figures are late.",)


def test_the_navigation_counts_what_nobody_snoozed(page: Any, subaccount: SubAccount) -> None:
    later = timezone.now() + timedelta(days=1)
    drawn.health(subaccount, 1, group=Group.PAUSE)
    drawn.health(subaccount, 2, group=Group.PAUSE, snoozed_until=later)
    drawn.health(subaccount, 3, group=Group.PAUSE, status="off")
    drawn.health(subaccount, 4, group=Group.PAUSE, level="campaign")
    assert '<span class="nav-count">1<' in page().content.decode()


def test_names_from_outside_are_text(page: Any, subaccount: SubAccount) -> None:
    drawn.health(subaccount, name='<script>alert("1")</script>', campaign_name="{{ 7|add:7 }}")
    said = page().content.decode()
    assert "<script>alert" not in said and "{{ 7|add:7 }}" in said
