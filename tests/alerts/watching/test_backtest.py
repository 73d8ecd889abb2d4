"""A rule tried on real figures of the past, against running it day by day as they came in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from accounts.models import Account, SubAccount
from alerts.rules.condition import Condition, Op
from alerts.rules.life import step
from alerts.rules.rule import Kind, Rule, Volume, check
from alerts.rules.state import Effect, Policy, State
from alerts.watching.backtest import MOST_CHECKS, Backtest, backtest, moments_of
from alerts.watching.looking import Watched, looked
from cdp.warehouse import open_warehouse
from deliveries.cadence import Kind as Recurs
from deliveries.cadence import Recurrence
from explores.semantic.query import Query
from tests.alerts.watching.history import at, day, orders, publish, spent, viewer

pytestmark = pytest.mark.django_db(transaction=True)
COUNT, DAY_OF, SPEND, AD_DAY = "orders.count", "orders.ordered_date", "ad_metrics.spend", "ad_metrics.day_date"
DAILY = Recurrence(Recurs.DAILY, "UTC")  # at 06:00
BY_DAY = Query("business", (DAY_OF, COUNT))
LAST_DAY = Query("business", (COUNT,), filters=((DAY_OF, "yesterday"),))
SPEND_BY_DAY = Query("ads", (AD_DAY, SPEND))


def rule(field: str, op: Op, value: int, time: str = "", **options: object) -> Rule:
    kind = Kind.SERIES if time else Kind.SINGLE
    return check(Rule(kind, (Condition(field, op, Decimal(value)),), time=time, **options))  # type: ignore[arg-type]


@pytest.fixture
def france(account: Account) -> SubAccount:
    return SubAccount.objects.create(account=account, name="France")


@pytest.fixture
def tried(account: Account, france: SubAccount) -> Callable[..., Backtest]:
    def run(query: Query, rule: Rule, until: int, days: int = 10) -> Backtest:
        found = Watched(query, viewer(account, france))
        now, pin = at(until, 7), open_warehouse().pin()
        return backtest(found, rule, Policy(), DAILY, now=now, pin=pin, days=days)

    return run


def days_of(found: Backtest) -> list[int]:
    """On which days it would have fired."""
    return [(fire.at.date() - day(0)).days for fire in found.tried.fires]


SOLD = {0: 5, 1: 5, 2: 9, 3: 5, 4: 8, 5: 8, 6: 2, 7: 9, 8: 1}


@pytest.mark.parametrize(
    ("query", "watches"),
    [
        (BY_DAY, rule(COUNT, Op.ABOVE, 7, DAY_OF)),
        (BY_DAY, rule(COUNT, Op.ABOVE, 7, DAY_OF, in_a_row=2)),
        (BY_DAY, rule(COUNT, Op.DECREASES, 3, DAY_OF)),
        (BY_DAY, rule(COUNT, Op.ABOVE, 7, DAY_OF, running=True)),
        (LAST_DAY, rule(COUNT, Op.ABOVE, 7)),
        (LAST_DAY, rule(COUNT, Op.INCREASES, 3)),
    ],
    ids=["by day", "two days in a row", "a fall", "the running day", "one figure", "a rise of one figure"],
)
def test_the_backtest_equals_running_day_by_day(
    account: Account, france: SubAccount, tried: Callable[..., Backtest], query: Query, watches: Rule
) -> None:
    state, told, watched = State(), list[Effect](), Watched(query, viewer(account, france))
    for number, count in SOLD.items():
        orders(france, {number: count})
        publish()
        now = at(number + 1, 6)
        seen = looked(watched, watches, now=now, pin=open_warehouse().pin())
        state, effects = step(watches, Policy(), state, seen, now)
        told += effects
    played = tried(query, watches, 9, days=9).tried.played
    assert [one for check in played for one in check.effects if one.at >= at(1)] == told
    assert played[-1].state.phase == state.phase and told


def test_a_restated_day_fires_as_it_was_known_then(france: SubAccount, tried: Callable[..., Backtest]) -> None:
    for number in range(8):
        spent(france, number, 100, number + 1)
    spent(france, 3, 500, 6)  # three days later the platform says that the fourth day cost five times as much
    spent(france, 5, 500, 6)
    spent(france, 5, 100, 7)  # and takes back what it said of the sixth the morning before
    publish()
    assert days_of(tried(SPEND_BY_DAY, rule(SPEND, Op.ABOVE, 200, AD_DAY), 9)) == [6]


def test_other_thresholds_are_tried_on_the_same_figures(france: SubAccount, tried: Callable[..., Backtest]) -> None:
    orders(france, SOLD)
    publish()
    found = tried(BY_DAY, rule(COUNT, Op.ABOVE, 8, DAY_OF), 9)
    assert found.others == (
        (Decimal(5), 3),
        (Decimal(6), 3),
        (Decimal(7), 3),
        (Decimal(8), 2),
        (Decimal(10), 0),
        (Decimal(12), 0),
    )
    assert (days_of(found), found.tried.count, found.every) == ([3, 8], 2, 1)


def test_days_of_little_volume_are_left_out(france: SubAccount, tried: Callable[..., Backtest]) -> None:
    orders(france, SOLD)
    publish()
    below = rule(COUNT, Op.BELOW, 6, DAY_OF, volume=Volume(COUNT, Decimal(2)))
    # the first day is recorded; of the last, one order is too few
    assert days_of(tried(BY_DAY, below, 10)) == [2, 4, 7]


def test_a_question_that_cannot_be_asked_is_said(france: SubAccount, tried: Callable[..., Backtest]) -> None:
    publish()
    gone = tried(Query("business", (DAY_OF, "orders.gone")), rule("orders.gone", Op.ABOVE, 1, DAY_OF), 9)
    assert gone.tried.count == 0 and "There is no field 'orders.gone'" in gone.faults[0]
    other = tried(BY_DAY, rule("orders.revenue", Op.ABOVE, 1, DAY_OF), 9)
    assert "The question has no 'orders.revenue' any more" in other.faults[0]


def test_a_check_every_five_minutes_is_tried_now_and_then_and_says_so() -> None:
    often = Recurrence(Recurs.MINUTES, "UTC", every=5)
    moments, every = moments_of(often, at(0), at(90))
    assert every == 65 and len(moments) <= MOST_CHECKS and moments[-1] == at(90)
    assert {later - earlier for earlier, later in pairwise(moments)} == {timedelta(minutes=325)}


def test_what_is_checked_when_data_come_is_tried_once_a_day() -> None:
    assert len(moments_of(Recurrence(Recurs.REFRESH, "UTC", every=15), at(0), at(90))[0]) == 90
