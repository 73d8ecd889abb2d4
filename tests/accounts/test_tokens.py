"""API tokens: shown once, kept as a hash, good as long as their owner is."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIRequestFactory

from accounts import tokens
from accounts.access import viewer_of
from accounts.authentication import TokenAuthentication
from accounts.models import Account, ApiToken, Membership, Role, User

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def fresh_throttle() -> None:
    cache.clear()


def ask(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    given = {"email": email, "password": password, **more}
    return client.post("/api/v1/token", given, content_type="application/json")


def authenticated(token: str) -> Any:
    request = APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {token}")
    return TokenAuthentication().authenticate(request)


def test_a_token_is_found_by_its_hash_alone(alice: User, account: Account) -> None:
    token = tokens.issue(alice, account, "nightly")
    kept = ApiToken.objects.get()
    assert token not in (kept.digest, kept.name) and tokens.find(token) == kept
    assert tokens.find(token + "x") is None


def test_a_token_dies_with_revocation_membership_or_person(alice: User, account: Account) -> None:
    for undo in (
        lambda: ApiToken.objects.update(revoked_at=timezone.now()),
        lambda: User.objects.update(is_active=False),
        lambda: Membership.objects.all().delete(),
    ):
        User.objects.update(is_active=True)
        token = tokens.issue(alice, account, "nightly")
        assert tokens.find(token)
        undo()
        assert tokens.find(token) is None


def test_use_is_noted(alice: User, account: Account) -> None:
    authenticated(tokens.issue(alice, account, "nightly"))
    assert ApiToken.objects.get().last_used_at is not None


def test_e_mail_and_password_give_a_token(client: Client, alice: User) -> None:
    answer = ask(client, "Alice@example.org", name="script")
    assert answer.status_code == 201 and answer.json()["account"] == "Maison Alba"
    user, token = authenticated(answer.json()["token"])
    assert (user, token.name) == (alice, "script")


@pytest.mark.parametrize("email", ["alice@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_person_get_one_answer(client: Client, alice: User, email: str) -> None:
    answer = ask(client, email, "wrong")
    assert answer.status_code in (401, 403)
    assert answer.json()["message"] == "The e-mail address or the password is wrong."


@pytest.mark.parametrize("body", ["", "[]", "{", '{"email": 1}', '{"email": {"a": 1}, "password": []}'])
def test_a_body_that_is_no_sign_in_is_refused(client: Client, db: None, body: str) -> None:
    assert client.post("/api/v1/token", body, content_type="application/json").status_code == 400


def test_too_many_wrong_passwords_say_so(client: Client, alice: User, settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    answers = [ask(client, "alice@example.org", "wrong") for _ in range(4)]
    assert answers[-1].status_code == 429 and "Wait 15 minutes" in answers[-1].json()["detail"]
    assert ask(client, "alice@example.org").status_code == 429


def test_a_viewer_makes_no_tokens(client: Client, bob: User) -> None:
    assert ask(client, "bob@example.org").status_code == 403


def test_a_member_of_two_accounts_names_one(client: Client, alice: User) -> None:
    second = Account.objects.create(name="Atelier")
    Membership.objects.create(user=alice, account=second, role=Role.ADMIN, all_subaccounts=True)
    assert "Atelier, Maison Alba" in ask(client, "alice@example.org").json()["message"]
    assert ask(client, "alice@example.org", account="Atelier").json()["account"] == "Atelier"


def test_a_stranger_gets_no_token_for_the_account(client: Client, alice: User, charlie: User) -> None:
    assert ask(client, "charlie@example.org", account="Maison Alba").status_code == 403


def test_the_viewer_of_a_token_is_in_the_tokens_account(alice: User, account: Account) -> None:
    from rest_framework.views import APIView

    second = Account.objects.create(name="Atelier")
    Membership.objects.create(user=alice, account=second, role=Role.ADMIN, all_subaccounts=True)
    token = tokens.issue(alice, account, "nightly")
    raw = APIRequestFactory().get("/", HTTP_AUTHORIZATION=f"Bearer {token}")
    assert viewer_of(APIView().initialize_request(raw)).account == account.pk
