"""The story in the database, as the smallest demo leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow.compute as pc
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import Membership, Role, User
from cdp.batches import batch
from cdp.demo.plan import Plan
from cdp.demo.seeding import seed
from cdp.models import Batch, Order
from tests.cdp.demo.conftest import counts, kept

PLAN = Plan(10_000, 3, date(2026, 11, 17))


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """The smallest demo, for the tests that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed(PLAN)
        yield kept(PLAN)
        transaction.set_rollback(True)


def test_every_row_of_the_story_is_in_the_database(seeded: dict[str, Any], db: None) -> None:
    assert counts() == {name: table.num_rows for name, table in seeded.items()}


def test_money_is_exact(seeded: dict[str, Any], db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select sum(total), sum(tax) from cdp_order")
        stored = cursor.fetchone()
    assert stored == tuple(Decimal(pc.sum(seeded["orders"][name]).as_py()) for name in ("total", "tax"))


def test_every_row_belongs_to_a_batch_of_bounded_size(seeded: dict[str, Any], db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from cdp_order where batch_id not in (select id from cdp_batch)")
        assert cursor.fetchone() == (0,)
    assert Batch.objects.count() > 50


def test_the_next_row_gets_the_next_id(seeded: dict[str, Any], db: None) -> None:
    last = Order.objects.order_by("-id").values_list("id", flat=True)[0]
    with batch():
        row = Order.objects.create(subaccount_id=1, source_id=1, external_id="later", ordered_at="2026-11-17T00:00Z")
    assert row.pk == last + 1


def test_of_a_complete_demo_only_the_ads_go_on(seeded: dict[str, Any], db: None) -> None:
    before = counts()
    call_command("seed_demo", "--events", "20000", "--seed", "9")
    assert {name for name, count in counts().items() if count != before[name]} <= {"ad_metrics"}


def test_the_admin_can_sign_in_with_the_password_given(seeded: dict[str, Any], db: None) -> None:
    call_command("seed_demo", "--password", "a password for the demo")
    lea = User.objects.get(email="lea@maison-alba.example")
    assert lea.check_password("a password for the demo")
    assert Membership.objects.get(user=lea).role == Role.ADMIN
