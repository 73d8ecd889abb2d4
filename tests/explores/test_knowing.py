"""Questions answered from what was known at an earlier moment."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Account, SubAccount
from cdp.batches import batch
from cdp.models import AdMetric, AutomationEntry, Order
from cdp.warehouse import mirror
from explores.runner import run
from explores.semantic.query import Query
from tests.explores import published
from tests.explores.published import viewer

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


def at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture
def france(account: Account) -> SubAccount:
    return published.write(account, publish=False)[0]


@pytest.fixture
def iberia(france: SubAccount) -> SubAccount:
    return SubAccount.objects.get(name="Iberia")  # without ads of its own


@pytest.fixture
def known(account: Account, france: SubAccount) -> Any:
    """The figure of a question as it was known at a moment."""

    def ask(explore: str, field: str, moment: datetime, who: SubAccount = france) -> Any:
        (row,) = run(Query(explore, (field,)), viewer(account, who), now=moment, known=moment).rows
        return row[field]

    return ask


def reported(place: SubAccount, name: str, day: date, spend: int, received: datetime, until: datetime | None) -> None:
    AdMetric.objects.create(
        subaccount_id=place.pk, source_id=2, external_id=name, day=day, spend=Decimal(spend), received_at=received,
        superseded_at=until,
    )  # fmt: skip


def test_orders_of_later_are_not_known_yet(known: Any, france: SubAccount) -> None:
    mirror.publish()
    moments = (at(1, 31), at(2, 1, 9), at(2, 1), at(3, 31))
    assert [known("business", "orders.count", moment) for moment in moments] == [0, 1, 2, 3]


def test_a_derived_table_is_of_that_time_too(known: Any, france: SubAccount) -> None:
    mirror.publish()
    found = [known("business", "contacts.average_lifetime_revenue", moment) for moment in (at(2, 1, 9), at(2, 9))]
    assert found == [20.2, 17.65]


def test_a_restated_day_stands_as_it_was_known_then(known: Any, iberia: SubAccount) -> None:
    with batch():
        reported(iberia, "d", date(2026, 3, 1), 100, at(3, 2), at(3, 5))
        reported(iberia, "d", date(2026, 3, 1), 80, at(3, 5), None)
    mirror.publish()
    found = [
        known("ads", "ad_metrics.spend", moment, iberia)
        for moment in (at(3, 1), at(3, 2), at(3, 4), at(3, 5), at(3, 9))
    ]
    assert found == [None, 100, 100, 80, 80]


def test_a_late_day_is_not_known_before_it_came(known: Any, iberia: SubAccount) -> None:
    with batch():
        reported(iberia, "d", date(2026, 3, 1), 100, at(3, 4), None)
    mirror.publish()
    assert [known("ads", "ad_metrics.spend", moment, iberia) for moment in (at(3, 3), at(3, 4))] == [None, 100]


def test_a_history_that_was_brought_in_counts_as_known_when_each_day_was_over(known: Any, iberia: SubAccount) -> None:
    with batch():
        reported(iberia, "d", date(2026, 1, 1), 100, at(3, 4), at(3, 6))
        reported(iberia, "d", date(2026, 1, 1), 90, at(3, 6), None)
    mirror.publish()
    moments = (at(1, 1), at(1, 2), at(3, 5), at(3, 7))
    assert [known("ads", "ad_metrics.spend", moment, iberia) for moment in moments] == [None, 100, 100, 90]


def test_who_left_later_has_not_left_yet(known: Any, france: SubAccount) -> None:
    with batch():
        AutomationEntry.objects.create(
            subaccount_id=france.pk, source_id=1, external_id="e", entered_at=at(3, 1), left_at=at(3, 9), outcome="left"
        )
    mirror.publish()
    moments = (at(2, 28), at(3, 2), at(3, 10))
    table = (("entries.count", [0, 1, 1]), ("departures.left_early", [0, 0, 1]), ("entries.inside", [0, 1, 0]))
    for measure, found in table:
        assert [known("automation", measure, moment) for moment in moments] == found


def test_without_a_moment_everything_is_known(account: Account, france: SubAccount) -> None:
    with batch():
        Order.objects.bulk_create([published.order(20, france, ordered_at=published.NOW + 9 * DAY)])
    mirror.publish()
    answer = run(Query("business", ("orders.count",)), viewer(account, france), now=published.NOW)
    assert answer.rows[0]["orders.count"] == 4 and "known_at" not in answer.sql
