"""Dashboards as Alice (all sub-accounts), Bob (one of them), Charlie (another company) and others see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from accounts.models import Account, SubAccount, User
from cdp.warehouse import mirror
from tests.dashboards.sales import PERIOD, place, sell

See = Callable[[User, str], str]


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    """The shop of ``sales``, in France (Bob's) and Italy."""
    sell(subaccount, SubAccount.objects.create(pk=subaccount.pk + 1, account=account, name="Alba Italia"))


@pytest.fixture
def see() -> See:
    """The text of a dashboard's part as one person gets it."""

    def get(user: User, path: str) -> str:
        client = Client()
        client.force_login(user)
        answer: HttpResponse = client.get(f"/dashboards/{path}")
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return get


def test_a_figure_is_compared_with_the_months_before(sales: None, see: See, alice: User) -> None:
    tile = see(alice, f"revenue/tiles/revenue/?{PERIOD}")
    assert "€1,200" in tile and "↑ 2,300.0 %" in tile and "vs previous 2 months" in tile


def test_products_are_compared_with_themselves_whatever_led_before(
    sales: None, see: See, subaccount: SubAccount, bob: User
) -> None:
    for number in range(9):  # one more than the tile shows
        place(subaccount, "old", datetime(2025, 12, 3, tzinfo=UTC), 900, f"Gone {number}")
    mirror.publish()
    tile = see(bob, f"revenue/tiles/products/?{PERIOD}")
    assert "vs prev." in tile and "↑ 240.0 %" in tile  # the lamp: 50, then 170


def test_a_team_mate_sees_the_rows_of_their_sub_account_only(sales: None, see: See, bob: User) -> None:
    assert "€200" in see(bob, f"revenue/tiles/revenue/?{PERIOD}")
    products = see(bob, f"revenue/tiles/products/?{PERIOD}")
    assert "Lamp" in products and "€170" in products and "1,000" not in products
    values = see(bob, "revenue/filters/country/control/")
    assert "CE" in values and "IA" not in values


def test_a_stranger_sees_nothing_of_it(sales: None, see: See, charlie: User, client: Client) -> None:
    assert "€" not in see(charlie, f"revenue/tiles/revenue/?{PERIOD}")
    assert "Nothing matches" in see(charlie, f"revenue/tiles/products/?{PERIOD}")
    assert client.get("/dashboards/revenue/tiles/revenue/").headers["Location"].startswith("/accounts/login/")


def test_a_person_without_an_account_finds_nothing(client: Client, db: None) -> None:
    client.force_login(User.objects.create_user("dora@example.org"))
    assert [client.get(path).status_code for path in ("/", "/dashboards/", "/dashboards/revenue/")] == [404] * 3


def test_cohorts_follow_the_first_buyers(sales: None, see: See, bob: User) -> None:
    tile = see(bob, f"revenue/tiles/cohorts/?{PERIOD}")
    assert "Jan 2026" in tile and 'title="1 buyer, 50.0 %"' in tile and "March in progress" in tile
    assert "2nd" in see(bob, f"revenue/tiles/reach/?{PERIOD}")


def test_all_tiles_of_a_page_answer_from_its_pin(sales: None, see: See, subaccount: SubAccount, bob: User) -> None:
    page = see(bob, "revenue/")
    pin = page.split("pin=")[1].split("&")[0]
    place(subaccount, "eva", datetime(2026, 2, 8, tzinfo=UTC), 800)
    mirror.publish()
    assert "€200" in see(bob, f"revenue/tiles/revenue/?{PERIOD}&pin={pin}")
    assert "€1,000" in see(bob, f"revenue/tiles/revenue/?{PERIOD}")


def test_a_tile_that_fails_says_why_and_harms_no_other(sales: None, see: See, alice: User) -> None:
    bad = f"{PERIOD.replace('2026-01-01 to', '12 mnths')}"
    assert "could not be answered" in see(alice, f"revenue/tiles/revenue/?{bad}")
    assert "hx-get" in see(alice, f"revenue/?{bad}")
    assert "ROAS" in see(alice, "ads/tiles/roas/")


def test_a_tile_can_answer_back(sales: None, see: See, alice: User) -> None:
    tile = see(alice, f"revenue/tiles/products/?{PERIOD}&country=CE")
    assert "What the shop received for the order lines." in tile and "SELECT" in tile
    assert "/explore/business/?fields=products.name" in tile.replace("explores", "explore")
    assert "orders.country: CE" in tile and "2 of 2 rows" in tile


@pytest.mark.parametrize("noise", ["pin=abc", "pin=99999999999999999999", "now=never", "now=2026-01-01", "pin=-1"])
def test_noise_in_the_address_changes_nothing(sales: None, see: See, bob: User, noise: str) -> None:
    assert "€200" in see(bob, f"revenue/tiles/revenue/?order_date=2026-01-01 to 2026-03-01&{noise}")


def test_a_filter_can_carry_no_markup(see: See, alice: User) -> None:
    page = see(alice, 'revenue/?country="><script>alert(1)</script>')
    assert "<script>alert" not in page and "&lt;script&gt;alert" in page


def test_a_filter_being_typed_is_explained(see: See, alice: User) -> None:
    said = see(alice, "revenue/filters/order_date/explain/?order_date=2026-01-01 to 2026-03-01")
    assert "1 Jan 2026 00:00 to 1 Mar 2026 00:00, Europe/Paris" in said
    assert "character" in see(alice, "revenue/filters/order_date/explain/?order_date=12 mnths")


def test_a_week_begins_where_the_sites_catalog_says(see: See, alice: User, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "calendar.yaml").write_text("week_start: sunday")
    settings.CATALOG_DIR = str(tmp_path)
    with time_machine.travel(datetime(2026, 11, 18, 12, tzinfo=UTC), tick=False):
        said = see(alice, "revenue/filters/order_date/explain/?order_date=this week")
    assert "15 Nov 2026 00:00 to 22 Nov 2026 00:00" in said


def test_before_anything_is_published_tiles_say_what_would_fill_them(see: See, alice: User) -> None:
    page = see(alice, "revenue/")
    assert "fills from order lines from a shop, or an order line file" in page
    assert "/tiles/" not in page


@pytest.mark.parametrize(
    "path", ["nothing/", "revenue/tiles/nothing/", "revenue/filters/nothing/explain/", "nothing/tiles/revenue/"]
)
def test_what_does_not_exist_is_not_found(client: Client, alice: User, path: str) -> None:
    client.force_login(alice)
    assert client.get(f"/dashboards/{path}").status_code == 404


def test_pages_are_for_reading(client: Client, alice: User) -> None:
    client.force_login(alice)
    assert client.post("/dashboards/revenue/").status_code == 405
