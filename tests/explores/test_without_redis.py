"""While Redis is down questions are answered: only stopping and seeing how far they are is gone, and says so."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import pytest
from django.test import Client

from accounts import tokens
from accounts.models import Account, SubAccount, User
from explores import stopping
from tests import shop

ASK = "fields=orders.channel,orders.revenue"
RUN = "a-run-without-a-cache"
BACKEND = "django.core.cache.backends.redis.RedisCache"


@pytest.fixture(autouse=True)
def no_redis(settings: Any, tmp_path: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": BACKEND, "LOCATION": f"unix://{tmp_path}/nobody.sock?db=0"}}


@pytest.fixture
def page(transactional_db: None, client: Client, account: Account, subaccount: SubAccount, alice: User) -> Client:
    shop.fill(account, subaccount)
    client.force_login(alice)
    return client


def test_pages_files_and_dashboards_answer(page: Client) -> None:
    for path in ("business/", "business/result", "business.json"):
        answer = page.get(f"/explore/{path}?{ASK}", headers={"X-Run": RUN})
        assert answer.status_code == 200 and "Ads" in answer.content.decode()
    assert page.get("/dashboards/revenue/tiles/revenue/", headers={"X-Run": RUN}).status_code == 200


def test_programs_are_answered_uncounted(page: Client, alice: User, account: Account) -> None:
    program = Client(headers={"authorization": f"Bearer {tokens.issue(alice, account, 'test')}", "x-run": RUN})
    body = json.dumps({"fields": ["orders.count"]})
    assert program.post("/api/v1/explores/business/query", body, content_type="application/json").status_code == 200
    refused = program.delete("/api/v1/explores/business/query")
    assert refused.status_code == 503 and "can be stopped" in refused.json()["message"]


def test_who_wants_to_stop_is_told_that_it_cannot_be(page: Client) -> None:
    for path in ("/explore/business/stop", "/dashboards/stop"):
        answer = page.post(path, {"run": RUN})
        assert answer.status_code == 503 and b"ends after 60 s at the latest" in answer.content
    assert page.get(f"/explore/business/progress?run={RUN}").status_code == 204


@pytest.mark.parametrize("run", ["", RUN])
def test_patience_ends_with_a_run_that_has_a_name_too(run: str) -> None:
    done = threading.Event()
    with stopping.stoppable(1, run, 0.2) as handle:
        handle.attach(done.set)
        assert done.wait(10)


def test_a_run_with_a_name_goes_on_while_nobody_stops_it() -> None:
    with stopping.stoppable(1, RUN) as handle:
        time.sleep(stopping.FIRST + stopping.EVERY)
        handle.attach(lambda: None)  # raises where the run was stopped
