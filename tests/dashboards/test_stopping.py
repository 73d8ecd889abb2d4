"""The questions of a page that was left are stopped in the engine, and only one's own."""

from __future__ import annotations

import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from tests import shop
from tests.dashboards import slow
from tests.explores.slow import ENOUGH, RUN, begun, browser

TILE, STOP = "/dashboards/slow/tiles/wave/", "/dashboards/stop"


@pytest.fixture
def stopped(
    transactional_db: None, account: Account, subaccount: SubAccount, settings: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> list[str]:  # fmt: skip
    shop.fill(account, subaccount)
    return slow.put(settings, tmp_path, monkeypatch)


def asked(user: User) -> Future[Any]:
    client = browser(user)
    return begun(lambda: client.get(TILE, headers={"X-Run": RUN}))


def test_stop_ends_the_tiles_of_the_page(stopped: list[str], alice: User) -> None:
    answer = asked(alice)
    assert browser(alice).post(STOP, {"run": RUN}).status_code == 204
    assert b"This tile could not be answered" in answer.result(ENOUGH).content
    assert stopped == ["stopped"]


def test_nobody_stops_the_page_of_another_person(stopped: list[str], alice: User, bob: User) -> None:
    answer = asked(alice)
    browser(bob).post(STOP, {"run": RUN})
    time.sleep(2)
    assert not answer.done()
    browser(alice).post(STOP, {"run": RUN})
    assert answer.result(ENOUGH).status_code == 200


def test_stopping_takes_a_post_with_its_token_and_a_sign_in(alice: User) -> None:
    assert browser(alice).get(STOP).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert strict.post(STOP, {"run": RUN}).status_code == 403
    assert Client().post(STOP, {"run": RUN}).status_code == 302
