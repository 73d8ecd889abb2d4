"""When files of the warehouse go missing under it, everyone is told so, nobody where they lay, and it mends itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

from accounts import tokens
from accounts.models import Account, SubAccount, User
from cdp.warehouse import mirror
from tests import shop

ASK = "fields=orders.channel,orders.revenue"
PATHS = (
    f"/explore/business/?{ASK}",
    f"/explore/business/result?{ASK}",
    f"/explore/business.csv?{ASK}",
    f"/explore/business/drilled?{ASK}&field=orders.revenue&row=[]&rows=orders",
    f"/explore/business/explained?{ASK}&field=orders.revenue&row=[]",
    "/explore/business/values?field=orders.channel",
    "/explore/merge/?source=business?fields%3Dorders.channel,orders.revenue",
    "/dashboards/revenue/tiles/revenue/",
    "/dashboards/revenue/filters/country/control/",
)


@pytest.fixture
def page(transactional_db: None, client: Client, account: Account, subaccount: SubAccount, alice: User) -> Client:
    shop.fill(account, subaccount)
    client.force_login(alice)
    return client


def lose(lake: Path) -> None:
    """Every data file of the orders, gone."""
    for file in (lake / "orders").rglob("*.parquet"):
        file.unlink()


@pytest.mark.parametrize("path", PATHS)
def test_pages_say_that_the_warehouse_could_not_answer(page: Client, path: str, lake: Path) -> None:
    lose(lake)
    answer = page.get(path)
    body = answer.content.decode()
    assert answer.status_code in {200, 503} and "The warehouse could not answer." in body
    assert str(lake) not in body and "parquet" not in body


def test_programs_are_told_so_too(page: Client, alice: User, account: Account, lake: Path) -> None:
    lose(lake)
    program = Client(headers={"authorization": f"Bearer {tokens.issue(alice, account, 'test')}"})
    body = json.dumps({"fields": ["orders.revenue"]})
    answer = program.post("/api/v1/explores/business/query", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (503, "warehouse_error")
    assert answer.json()["message"] == "The warehouse could not answer. Run it again; if it stays, tell the operator."


def test_what_was_lost_is_published_anew_and_answers_again(page: Client, lake: Path) -> None:
    lose(lake)
    assert page.get(PATHS[1]).status_code == 503
    mirror.rebuild()
    assert "99,000" in page.get(PATHS[1]).content.decode()
