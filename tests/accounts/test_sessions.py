"""From a cookie to a person: every way in which a session may have ended ends it at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, User
from accounts.sessions import SessionStore

COOKIE = settings.SESSION_COOKIE_NAME


@pytest.fixture
def signed_in(alice: User) -> Client:
    client = Client()
    client.force_login(alice)
    assert client.get("/explore/").status_code == 200
    return client


def signed_out(client: Client) -> bool:
    answer = client.get("/explore/")
    return answer.status_code == 302 and "/accounts/login/" in answer.headers["Location"]


@pytest.mark.parametrize(
    "end",
    [
        lambda: Session.objects.all().delete(),
        lambda: Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1)),
        lambda: Session.objects.update(session_data="forged:by:hand"),
        lambda: User.objects.update(is_active=False),
        lambda: User.objects.update(password="another"),
        lambda: (Membership.objects.all().delete(), User.objects.all().delete()),
    ],
    ids=["ended", "over", "forged", "deactivated", "another password", "gone"],
)
def test_a_session_that_is_no_good_any_more_opens_nothing(signed_in: Client, end: Any) -> None:
    end()
    assert signed_out(signed_in)


@pytest.mark.parametrize("key", ["", "x", "' OR true --", "%s%s%s%s%s", "ä" * 40, "a" * 5000])
def test_a_cookie_that_nobody_gave_out_opens_nothing(signed_in: Client, key: str) -> None:
    stranger = Client()
    stranger.cookies[COOKIE] = key
    assert signed_out(stranger)


def test_what_a_session_holds_is_found_again(db: None) -> None:
    store = SessionStore()
    store["subaccount"] = 7
    store.save()
    known = SessionStore(store.session_key)
    assert known["subaccount"] == 7 and known.session_key == store.session_key
    known.flush()
    assert SessionStore(store.session_key).load() == {} and known.session_key is None


def test_signing_in_and_out_by_hand_works_as_before(alice: User, client: Client) -> None:
    sent = {"login": alice.email, "password": "correct horse battery"}
    assert client.post("/accounts/login/", sent).status_code == 302
    assert client.get("/explore/").status_code == 200
    client.post("/accounts/logout/")
    assert signed_out(client)
