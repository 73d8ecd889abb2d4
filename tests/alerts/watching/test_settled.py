"""A settled past is asked once, and each check sees in it what it would have seen by asking."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

import pytest

from accounts.models import Account, SubAccount
from accounts.viewer import Viewer
from alerts.rules.condition import Condition, Op
from alerts.rules.reading import Observation, Stretch
from alerts.rules.replay import replay
from alerts.rules.rule import Kind, Rule, Volume, check
from alerts.rules.state import Effect, Policy
from alerts.watching.backtest import check_by_check, moments_of
from alerts.watching.looking import Watched
from alerts.watching.settled import settled
from cdp.batches import batch
from cdp.models import Order
from cdp.warehouse import open_warehouse
from deliveries.cadence import Kind as Recurs
from deliveries.cadence import Recurrence
from explores.semantic.query import Query
from tests.alerts.watching.history import at, day, publish, spent, viewer

pytestmark = pytest.mark.django_db(transaction=True)
COUNT, REVENUE, DAY_OF, WEEK_OF = "orders.count", "orders.revenue", "orders.ordered_date", "orders.ordered_week"
BASKET = "orders.average_basket"  # revenue over count
CHANNEL, LENGTH = "orders.channel", 45
NIGHTS = moments_of(Recurrence(Recurs.DAILY, "America/New_York", at=time(0, 20)), at(12), at(LENGTH))[0]
DRAWN = random.Random(3)
MIDNIGHTS = (0, 4, 15)  # of UTC, New York in summer and Tokyo
HOURS = [
    datetime.combine(day(number), time(DRAWN.choice([*MIDNIGHTS, DRAWN.randrange(24)]), DRAWN.choice([0, 0, 59])), UTC)
    for number in range(12, LENGTH)
]


@pytest.fixture
def france(account: Account) -> SubAccount:
    return SubAccount.objects.create(account=account, name="France")


@pytest.fixture(params=[1, 2])
def shop(request: pytest.FixtureRequest, france: SubAccount) -> SubAccount:
    """A shop with good days, poor days and days without an order."""
    drawn = random.Random(request.param)
    made = [
        Order(
            subaccount_id=france.pk, source_id=1, external_id=f"{number}-{one}", currency="EUR",
            channel=drawn.choice(["Email", "Ads", "Shop"]), total=Decimal(drawn.randrange(1, 90)),
            ordered_at=datetime.combine(day(number), time(drawn.randrange(24), drawn.randrange(60)), UTC),
        )
        for number in range(LENGTH)
        for one in range(drawn.choice([0, 1, 3, 3, 4, 4, 5, 12]))
    ]  # fmt: skip
    with batch():
        Order.objects.bulk_create(made)
    publish()
    return france


def by(*fields: str, **options: object) -> Query:
    return Query("business", fields, **options)  # type: ignore[arg-type]


def rule(op: Op, value: int, field: str = COUNT, time: str = DAY_OF, **options: object) -> Rule:
    kind = Kind.CATEGORY_SERIES if "categories" in options else Kind.SERIES
    return check(Rule(kind, (Condition(field, op, Decimal(value)),), time=time, **options))  # type: ignore[arg-type]


BUSY = rule(Op.ABOVE, 4)
SETTLED = {
    "every day there is": (by(DAY_OF, COUNT), BUSY),
    "the last week": (by(DAY_OF, COUNT, filters=((DAY_OF, "7 days"),)), BUSY),
    "days before today": (by(DAY_OF, COUNT, filters=((DAY_OF, "14 days ago for 14 days"),)), BUSY),
    "a month that is over": (by(DAY_OF, COUNT, filters=((DAY_OF, "2026-03-10 to 2026-04-05"),)), BUSY),
    "clocks of another zone": (by(DAY_OF, COUNT, timezone="Asia/Tokyo"), BUSY),
    "by week": (by(WEEK_OF, COUNT), rule(Op.BELOW, 22, time=WEEK_OF)),
    "by week, of whole weeks": (by(WEEK_OF, COUNT, filters=((WEEK_OF, "4 weeks"),)), rule(Op.BELOW, 22, time=WEEK_OF)),
    "a fall": (by(DAY_OF, COUNT, REVENUE), rule(Op.DECREASES, 60, REVENUE)),
    "two in a row": (by(DAY_OF, COUNT, filters=((DAY_OF, "7 days"),)), rule(Op.ABOVE, 3, in_a_row=2)),
    "with a least volume": (by(DAY_OF, COUNT, REVENUE), rule(Op.BELOW, 90, REVENUE, volume=Volume(COUNT, Decimal(3)))),
    "enough of what it is over": (by(DAY_OF, BASKET), rule(Op.BELOW, 30, BASKET, volume=Volume(COUNT, Decimal(3)))),
    "unusual": (by(DAY_OF, COUNT), rule(Op.UNUSUAL, 3)),
    "unusual in a short past": (by(DAY_OF, COUNT, filters=((DAY_OF, "12 days"),)), rule(Op.UNUSUAL, 3)),
    "by channel": (by(DAY_OF, CHANNEL, COUNT), rule(Op.ABOVE, 2, categories=(CHANNEL,))),
    "by channel, of ten days": (
        by(DAY_OF, CHANNEL, COUNT, filters=((DAY_OF, "10 days"),)), rule(Op.ABOVE, 2, categories=(CHANNEL,))
    ),
    "of one channel": (by(DAY_OF, COUNT, filters=((CHANNEL, "Email"),)), rule(Op.ABOVE, 2)),
    "of busy days alone": (by(DAY_OF, COUNT, filters=((COUNT, ">2"),)), BUSY),
    "filled up to today": (by(DAY_OF, COUNT, fill=(DAY_OF,), filters=((DAY_OF, "20 days"),)), BUSY),
}  # fmt: skip


def effects(rule: Rule, seen: Sequence[tuple[datetime, Observation]]) -> list[Effect]:
    """All that would have been told."""
    played = replay(rule, Policy(repeat=True, recovery=True), seen).played
    return [one for each in played for one in each.effects]


@pytest.mark.parametrize("moments", [NIGHTS, HOURS], ids=["each night", "at any hour"])
def test_one_answer_shows_each_check_what_asking_would_have_shown(
    account: Account, shop: SubAccount, moments: Sequence[datetime]
) -> None:
    pin = open_warehouse().pin()

    def told(name: str) -> tuple[list[Effect], list[Effect]]:
        query, watches = SETTLED[name]
        watched = Watched(query, viewer(account, shop))
        at_once = settled(watched, watches, moments, pin)
        assert at_once is not None, name
        return effects(watches, at_once), effects(watches, check_by_check(watched, watches, moments, pin))

    found = {name: told(name) for name in SETTLED}
    assert {name: both for name, both in found.items() if both[0] != both[1]} == {}
    assert all(both[0] for both in found.values())  # each has something to tell


UNSETTLED = {
    "the running day": (by(DAY_OF, COUNT), replace(BUSY, running=True)),
    "silence": (by(DAY_OF, COUNT), rule(Op.NO_DATA, 0)),
    "weeks cut through": (by(WEEK_OF, COUNT, filters=((DAY_OF, "10 days"),)), rule(Op.BELOW, 22, time=WEEK_OF)),
    "another date that moves": (by(DAY_OF, COUNT, filters=(("contacts.created_date", "30 days"),)), BUSY),
    "a table that grows too": (by(DAY_OF, COUNT, filters=(("contacts.country", "FR"),)), BUSY),
    "two figures that grow": (by(DAY_OF, COUNT, "refunds.amount"), BUSY),
    "a field that is gone": (by(DAY_OF, "orders.gone"), rule(Op.ABOVE, 4, "orders.gone")),
    "in columns": (by(DAY_OF, CHANNEL, COUNT, pivots=(CHANNEL,)), rule(Op.ABOVE, 2, categories=(CHANNEL,))),
}


@pytest.mark.parametrize("name", UNSETTLED)
def test_what_may_have_been_otherwise_is_asked_check_by_check(account: Account, france: SubAccount, name: str) -> None:
    publish()
    query, watches = UNSETTLED[name]
    watched = Watched(query, viewer(account, france))
    assert settled(watched, watches, [at(1), at(40)], open_warehouse().pin()) is None


def test_restated_days_are_asked_check_by_check(account: Account, france: SubAccount) -> None:
    spent(france, 1, 100, 2)
    publish()
    watched = Watched(Query("ads", ("ad_metrics.day_date", "ad_metrics.spend")), viewer(account, france))
    watches = rule(Op.ABOVE, 5, "ad_metrics.spend", "ad_metrics.day_date")
    assert settled(watched, watches, [at(3), at(4)], open_warehouse().pin()) is None


def test_whoever_may_see_nothing_sees_nothing_at_every_check(account: Account, shop: SubAccount) -> None:
    nobody = Watched(by(DAY_OF, COUNT), Viewer(account=account.pk, subaccounts=frozenset(), timezone="UTC"))
    found = settled(nobody, BUSY, [at(20), at(40)], open_warehouse().pin())
    assert found is not None and [len(seen.readings) for _, seen in found] == [0, 0]


def test_a_stretch_is_a_part_of_the_past(account: Account, shop: SubAccount) -> None:
    found = settled(Watched(by(DAY_OF, COUNT), viewer(account, shop)), BUSY, [at(20), at(30)], open_warehouse().pin())
    assert found is not None
    early, late = (seen.readings for _, seen in found)
    assert isinstance(early, Stretch) and isinstance(late, Stretch) and early.past is late.past
    assert list(late)[: len(early)] == list(early) and late[-1].at == day(29).isoformat()
    assert timedelta(days=len(late) - len(early)) == timedelta(days=10)
