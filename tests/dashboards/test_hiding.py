"""A filter hidden by the address: it applies, it stays hidden, and the address can still change it."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from tests.dashboards.sales import PERIOD, sell


@pytest.fixture
def page(client: Client, alice: User) -> Client:
    client.force_login(alice)
    return client


@pytest.mark.parametrize("named", ["country", "Country"])
def test_a_hidden_filter_has_no_chip_and_stays_hidden(page: Client, named: str) -> None:
    body = page.get(f"/dashboards/revenue/?hide_filter={named}&country=FR").content.decode()
    assert 'id="filter-country"' not in body and 'id="filter-order_date"' in body
    assert '<input type="hidden" name="hide_filter" value="country">' in body
    assert '<input type="hidden" name="country" value="FR">' in body
    assert 'href="/dashboards/revenue/?hide_filter=country">Reset' in body


def test_several_filters_are_hidden(page: Client) -> None:
    body = page.get(
        "/dashboards/revenue/?hide_filter=country&hide_filter=order_date&hide_filter=nonsense"
    ).content.decode()
    assert 'id="filter-country"' not in body and 'id="filter-order_date"' not in body


def test_it_applies_all_the_same(
    transactional_db: None, page: Client, account: Account, subaccount: SubAccount
) -> None:
    sell(subaccount, SubAccount.objects.create(pk=subaccount.pk + 1, account=account, name="Alba Italia"))
    tile = "/dashboards/revenue/tiles/revenue/"
    assert "€200" in page.get(f"{tile}?{PERIOD}&hide_filter=country&country=CE").content.decode()
    assert "€1,200" in page.get(f"{tile}?{PERIOD}&hide_filter=country").content.decode()
