"""What helps while somebody types: values of a field, within the rights of who asks."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from cdp.warehouse.base import QueryTimeout
from explores import runner
from tests import shop


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


def values(user: User, query: str) -> list[str]:
    client = Client()
    client.force_login(user)
    page = client.get(f"/explore/business/values?{query}").content.decode()
    return re.findall(r'data-insert="([^"]*)"', page)


def test_values_of_a_text_field_come_in_the_order_of_the_alphabet(sales: None, alice: User) -> None:
    found = values(alice, "field=orders.channel")
    assert "Ads" in found and "Email" in found and found == sorted(found)


def test_values_can_be_searched_and_signs_mean_themselves(sales: None, alice: User) -> None:
    assert values(alice, "field=orders.channel&search=MAI") == ["Email"]
    assert values(alice, "field=orders.channel&search=%25") == []


def test_a_value_is_written_as_the_box_reads_it(sales: None, alice: User) -> None:
    (hostile,) = values(alice, "field=orders.channel&search=<img")
    assert "<" not in hostile and "&lt;img" in hostile


def test_a_team_mate_is_offered_the_values_of_their_sub_account_and_a_stranger_none(
    sales: None, bob: User, alice: User, charlie: User
) -> None:
    asked = "field=common.subaccount"
    assert set(values(bob, asked)) < set(values(alice, asked))
    assert values(charlie, "field=orders.channel") == []


@pytest.mark.parametrize("field", ["orders.revenue", "orders.ordered_month", "orders.nope", ""])
def test_what_has_no_values_to_pick_offers_none(alice: User, field: str) -> None:
    assert values(alice, f"field={field}") == []


def test_a_slow_engine_is_not_waited_for(alice: User) -> None:
    with patch.object(runner, "run", side_effect=QueryTimeout("slow")):
        client = Client()
        client.force_login(alice)
        page = client.get("/explore/business/values?field=orders.channel").content.decode()
    assert "Stopped after" in page and "data-insert" not in page


def test_who_may_not_explore_learns_nothing(client: Client, db: None) -> None:
    assert client.get("/explore/business/values?field=orders.channel")["Location"].startswith("/accounts/login/")
    client.force_login(User.objects.create_user("dora@example.org", "correct horse battery"))
    assert client.get("/explore/business/values?field=orders.channel").status_code == 404
