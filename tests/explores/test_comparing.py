"""A comparison through the gateway: pivots, totals, subtotals, limits, one's own rows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Account, SubAccount
from explores.answer import ROW_TOTAL, Answer
from explores.charts import single_value
from explores.formatting.formats import Style
from explores.runner import run
from explores.semantic.query import Query
from tests import shop
from tests.explores.published import viewer

pytestmark = pytest.mark.django_db(transaction=True)
MONTH, CHANNEL, REVENUE = "orders.ordered_month", "orders.channel", "orders.revenue"
WAS, CHANGE, PERCENT = (f"{REVENUE}:{end}" for end in ("previous", "change", "percent"))
AUTUMN = (("orders.ordered_date", "2025-09-01 to 2025-12-01"),)
NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)


@pytest.fixture
def ask(account: Account, subaccount: SubAccount) -> Any:
    shop.fill(account, subaccount)  # in month n from October 2024 three orders of 100 + 10 n

    def ask(*fields: str, now: datetime = NOW, **more: Any) -> Answer:
        return run(Query("business", fields, **more), viewer(account, subaccount), now=now)

    return ask


def test_months_meet_those_of_the_period_before(ask: Any) -> None:
    answer = ask(MONTH, REVENUE, filters=AUTUMN, compare="previous", totals=True, limit=1)
    assert answer.rows == [{MONTH: date(2025, 11, 1), REVENUE: 690, WAS: 600, CHANGE: 90, PERCENT: pytest.approx(0.15)}]
    assert answer.totals == {REVENUE: 1980, WAS: 1710, CHANGE: 270, PERCENT: pytest.approx(270 / 1710)}
    assert (answer.returned, answer.total_rows) == (1, 3)


def test_a_year_before_a_year_that_has_none_is_empty(ask: Any) -> None:
    rows = ask(MONTH, REVENUE, filters=AUTUMN, compare="year").rows
    assert [(row[MONTH].month, row[WAS]) for row in rows] == [(11, 330), (10, 300), (9, None)]
    assert rows[2][CHANGE] is rows[2][PERCENT] is None


def test_pivots_rows_and_subtotals_have_theirs(ask: Any) -> None:
    answer = ask(CHANNEL, MONTH, REVENUE, pivots=(MONTH,), filters=AUTUMN, compare="year", totals=True, row_totals=True)
    november = (date(2025, 11, 1),)
    ads = next(row for row in answer.rows if row[CHANNEL] == "Ads")
    assert (ads[REVENUE][november], ads[WAS][november], ads[CHANGE][november]) == (230, 110, 120)
    assert answer.totals and answer.totals[WAS][november] == 330 and answer.totals[WAS][ROW_TOTAL] == 630
    assert answer.row_totals and {row[WAS] for row in answer.row_totals} == {Decimal(210)}
    nested = ask(CHANNEL, MONTH, REVENUE, filters=AUTUMN, compare="year", subtotals=True)
    assert nested.subtotals and {row[WAS] for row in nested.subtotals[0]} == {Decimal(210)}


def test_a_month_that_is_not_over_is_compared_with_as_much(ask: Any) -> None:
    answer = ask(
        REVENUE, filters=(("orders.ordered_date", "this month"),), compare="previous",
        now=datetime(2025, 11, 6, 9, tzinfo=UTC),
    )  # fmt: skip
    assert answer.rows[0][WAS] == 220  # of October the order of the 5th: those of the 6th and 7th came at noon
    assert "1 Nov to 6 Nov 2025, 09:00 against 1 Oct to 6 Oct 2025, 09:00; the time is not over" in answer.notes[-1]


def test_totals_over_judged_groups_are_not_compared(ask: Any) -> None:
    answer = ask(CHANNEL, REVENUE, filters=(*AUTUMN, (REVENUE, ">1")), compare="year", totals=True)
    assert [row[WAS] for row in answer.rows] == [210, 210, 210]
    assert answer.totals and answer.totals[WAS] is None
    assert answer.notes[-1] == "Totals are not compared: they are over groups that pass the filters on measures."


def test_totals_over_all_there_is_are_not_compared(ask: Any) -> None:
    answer = ask(MONTH, REVENUE, compare="year", totals=True)
    assert answer.totals and answer.totals[WAS] is None
    assert answer.notes[-1].startswith("Totals are not compared: the rows reach back to the first there is.")


def test_a_distinct_count_is_asked_again_and_not_added_up(ask: Any) -> None:
    answer = ask(MONTH, "orders.customers", filters=AUTUMN, compare="year", totals=True)
    assert answer.totals and answer.totals["orders.customers:previous"] == 3


def test_another_accounts_rows_are_in_neither(account: Account, subaccount: SubAccount) -> None:
    shop.fill(account, subaccount)
    query = Query("business", (MONTH, REVENUE), AUTUMN, compare="year", totals=True)
    answer = run(query, viewer(account), now=NOW)
    assert answer.rows == [] and answer.totals and answer.totals[WAS] is None


def test_a_single_value_says_how_much_it_changed_and_from_what(ask: Any) -> None:
    answer = ask(REVENUE, filters=AUTUMN, compare="previous")
    found = single_value(answer, Style("en", "EUR"))
    assert found and found.comparison
    assert (found.comparison.text, found.comparison.arrow) == ("15.8\u202f%", "up")
    assert found.comparison.label == "vs €1,710.00, previous period"


def test_a_count_of_a_time_without_rows_is_nothing_not_missing(ask: Any) -> None:
    rows = ask(MONTH, "orders.count", filters=AUTUMN, compare="year").rows
    assert [(row[MONTH].month, row["orders.count:previous"], row["orders.count:change"]) for row in rows] == [
        (11, 3, 0), (10, 3, 0), (9, 0, 3),
    ]  # fmt: skip
