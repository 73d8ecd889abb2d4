"""Tiles that were answered before: found again while nothing they depend on has changed, and only then."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from accounts.access import viewer_for
from accounts.models import Account, Membership, SubAccount, User
from cdp.models import Pin
from cdp.warehouse import mirror
from explores.lasting import lasting, local_day
from explores.semantic.query import Query
from tests.dashboards.sales import place, sell

DAYS = "order_date=2026-01-01 to 2026-03-01"
NOON = "2026-03-17T12:00:00%2B00:00"
NOW = datetime(2026, 3, 17, 12, tzinfo=UTC)


@pytest.fixture
def sales(transactional_db: None, account: Account, subaccount: SubAccount) -> None:
    sell(subaccount, SubAccount.objects.create(pk=subaccount.pk + 1, account=account, name="Alba Italia"))


def tile(user: User, *, days: str = DAYS, now: str = NOON, name: str = "revenue", more: str = "") -> str:
    """A tile as its page asks for it."""
    client = Client()
    client.force_login(user)
    pin = Pin.objects.latest("pk").pk
    return client.get(f"/dashboards/revenue/tiles/{name}/?{days}&now={now}&pin={pin}{more}").content.decode()


def test_the_second_asking_is_answered_from_the_cache_and_says_so(sales: None, bob: User) -> None:
    first, second = tile(bob), tile(bob)
    assert "€200" in first and "from cache" not in first
    assert "€200" in second and "from cache, 13:00" in second  # Paris
    assert second.replace("<span>from cache, 13:00</span>", "") == first.replace("<!--kept-->", "")


def test_a_fresh_answer_can_be_demanded(sales: None, bob: User) -> None:
    tile(bob)
    assert "from cache" not in tile(bob, more="&fresh=1")
    assert "from cache" in tile(bob)


def test_what_is_published_since_is_seen(sales: None, subaccount: SubAccount, bob: User) -> None:
    tile(bob)
    place(subaccount, "eva", datetime(2026, 2, 8, tzinfo=UTC), 800)
    mirror.publish()
    assert "€1,000" in tile(bob)


def test_nobody_gets_the_rows_of_somebody_elses_scope(sales: None, alice: User, bob: User, charlie: User) -> None:
    assert "€1,200" in tile(alice)
    assert "€200" in tile(bob) and "from cache" not in tile(bob, name="orders")
    assert "€" not in tile(charlie)
    Membership.objects.filter(user=alice).update(all_subaccounts=False)
    assert "€" not in tile(alice)


@pytest.mark.parametrize("more", ["&country=CE", "&show=revenue", "&anything=1", "&category=Lamps"])
def test_every_part_of_an_address_counts(sales: None, bob: User, more: str) -> None:
    tile(bob)
    assert "from cache" not in tile(bob, more=more)
    assert "from cache" in tile(bob, more=more)


def test_the_next_day_is_another_question(sales: None, bob: User) -> None:
    relative = "order_date=90 days ago for 90 days"
    tile(bob, days=relative)
    assert "from cache" in tile(bob, days=relative, now="2026-03-17T22:59:00%2B00:00")
    assert "from cache" not in tile(bob, days=relative, now="2026-03-17T23:01:00%2B00:00")  # midnight in Paris
    assert "from cache" not in tile(bob, days=relative, now="2026-03-16T22:00:00%2B00:00")


def test_what_moves_with_the_clock_is_not_kept(sales: None, bob: User) -> None:
    for days in ("order_date=3 hours ago for 3 hours", "order_date=today"):  # today is shown by the hour
        tile(bob, days=days)
        assert "from cache" not in tile(bob, days=days)


def test_a_failure_is_not_kept(sales: None, bob: User) -> None:
    assert "could not be answered" in tile(bob, days="order_date=12 mnths")
    assert "from cache" not in tile(bob, days="order_date=12 mnths")


def test_without_redis_a_tile_is_asked_for_each_time(sales: None, bob: User, settings: Any, tmp_path: Any) -> None:
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": f"unix://{tmp_path}/nobody.sock?db=0"}}
    assert "€200" in tile(bob) and "€200" in tile(bob)


@pytest.mark.parametrize(
    ("query", "lasts"),
    [
        (Query("business", ("orders.count",)), True),
        (Query("business", ("orders.ordered_month", "orders.count")), True),
        (Query("business", ("orders.count",), (("orders.ordered_date", "yesterday"),)), True),
        (Query("business", ("orders.count",), (("orders.ordered_date", "2 hours"),)), False),
        (Query("business", ("orders.ordered_hour", "orders.count")), False),
        (Query("business", ("orders.ordered_month", "orders.count"), compare="previous"), False),
        (Query("business", ("orders.count", "x"), custom={"x": {"calculation": "diff_days(now(), now())"}}), False),
    ],
)
def test_a_question_holds_for_the_local_day_or_not_at_all(db: None, bob: User, query: Query, *, lasts: bool) -> None:
    found = lasting(query, viewer_for(bob), NOW)
    assert found == (local_day(NOW, "Europe/Paris") if lasts else None)


def test_a_day_is_as_long_as_its_clocks_say() -> None:
    start, end = local_day(datetime(2026, 3, 29, 12, tzinfo=UTC), "Europe/Paris")
    assert (end - start).total_seconds() == 23 * 3600
