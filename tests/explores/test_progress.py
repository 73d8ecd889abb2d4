"""A person sees how far a run of their own is, nobody another's; a quick run leaves no word of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import Account, SubAccount, User
from cdp.warehouse.progress import Progress
from explores import stopping
from explores.progress import words
from tests import shop
from tests.explores import slow
from tests.explores.slow import ENOUGH, RUN, begun, browser
from tests.waiting import comes

ASK = f"/explore/slow/progress?run={RUN}"


@pytest.fixture(autouse=True)
def slow_explore(
    transactional_db: None, account: Account, subaccount: SubAccount, settings: Any, tmp_path: Path
) -> None:
    settings.CATALOG_DIR = slow.write(tmp_path)
    shop.fill(account, subaccount)
    cache.clear()


@pytest.fixture
def running(alice: User) -> Iterator[Future[Any]]:
    """A run of alice's that goes on until the test ends."""
    client = browser(alice)
    answer = begun(lambda: client.get("/explore/slow/result?fields=slow.wave", headers={"X-Run": RUN}))
    yield answer
    browser(alice).post("/explore/slow/stop", {"run": RUN})
    assert answer.result(ENOUGH).status_code == 409


def shown(client: Client) -> str:
    """The bar and its words; empty where nothing is known."""
    answer = client.get(ASK)
    return answer.content.decode() if answer.status_code == 200 else ""


def asking(user: User) -> Progress | None:
    """How far their run is once it asks; before that it is only known to have begun."""
    told = stopping.progress(user.pk, RUN)
    return told if told and told.query else None


def test_a_running_query_shows_how_far_it_is_as_its_engine_tells_it(alice: User, running: Future[Any]) -> None:
    told = comes(lambda: asking(alice), ENOUGH)
    page = shown(browser(alice))
    assert (told.query, told.queries) == (1, 1) and 0 <= (told.percent or 0) <= 100
    assert page.startswith('<progress max="100"') and re.search(r">(about \d{1,3} % read|no estimate yet)<", page)
    assert not running.done()


def test_nobody_sees_the_run_of_another_person(alice: User, bob: User, running: Future[Any]) -> None:
    comes(lambda: shown(browser(alice)), ENOUGH)
    assert browser(bob).get(ASK).status_code == 204
    assert Client().get(ASK).status_code == 302


def test_who_may_not_explore_sees_no_progress(alice: User, running: Future[Any]) -> None:
    nobody = User.objects.create_user("nobody@example.org", "a long password")
    assert browser(nobody).get(ASK).status_code == 404


def test_a_quick_run_leaves_no_word(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "FIRST", 60)
    asked = {"X-Run": RUN}
    assert browser(alice).get("/explore/business/result?fields=orders.count", headers=asked).status_code == 200
    assert browser(alice).get(ASK).status_code == 204


@pytest.mark.parametrize("run", ["", "x", "../../../etc", "<script>alert(1)</script>"])
def test_a_strange_run_has_no_progress(alice: User, run: str) -> None:
    assert browser(alice).get("/explore/slow/progress", {"run": run}).status_code == 204


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (Progress(), "no estimate yet"),
        (Progress(1, 1), "no estimate yet"),
        (Progress(1, 1, 99.9, 99.9), "about 99 % read"),
        (Progress(0, 3, None, 0.0), "query 1 of 3, no estimate yet"),
        (Progress(2, 3, 40.2, 46.7), "query 2 of 3, about 40 % read"),
        (Progress(3, 2, None, 66.0), "query 3 of 3, no estimate yet"),
    ],
)
def test_progress_in_words(progress: Progress, expected: str) -> None:
    assert words(progress) == expected


@pytest.mark.parametrize(
    ("asked", "queries"),
    [
        ("fields=orders.channel,orders.count", 1),
        ("fields=orders.channel,orders.count&total=1", 2),
        ("fields=orders.channel,orders.ordered_year,orders.count&pivots=orders.ordered_year&total=1&row_total=1", 4),
        ("fields=orders.channel,orders.count&compare=previous&f[orders.ordered_date]=2025-11", 2),
    ],
)
def test_every_query_of_a_run_is_counted_before_it_starts(
    alice: User, asked: str, queries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    handles: list[Any] = []
    made = stopping.Cancellation
    monkeypatch.setattr(stopping, "Cancellation", lambda: handles.append(made()) or handles[-1])
    assert browser(alice).get(f"/explore/business/result?{asked}").status_code == 200
    (handle,) = handles
    assert (handle.progress().query, handle.progress().queries) == (queries, queries)
