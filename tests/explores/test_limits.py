"""What counts against the limits of rows and pivot columns, and what does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from accounts.models import Account, SubAccount
from cdp.batches import batch
from cdp.models import Order
from cdp.warehouse import mirror
from explores import charts
from explores.answer import Answer
from explores.runner import run
from explores.semantic.query import COLUMN_LIMIT, Query, Sort
from tests.explores.published import NOW, order, viewer

pytestmark = pytest.mark.django_db(transaction=True)
COUNTRY, CHANNEL, REVENUE = "orders.country", "orders.channel", "orders.revenue"
DAY, WEEKDAY = "orders.ordered_month", "orders.ordered_day_of_week"


@pytest.fixture
def many(account: Account, subaccount: SubAccount) -> tuple[Account, SubAccount]:
    """Sixty channels of one order each, in February 2026: thirty in France, thirty in Germany; order n of n euros."""
    with batch():
        Order.objects.bulk_create(_order(n, subaccount) for n in range(1, 61))
    mirror.publish()
    return account, subaccount


def _order(n: int, subaccount: SubAccount) -> Order:
    made = order(1, subaccount, channel=f"C{n:02}", country="FR" if n <= 30 else "DE", total=n)
    made.external_id, made.ordered_at = str(n), datetime(2026, 2, 1 + n % 28, 10, tzinfo=UTC)
    return made


def ask(who: tuple[Account, SubAccount], *fields: str, **more: object) -> Answer:
    return run(Query("business", fields, **more), viewer(*who), now=NOW)  # type: ignore[arg-type]


def test_fifty_pivot_columns_come_by_themselves_and_row_totals_and_dimensions_do_not_count(
    many: tuple[Account, SubAccount],
) -> None:
    found = ask(many, COUNTRY, DAY, CHANNEL, REVENUE, pivots=(CHANNEL,), row_totals=True)
    assert len(found.pivots) == COLUMN_LIMIT == 50
    assert found.row_totals is not None
    assert {row[COUNTRY]: row[REVENUE] for row in found.row_totals} == {"FR": 465, "DE": 1365}
    assert found.cuts == ("50 of 60 pivot columns are shown; totals cover all of them.",)


def test_a_category_without_a_row_inside_the_limit_has_no_subtotal(many: tuple[Account, SubAccount]) -> None:
    found = ask(many, COUNTRY, CHANNEL, REVENUE, sorts=(Sort(COUNTRY), Sort(CHANNEL)), limit=7, subtotals=True)
    assert found.subtotals == [[{COUNTRY: "DE", REVENUE: Decimal(1365)}]]


def test_no_chart_draws_subtotals(many: tuple[Account, SubAccount]) -> None:
    found = ask(many, COUNTRY, CHANNEL, REVENUE, subtotals=True)
    for kind in charts.KINDS:
        assert charts.figure(found, kind) == charts.figure(replace(found, subtotals=None), kind)


def test_two_filters_on_two_time_frames_of_a_date_both_apply(many: tuple[Account, SubAccount]) -> None:
    tuesdays = ask(many, "orders.count", filters=((DAY, "2026-02"), (WEEKDAY, "Tuesday")))
    days = [1 + n % 28 for n in range(1, 61)]
    assert tuesdays.rows == [{"orders.count": sum(day % 7 == 3 for day in days)}]  # 3 February 2026 is one
    assert ask(many, "orders.count", filters=((DAY, "2026-03"), (WEEKDAY, "Tuesday"))).rows == [{"orders.count": 0}]
