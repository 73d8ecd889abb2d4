"""Followers hear what an alert tells, each only while they may see what it watches, asked when the mail is sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from accounts.access import viewer_for
from accounts.models import Membership, SubAccount, User
from alerts.following import follows
from alerts.keeping import saving
from alerts.models import Alert, Follower
from alerts.rules.state_form import state_to_json
from dashboards import own
from deliveries.models import Delivery, State
from explores.keeping import folders
from explores.keeping.refused import Refused
from tests.alerts.keeping.drafts import draft
from tests.alerts.rules.rows import above
from tests.alerts.rules.test_life import LOW, NOTHING, Life
from tests.alerts.telling.test_sending import checked
from tests.alerts.watching.history import at, orders, publish
from tests.alerts.watching.test_backtest import SOLD
from tests.deliveries.reports import tried
from tests.servers.mail import Postbox, taking_mail

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def post(settings: Any, tmp_path: Path) -> Iterator[Postbox]:
    settings.VAR_DIR, settings.PUBLIC_URL = tmp_path / "var", "https://bi.example.org"
    with taking_mail() as found:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", found.port, False
        settings.DELIVERY_WAITS = [60]
        yield found


def followed(alice: User, place: SubAccount, *users: User) -> Alert:
    """It fires on the third day, and these people follow it."""
    orders(place, {number: SOLD[number] for number in range(2)})
    publish()
    alert = saving.make(viewer_for(alice), draft(), timezone.now())
    for user in users:
        follows.follow(alert, user)
    checked(alert, 2)
    orders(place, {2: SOLD[2]})
    publish()
    checked(alert, 3)
    return alert


def of(user: User) -> Delivery:
    return Delivery.objects.get(recipient=user.email)


def test_a_follower_gets_the_message_with_its_buttons_and_a_way_out(
    alice: User, bob: User, subaccount: SubAccount, post: Postbox
) -> None:
    followed(alice, subaccount, bob)
    assert tried(of(bob)).state == State.DELIVERED, of(bob).said
    [mail] = post.mails
    body = mail.message.get_body(("plain",))
    assert mail.recipient == "bob@example.org" and body is not None
    text = body.get_content()
    assert "Wednesday 4 March 2026: 9" in text and "because you follow this alert" in text
    assert "Unfollow: https://bi.example.org/alerts/unfollow/" in text and "Acknowledge: " in text
    assert mail.message["List-Unsubscribe"].startswith("<https://bi.example.org/alerts/unfollow/")


def test_receipts_name_followers_and_the_alerts_own_people_get_theirs_as_before(
    alice: User, bob: User, subaccount: SubAccount
) -> None:
    alert = followed(alice, subaccount, bob)
    assert set(Delivery.objects.values_list("place", flat=True)) == {"lea@example.org", "bob@example.org"}
    again = saving.save(viewer_for(alice), alert, draft(name="Other"), 1, timezone.now())
    assert [each.recipients for each in saving.draft_of(again).targets] == [("lea@example.org",)]


@pytest.mark.parametrize("lost", ["account", "subaccount", "active", "address"])
def test_a_follower_who_lost_access_since_gets_nothing(
    alice: User, bob: User, subaccount: SubAccount, post: Postbox, lost: str
) -> None:
    followed(alice, subaccount, bob)
    receipt = of(bob)
    member = Membership.objects.get(user=bob)
    {
        "account": member.delete,
        "subaccount": member.subaccounts.clear,
        "active": lambda: User.objects.filter(pk=bob.pk).update(is_active=False),
        "address": lambda: User.objects.filter(pk=bob.pk).update(email="robert@example.org"),
    }[lost]()
    assert (tried(receipt).state, receipt.code) == (State.SKIPPED, "no_access") and not post.mails


def test_a_follower_who_may_not_open_the_content_any_more_gets_no_words_of_it_either(
    alice: User, bob: User, subaccount: SubAccount, post: Postbox
) -> None:
    alert = followed(alice, subaccount, bob)
    viewer = viewer_for(alice)
    page = own.make(viewer, folders.personal(viewer), "Hers alone")
    assert alert.sends
    alert.sends.content = {"kind": "tile", "slug": str(page.pk), "tile": "x"}
    alert.sends.save()
    assert (tried(of(bob)).state, of(bob).code) == (State.SKIPPED, "no_access") and not post.mails


def test_who_has_left_stops_what_is_on_its_way(alice: User, bob: User, subaccount: SubAccount, post: Postbox) -> None:
    alert = followed(alice, subaccount, bob)
    assert follows.unfollow(alert.pk, bob.pk) and not follows.unfollow(alert.pk, bob.pk)
    assert of(bob).state == State.CANCELLED and not Follower.objects.exists()
    checked(alert, 4)
    assert Delivery.objects.filter(recipient=bob.email).count() == 1


def test_who_is_named_by_the_alert_gets_one_mail(alice: User, subaccount: SubAccount) -> None:
    lea = User.objects.create_user("Lea@example.org", "correct horse battery")
    followed(alice, subaccount, lea)
    assert Delivery.objects.count() == 1


def test_errors_and_reminders_are_not_for_followers(alice: User, bob: User, subaccount: SubAccount) -> None:
    alert = followed(alice, subaccount, bob)
    state = Life(above(10)).sees(LOW, NOTHING).state
    Alert.objects.update(query={"explore": "gone"}, content={"kind": "explore", "explore": "gone", "query": "x"},
                         state=state_to_json(state))  # fmt: skip
    checked(alert, 5)
    assert alert.checks.get(at=at(5, 6)).fault and Delivery.objects.filter(recipient=bob.email).count() == 1


def test_more_followers_than_can_be_told_are_refused(
    alice: User, bob: User, subaccount: SubAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    alert = followed(alice, subaccount, bob)
    monkeypatch.setattr(follows, "MOST", 1)
    follows.follow(alert, bob)
    with pytest.raises(Refused, match="1 people follow this alert already"):
        follows.follow(alert, alice)
