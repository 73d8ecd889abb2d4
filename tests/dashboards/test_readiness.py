"""A dashboard is ready once its first tile has a figure; until then the start says what it waits for."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from dashboards.library import dashboards
from tests.dashboards.sales import sell

WAITING = "/dashboards/waiting"


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    sell(subaccount, SubAccount.objects.create(pk=subaccount.pk + 1, account=account, name="Alba Italia"))


def test_before_the_first_data_every_dashboard_waits(client: Client, alice: User) -> None:
    client.force_login(alice)
    page = client.get("/").content.decode()
    assert f"0 of {len(dashboards())}" in page and "Welcome, Alice" in page
    for each in dashboards().values():
        assert each.title in page and each.needs in page


def test_orders_make_the_dashboards_about_orders_ready_and_no_others(sales: None, client: Client, alice: User) -> None:
    client.force_login(alice)
    page = client.get(WAITING).content.decode()
    ready = re.findall(r'aria-label="Ready".*?<a href="/dashboards/(\w+)/">', page, re.DOTALL)
    assert "revenue" in ready and not {"sms", "ads", "carbon", "automation", "deliverability"} & set(ready)
    assert "/dashboards/waiting" in client.get("/").content.decode()


def test_a_team_mate_is_told_of_their_own_rows(sales: None, client: Client, charlie: User) -> None:
    client.force_login(charlie)
    assert f"0 of {len(dashboards())}" in client.get(WAITING).content.decode()
