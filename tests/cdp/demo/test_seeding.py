"""Writing the story: once, continued after a crash, and never on top of other data."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Account
from cdp.demo.plan import Plan
from cdp.demo.seeding import OtherData, find, seed
from tests.cdp.demo.conftest import counts, kept

PLAN = Plan(10_000, 3, date(2026, 11, 17))


class Crash(Exception):
    """The process died."""


def test_a_run_that_died_is_continued_without_a_double(db: None) -> None:
    def die_later(slice_: Any, rows: int) -> None:
        if slice_.name.startswith("messages 2025-03"):
            raise Crash

    with pytest.raises(Crash):
        seed(PLAN, progress=die_later)
    assert not find().complete  # type: ignore[union-attr]
    seed(Plan(50_000, 8, date(2026, 11, 20)))  # whatever it is called with, the story that was begun goes on
    assert counts() == {name: table.num_rows for name, table in kept(PLAN).items()}


def test_a_database_with_another_company_is_refused_and_named(account: Account, db: None) -> None:
    Account.objects.create(name="Nord & Co")
    with pytest.raises(OtherData, match=r"Nord & Co.*--force"):
        seed(PLAN)
    with pytest.raises(CommandError, match="--force"):
        call_command("seed_demo", "--events", "10000")


def test_force_puts_the_demo_beside_other_data(db: None) -> None:
    Account.objects.create(name="Nord & Co")
    assert seed(PLAN, force=True) > PLAN.events


def test_a_size_out_of_range_is_a_clear_error(db: None) -> None:
    with pytest.raises(CommandError, match="10,000 to 100,000,000"):
        call_command("seed_demo", "--events", "500")
