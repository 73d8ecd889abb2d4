"""Signing in and out on screen, and choosing a sub-account."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.access import SESSION_KEY
from accounts.models import Account, SubAccount, User

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def sign_in(client: Client, email: str, password: str = PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password})


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_person_signs_in_whatever_the_case_and_out_by_post(client: Client, alice: User) -> None:
    assert sign_in(client, "ALICE@example.org").status_code == 302 and signed_in(client)
    assert client.get("/accounts/logout/").status_code == 200 and signed_in(client)
    client.post("/accounts/logout/")
    assert not signed_in(client)


def test_a_wrong_password_and_an_unknown_address_look_the_same(client: Client, alice: User) -> None:
    known, unknown = sign_in(client, "alice@example.org", "wrong"), sign_in(client, "alicf@example.org", "wrong")
    words = "The email address and/or password you specified are not correct."
    assert known.status_code == unknown.status_code == 200
    assert words in known.text and words in unknown.text


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_too_many_wrong_passwords_say_how_long_to_wait(client: Client, alice: User, settings: Any, email: str) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    answers = [sign_in(client, email, "wrong") for _ in range(4)]
    assert answers[-1].status_code == 429 and "closed for 15 minutes" in answers[-1].text
    assert sign_in(client, email.upper()).status_code == 429 and not signed_in(client)


def test_a_lockout_of_one_address_leaves_others_in_peace(client: Client, alice: User, bob: User, settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(4):
        sign_in(client, "alice@example.org", "wrong")
    assert sign_in(client, "bob@example.org").status_code == 302


def test_nobody_signs_up(client: Client, db: None) -> None:
    new = {"email": "new@example.org", "password1": PASSWORD}
    assert "invited by an admin" in client.post("/accounts/signup/", new).text
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("page", ["login", "password/reset", "signup", "password/reset/done"])
def test_the_pages_of_sign_in_wear_our_frame_and_carry_no_inline_code(client: Client, db: None, page: str) -> None:
    shown = client.get(f"/accounts/{page}/").text
    assert 'class="bare-card"' in shown
    assert "<style" not in shown and "style=" not in shown and "<script>" not in shown


def test_a_person_who_left_cannot_sign_in(client: Client, alice: User) -> None:
    User.objects.update(is_active=False)
    sign_in(client, "alice@example.org")
    assert not signed_in(client)


def choose(client: Client, subaccount: object, back: str = "/explore/") -> Any:
    return client.post("/accounts/subaccount/", {"subaccount": subaccount, "next": back})


def test_a_team_mate_chooses_a_subaccount_and_all_again(client: Client, bob: User, subaccount: SubAccount) -> None:
    client.force_login(bob)
    assert choose(client, subaccount.pk)["Location"] == "/explore/"
    assert client.session[SESSION_KEY] == subaccount.pk
    choose(client, "")
    assert SESSION_KEY not in client.session


def test_a_stranger_chooses_nothing_of_ours(client: Client, charlie: User, subaccount: SubAccount) -> None:
    client.force_login(charlie)
    assert choose(client, subaccount.pk).status_code == 404 and SESSION_KEY not in client.session


def test_a_team_mate_cannot_choose_what_is_not_theirs(client: Client, bob: User, account: Account) -> None:
    client.force_login(bob)
    other = account.subaccounts.create(name="Alba Italia")
    assert choose(client, other.pk).status_code == 404


@pytest.mark.parametrize("wanted", ["x", "1.5", "9" * 30, "1 or 1=1"])
def test_nonsense_is_no_subaccount(client: Client, bob: User, wanted: str) -> None:
    client.force_login(bob)
    assert choose(client, wanted).status_code == 404


def test_the_way_back_leads_nowhere_else(client: Client, bob: User, subaccount: SubAccount) -> None:
    client.force_login(bob)
    assert choose(client, subaccount.pk, "https://evil.example")["Location"] == "/"


def test_choosing_needs_sign_in_and_post(client: Client, bob: User) -> None:
    assert client.post("/accounts/subaccount/")["Location"].startswith("/accounts/login/")
    client.force_login(bob)
    assert client.get("/accounts/subaccount/").status_code == 405
