"""The address in the foot of a follower's mail."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.models import SubAccount, User
from alerts.following import leaving
from alerts.models import Follower
from tests.alerts.checking.watched import alert

pytestmark = pytest.mark.django_db


def test_whoever_holds_the_mail_ends_that_mail_with_a_press_and_no_scanner_does(
    bob: User, alice: User, subaccount: SubAccount, settings: Any
) -> None:
    settings.PUBLIC_URL = "https://bi.example.org"
    followed = Follower.objects.create(alert=alert(alice, subaccount), user=bob)
    Follower.objects.create(alert=followed.alert, user=alice)
    path = leaving.address(followed.alert_id, bob.pk).removeprefix("https://bi.example.org")
    assert "Unfollow" in Client().get(path).content.decode() and Follower.objects.count() == 2
    assert "No more mails" in Client().post(path).content.decode()
    assert [each.user for each in Follower.objects.all()] == [alice]
    assert Client().post(path).status_code == 200  # again does no harm


def test_an_address_that_was_cut_or_made_up_does_nothing(alice: User, subaccount: SubAccount, settings: Any) -> None:
    settings.PUBLIC_URL = "https://bi.example.org"
    followed = Follower.objects.create(alert=alert(alice, subaccount), user=alice)
    path = leaving.address(followed.alert_id, alice.pk).removeprefix("https://bi.example.org")
    for wrong in (path[:-3], "/alerts/unfollow/x", path.replace(":", "")):
        assert Client().post(wrong).status_code == 404
    assert Follower.objects.exists()


def test_without_an_address_of_its_own_an_installation_offers_none() -> None:
    assert leaving.address(1, 2) == ""
