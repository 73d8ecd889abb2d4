"""Who may explore: everyone of the account, each in their own rows; nobody from outside."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from accounts import access
from accounts.models import Account, Membership, Role, SubAccount, User
from tests import shop

ASK = "fields=orders.channel,orders.revenue&f[orders.ordered_date]=2025-10"
EVERY = [
    "",
    "business/",
    f"business/?{ASK}",
    f"business/result?{ASK}",
    f"business/sql?{ASK}",
    "business/filter?field=orders.channel",
    "business/field?field=orders.channel",
    f"business/column?{ASK}&head=orders.channel",
    "business/values?field=orders.channel",
    "business/menu?head=orders.revenue",
    "business/custom",
    "business/where?part=panel",
    f"business.csv?{ASK}",
    f"business.json?{ASK}",
]


@pytest.fixture(autouse=True)
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


def get(user: User | None, address: str) -> Any:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(f"/explore/{address}")


def body(answer: Any) -> str:
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def reader(account: Account) -> User:
    user = User.objects.create_user("reader@example.org", "a long password")
    Membership.objects.create(user=user, account=account, role=Role.VIEWER, all_subaccounts=True)
    return user


def test_every_role_may_explore_and_download(account: Account, alice: User) -> None:
    for user in (alice, reader(account)):
        assert {get(user, address).status_code for address in EVERY} == {200}


def test_a_person_without_an_account_is_told_that_nothing_is_there() -> None:
    nobody = User.objects.create_user("nobody@example.org", "a long password")
    assert {get(nobody, address).status_code for address in EVERY} == {404}


def test_who_is_signed_out_is_sent_to_sign_in() -> None:
    answers = [get(None, address) for address in EVERY]
    assert {answer.status_code for answer in answers} == {302}
    assert all("next=/explore/" in answer["Location"] for answer in answers)


def test_a_role_that_may_not_is_told_whom_to_ask(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    user = reader(account)
    monkeypatch.setitem(access.ACTS, access.Act.DOWNLOAD, frozenset({Role.ADMIN}))
    answer = get(user, f"business.csv?{ASK}")
    assert answer.status_code == 403
    assert get(user, f"business/result?{ASK}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [address for address in EVERY if ASK in address and not {"sql", "column"} & set(re.split(r"\W", address))],
)
def test_a_team_mate_gets_the_rows_of_one_sub_account_everywhere(address: str, alice: User, bob: User) -> None:
    italian = ("99,000", "99000")
    assert any(figure in body(get(alice, address)) for figure in italian)
    assert not any(figure in body(get(bob, address)) for figure in italian)


@pytest.mark.parametrize("address", [address for address in EVERY if ASK in address])
def test_another_company_gets_none_of_it(address: str, charlie: User) -> None:
    page = body(get(charlie, address))
    assert not any(word in page for word in ("99,000", "99000", "Email", "onerror"))


def test_the_rows_of_another_sub_account_are_not_even_counted(bob: User) -> None:
    told = json.loads(body(get(bob, f"business.json?{ASK}")))
    assert (told["returned"], told["total_rows"]) == (3, 3)
