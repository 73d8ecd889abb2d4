"""Stop reaches the engine, from another request and another process, and only one's own runs."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts import tokens
from accounts.models import Account, SubAccount, User
from cdp.warehouse.duckdb import DuckDBWarehouse
from explores import page
from tests import shop
from tests.explores import slow
from tests.explores.slow import ENOUGH, RUN, begun, browser

SLOW = "/explore/slow/result?fields=slow.wave"
API = "/api/v1/explores/slow/query"


@pytest.fixture(autouse=True)
def slow_explore(
    transactional_db: None, account: Account, subaccount: SubAccount, settings: Any, tmp_path: Path
) -> None:
    settings.CATALOG_DIR = slow.write(tmp_path)
    shop.fill(account, subaccount)


def program(user: User, account: Account) -> Client:
    return Client(headers={"authorization": f"Bearer {tokens.issue(user, account, 'test')}", "x-run": RUN})


def asked(user: User) -> Future[Any]:
    client = browser(user)
    return begun(lambda: ask(client))


def ask(client: Client) -> Any:
    return client.get(SLOW, headers={"X-Run": RUN})


def test_stop_ends_the_query_in_the_engine(alice: User) -> None:
    answer = asked(alice)
    assert browser(alice).post("/explore/slow/stop", {"run": RUN}).status_code == 204
    assert answer.result(ENOUGH).status_code == 409
    assert b"Stopped." in answer.result().content


def test_stop_is_heard_from_another_process(alice: User) -> None:
    answer = asked(alice)
    said = f"import django; django.setup(); from explores.stopping import stop; stop({alice.pk}, {RUN!r})"
    subprocess.run([sys.executable, "-c", said], check=True)
    assert answer.result(ENOUGH).status_code == 409


def test_nobody_stops_the_run_of_another_person(alice: User, bob: User) -> None:
    answer = asked(alice)
    browser(bob).post("/explore/slow/stop", {"run": RUN})
    time.sleep(2)
    assert not answer.done()
    browser(alice).post("/explore/slow/stop", {"run": RUN})
    assert answer.result(ENOUGH).status_code == 409


def test_a_run_that_was_stopped_before_it_began_ends_at_once(alice: User) -> None:
    browser(alice).post("/explore/slow/stop", {"run": RUN})
    assert ask(browser(alice)).status_code == 409


def test_a_program_stops_its_own_query_and_no_other(alice: User, bob: User, account: Account) -> None:
    asking = program(alice, account)
    answer = begun(lambda: asking.post(API, {"fields": ["slow.wave"]}, content_type="application/json"))
    assert program(bob, account).delete(API).status_code == 204
    time.sleep(2)
    assert not answer.done()
    assert program(alice, account).delete(API).status_code == 204
    assert answer.result(ENOUGH).status_code == 409 and answer.result().json()["code"] == "query_stopped"


def test_a_program_that_names_no_run_is_told_what_to_send(alice: User, account: Account) -> None:
    problem = program(alice, account).delete(API, headers={"x-run": "short"})
    assert (problem.status_code, problem.json()["field"]) == (400, "X-Run") and "8 to 64" in problem.json()["message"]
    assert Client().delete(API).status_code == 401


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
    settings.QUERY_TIMEOUT = 60
    assert browser(alice).get("/explore/business/result?fields=orders.count").status_code == 200


def test_a_query_over_its_memory_is_stopped_and_says_what_to_do(
    alice: User, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR_DIR, settings.ENGINE_MEMORY, settings.ENGINE_SPILL = tmp_path / "engine", "60MB", "1MB"
    small = DuckDBWarehouse(Path(settings.LAKE_DIR))
    monkeypatch.setattr("explores.runner.open_warehouse", lambda: small)
    answer = browser(alice).get("/explore/wide/result?fields=wide.words")
    assert answer.status_code == 507
    assert b"more than the 60MB of memory" in answer.content and b"add a filter" in answer.content
    assert browser(alice).get("/explore/business/result?fields=orders.count").status_code == 200


def test_rows_behind_a_figure_that_nobody_waits_for_are_stopped(alice: User) -> None:
    client = browser(alice)
    answer = begun(lambda: client.get("/explore/slow/drilled?fields=slow.wave", headers={"X-Run": RUN}))
    browser(alice).post("/explore/slow/stop", {"run": RUN})
    assert answer.result(ENOUGH).status_code == 409
