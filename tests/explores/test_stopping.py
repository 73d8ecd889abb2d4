"""Stop reaches the engine, from another request and another process, and only one's own runs."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from accounts.models import Account, SubAccount, User
from explores import page
from tests import shop
from tests.explores import slow

RUN, SLOW = "0123456789abcdef", "/explore/slow/result?fields=slow.wave"
ENOUGH = 30  # seconds; far less than the query takes, however busy the machine is


@pytest.fixture(autouse=True)
def slow_explore(
    transactional_db: None, account: Account, subaccount: SubAccount, settings: Any, tmp_path: Path
) -> None:
    settings.CATALOG_DIR = slow.write(tmp_path)
    shop.fill(account, subaccount)


@pytest.fixture
def aside() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ask(client: Client) -> Any:
    try:
        return client.get(SLOW, headers={"X-Run": RUN})
    finally:
        connections.close_all()


def asked(aside: ThreadPoolExecutor, user: User) -> Future[Any]:
    answer = aside.submit(ask, browser(user))
    time.sleep(1)
    assert not answer.done()
    return answer


def test_stop_ends_the_query_in_the_engine(aside: ThreadPoolExecutor, alice: User) -> None:
    answer = asked(aside, alice)
    assert browser(alice).post("/explore/slow/stop", {"run": RUN}).status_code == 204
    assert answer.result(ENOUGH).status_code == 409
    assert b"Stopped." in answer.result().content


def test_stop_is_heard_from_another_process(aside: ThreadPoolExecutor, alice: User) -> None:
    answer = asked(aside, alice)
    said = f"import django; django.setup(); from explores.stopping import stop; stop({alice.pk}, {RUN!r})"
    subprocess.run([sys.executable, "-c", said], check=True)
    assert answer.result(ENOUGH).status_code == 409


def test_nobody_stops_the_run_of_another_person(aside: ThreadPoolExecutor, alice: User, bob: User) -> None:
    answer = asked(aside, alice)
    browser(bob).post("/explore/slow/stop", {"run": RUN})
    time.sleep(2)
    assert not answer.done()
    browser(alice).post("/explore/slow/stop", {"run": RUN})
    assert answer.result(ENOUGH).status_code == 409


def test_a_run_that_was_stopped_before_it_began_ends_at_once(aside: ThreadPoolExecutor, alice: User) -> None:
    browser(alice).post("/explore/slow/stop", {"run": RUN})
    assert aside.submit(ask, browser(alice)).result(ENOUGH).status_code == 409


@pytest.mark.parametrize("run", ["", "x", "../" * 9, "a" * 65, "a b c d e f g"])
def test_a_strange_run_stops_nothing_and_breaks_nothing(alice: User, run: str) -> None:
    assert browser(alice).post("/explore/slow/stop", {"run": run}).status_code == 204
    answer = browser(alice).get("/explore/business/result?fields=orders.count", headers={"X-Run": run})
    assert answer.status_code == 200


def test_stopping_takes_a_post_with_its_token_and_an_account(alice: User) -> None:
    assert browser(alice).get("/explore/slow/stop").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert strict.post("/explore/slow/stop", {"run": RUN}).status_code == 403
    assert Client().post("/explore/slow/stop", {"run": RUN}).status_code == 302


def test_a_page_does_not_wait_for_a_slow_first_result(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "PATIENCE", 0.3)
    got = browser(alice).get("/explore/slow/?fields=slow.wave").content.decode()
    assert "data-waiting" in got and "explore-problem" not in got and "data-stop-run" in got


def test_a_query_over_its_time_is_stopped_and_says_what_to_do(alice: User, settings: Any) -> None:
    settings.QUERY_TIMEOUT = 1
    answer = browser(alice).get(SLOW)
    assert answer.status_code == 504
    assert b"Stopped after 1 s." in answer.content and b"add a filter" in answer.content
