"""The last answers of the engine: the same question at the same state, and never another's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pyarrow as pa
import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from cdp.warehouse.base import Pin, Result
from explores import recent
from explores.recent import Recent, key_of
from explores.semantic.sql import Statement
from tests import shop

PIN = Pin(7, {}, datetime(2026, 11, 17, tzinfo=UTC))
ASKED = Statement("SELECT $p1", {"p1": 1})


def result(rows: int = 1) -> Result:
    return Result(pa.table({"a": list(range(rows))}), 0.2)


def test_an_answer_is_of_its_statement_its_values_and_the_state_it_was_asked_of() -> None:
    kept = Recent()
    kept.put(key_of(PIN, ASKED), result())
    assert kept.get(key_of(PIN, ASKED)) is not None
    for other in (
        key_of(PIN, Statement("SELECT $p1", {"p1": 2})),
        key_of(PIN, Statement("SELECT $p1 ", {"p1": 1})),
        key_of(replace(PIN, id=8), ASKED),
        key_of(replace(PIN, data_as_of=datetime(2026, 11, 18, tzinfo=UTC)), ASKED),
    ):
        assert kept.get(other) is None


def test_an_answer_is_forgotten_after_a_while() -> None:
    now = [0.0]
    kept = Recent(lambda: now[0])
    kept.put(key_of(PIN, ASKED), result())
    now[0] = recent.KEPT
    assert kept.get(key_of(PIN, ASKED)) is None


def test_the_oldest_answers_make_room_and_a_huge_one_is_not_kept() -> None:
    kept = Recent()
    keys = [key_of(PIN, Statement(f"SELECT {n}", {})) for n in range(6)]
    for key in keys:
        kept.put(key, result(900_000))
    assert [kept.get(key) is not None for key in keys] == [False, False, True, True, True, True]
    kept.put(keys[0], result(1_200_000))
    assert kept.get(keys[0]) is None


MONTHS = "/explore/business/result?fields=orders.ordered_month,orders.revenue&f[orders.ordered_date]=2025-10,2025-11"


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)


def page(user: User, again: bool) -> str:
    client = Client(headers={"X-Again": "1"} if again else {})
    client.force_login(user)
    return client.get(MONTHS).content.decode()


def test_a_change_of_looks_draws_the_last_answer_and_only_for_those_who_may_see_it(
    sales: None, alice: User, bob: User, charlie: User
) -> None:
    asked: list[str] = []

    def counted(run: Any, statement: Statement, **how: Any) -> Result:
        asked.append(run.viewer.user.username if hasattr(run.viewer.user, "username") else str(run.viewer.user))
        return original(run, statement, **how)

    from explores.runner import Run

    original = Run.query_engine
    with patch.object(Run, "query_engine", counted):
        assert "€99,660" in page(alice, again=False)
        first = len(asked)
        assert first > 0
        assert "€99,660" in page(alice, again=True)
        assert len(asked) == first
        assert "99,660" not in page(bob, again=True)  # a sub-account of his own: another question
        assert len(asked) > first
        assert "99,660" not in page(charlie, again=True)
        before = len(asked)
        page(alice, again=False)
        assert len(asked) > before  # Run always asks
