"""What a rule proposes: a mail with links that ask first, answered once, checked again before anything is done."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client

from accounts.models import Account, Membership, Role, SubAccount
from accounts.viewer import Viewer
from alerts.acting import answers, links, people, protecting
from alerts.models import Decision, Health
from alerts.models.ads import Mode, Stage
from explores.keeping.refused import Refused
from tests.alerts.acting.shop import NOW, Shop, as_viewer, mode, person, rounds

pytestmark = pytest.mark.django_db
SITE = "https://bi.example.org"


@pytest.fixture(autouse=True)
def public(settings: Any) -> None:
    settings.PUBLIC_URL = SITE


@pytest.fixture
def proposed(sick: Shop, ann: Viewer, ben: Viewer) -> Decision:
    mode(sick, Mode.APPROVE)
    rounds()
    return Decision.objects.get()


def address(to: str, label: str) -> str:
    body = next(each.body for each in mail.outbox if each.to == [f"{to}@example.org"])
    found = re.search(rf"^{label}: {SITE}(\S+)$", str(body), re.MULTILINE)
    assert found, body
    return found[1]


def pressed(client: Client, path: str) -> str:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        return client.post(path).content.decode()


def test_everyone_who_may_act_gets_one_mail(sick: Shop, proposed: Decision, account: Account, bob: object) -> None:
    assert proposed.stage == Stage.PROPOSED and sick.thing("a1").on and not sick.platform.changes
    assert sorted(each.to[0] for each in mail.outbox) == ["ann@example.org", "ben@example.org"]
    body = str(mail.outbox[0].body)
    assert mail.outbox[0].subject == "a1: pause it?" and "97 % chance this ad costs too much." in body
    assert "The rule Cost too high wants to pause the ad a1 in Autumn › Broad." in body


def test_ads_of_other_sub_accounts_are_told_to_nobody_else(sick: Shop, account: Account) -> None:
    person(account, "Oda", place=SubAccount.objects.create(account=account, name="Iberia"))
    person(account, "Vic", Role.VIEWER)
    mode(sick, Mode.APPROVE)
    rounds()
    assert not mail.outbox


def test_without_an_address_of_its_own_the_mail_says_where_to_answer(sick: Shop, ann: Viewer, settings: Any) -> None:
    settings.PUBLIC_URL = ""
    mode(sick, Mode.APPROVE)
    rounds()
    body = str(mail.outbox[0].body)
    assert "Answer it on the page Ads health of Sextant" in body and "http" not in body


def test_a_link_asks_before_it_does_anything(sick: Shop, proposed: Decision, client: Client) -> None:
    page = client.get(address("ann", "Approve"))
    assert page.status_code == 200 and b"a1: pause it?" in page.content and b"Approve" in page.content
    proposed.refresh_from_db()
    assert proposed.stage == Stage.PROPOSED and sick.thing("a1").on


def test_the_press_does_it_as_who_got_the_mail(sick: Shop, proposed: Decision, client: Client) -> None:
    assert "The platform shows it: paused" in pressed(client, address("ben", "Approve"))
    proposed.refresh_from_db()
    assert (proposed.stage, str(proposed.approved_by)) == (Stage.DONE, "Ben") and not sick.thing("a1").on


def test_the_second_to_answer_is_told_who_did(sick: Shop, proposed: Decision, client: Client) -> None:
    pressed(client, address("ben", "Decline"))
    assert "answered already by Ben: declined" in pressed(client, address("ann", "Approve"))
    assert sick.thing("a1").on


def test_what_was_declined_rests_for_a_week(sick: Shop, proposed: Decision, ann: Viewer) -> None:
    answers.decline(ann, proposed.pk, NOW)
    for days in (1, 3, 6):
        rounds(NOW + timedelta(days=days))
    assert Decision.objects.count() == 1
    rounds(NOW + timedelta(days=7, hours=1))
    assert Decision.objects.filter(stage=Stage.PROPOSED).count() == 1


def test_what_nobody_answers_lapses(sick: Shop, proposed: Decision, ann: Viewer) -> None:
    with pytest.raises(Refused, match="has lapsed"):
        answers.approve(ann, proposed.pk, NOW + timedelta(hours=49))
    rounds(NOW + timedelta(hours=49))
    proposed.refresh_from_db()
    assert (proposed.stage, proposed.said) == (Stage.LAPSED, "Nobody answered within 48 hours.")


def test_a_link_is_good_for_two_days(proposed: Decision, client: Client) -> None:
    with time_machine.travel(NOW - links.VALID - timedelta(minutes=1)):
        user = Membership.objects.get(user__name="Ann").user
        old = links.of(proposed, user, NOW)[0][1].removeprefix(SITE)
    with time_machine.travel(NOW):
        page = client.post(old)
    assert page.status_code == 410 and b"more than 48 hours old" in page.content


def test_approval_looks_again_at_the_verdict(sick: Shop, proposed: Decision, ann: Viewer) -> None:
    Health.objects.filter(name="a1").update(evidence={"verdict": "watch"})
    with pytest.raises(Refused, match="verdict has changed since"):
        answers.approve(ann, proposed.pk, NOW)
    proposed.refresh_from_db()
    assert proposed.stage == Stage.LAPSED and sick.thing("a1").on


def test_approval_looks_again_at_the_platform(sick: Shop, proposed: Decision, ann: Viewer) -> None:
    sick.thing("a2").on = False
    with pytest.raises(Refused, match="last active of its ad set"):
        answers.approve(ann, proposed.pk, NOW)
    proposed.refresh_from_db()
    assert proposed.stage == Stage.PROPOSED and sick.thing("a1").on


def test_a_person_may_approve_what_is_protected_from_rules(sick: Shop, proposed: Decision, ann: Viewer) -> None:
    protecting.protect(ann, "ad", sick.row("a1"), "Mine", NOW)
    assert answers.approve(ann, proposed.pk, NOW).stage == Stage.DONE


def test_who_pauses_it_by_hand_ends_the_proposal(sick: Shop, proposed: Decision, ann: Viewer) -> None:
    people.pause(ann, "ad", sick.row("a1"), NOW)
    proposed.refresh_from_db()
    assert (proposed.stage, proposed.said) == (Stage.LAPSED, "Ann decided to pause it first.")


def test_who_lost_the_right_cannot_approve(sick: Shop, proposed: Decision, client: Client) -> None:
    path = address("ann", "Approve")
    Membership.objects.filter(user__name="Ann").update(role=Role.VIEWER)
    assert "may not" in pressed(client, path) and sick.thing("a1").on
    Membership.objects.filter(user__name="Ann").update(all_subaccounts=False)
    assert client.get(path).status_code == 404
    Membership.objects.filter(user__name="Ann").delete()
    assert client.post(path).status_code == 404


@pytest.mark.parametrize("path", ["/alerts/ads/answer/x/approve", "/alerts/ads/answer/WzEsIngiXQ:1abcde:xyz/approve"])
def test_an_address_that_is_not_ours_leads_nowhere(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404 and client.post(path).status_code == 404


def test_no_other_word_than_approve_and_decline_is_taken(proposed: Decision, client: Client) -> None:
    assert client.post(address("ann", "Approve").replace("/approve", "/pause")).status_code == 404


def test_strangers_and_viewers_answer_nothing(proposed: Decision, account: Account, charlie: Any) -> None:
    with pytest.raises(Http404):
        answers.approve(as_viewer(charlie), proposed.pk, NOW)
    with pytest.raises(PermissionDenied):
        answers.decline(as_viewer(person(account, "Vic", Role.VIEWER)), proposed.pk, NOW)


def test_what_the_platform_would_refuse_is_not_proposed(sick: Shop, ann: Viewer) -> None:
    sick.source.ad_connection.may_change = False  # type: ignore[attr-defined]
    sick.source.ad_connection.save()  # type: ignore[attr-defined]
    mode(sick, Mode.APPROVE)
    rounds()
    made = Decision.objects.get()
    assert made.stage == Stage.FAILED and "for reading alone" in made.said and "not paused" in mail.outbox[0].subject
