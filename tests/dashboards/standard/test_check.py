"""The judge itself: right statements pass, wrong ones are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboards.library import dashboards
from explores.semantic.query import Query, Sort
from tests.dashboards.standard.check import Check, differences, lines
from tests.dashboards.standard.conftest import Company

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("standard")]
ORDERS = (
    "from cdp_order where subaccount_id = any(%(subaccounts)s) and ordered_at >= %(start)s and ordered_at < %(end)s"
)
MONTH = "to_char(ordered_at at time zone %(zone)s, 'YYYY-MM')"


def told(company: Company, tile: str, rows: str, *subaccounts: str) -> list[str]:
    page = dashboards()["revenue"]
    found = page.tile(tile)
    assert found is not None
    return company.differences(page, replace(found, compares=False), Check(rows), *subaccounts)


def test_right_statements_pass(company: Company) -> None:
    assert told(company, "orders", f"select count(*) {ORDERS}") == []
    assert told(company, "orders", f"select count(*) {ORDERS}", "France", "Iberia") == []
    assert told(company, "revenue_by_month", f"select {MONTH}, sum(total) {ORDERS} group by 1") == []


def test_a_figure_that_is_off_by_one_is_told(company: Company) -> None:
    (said,) = told(company, "orders", f"select count(*) + 1 {ORDERS}")
    assert said.startswith("figure: (") and "by hand" in said
    (said,) = told(company, "revenue_by_month", f"select {MONTH}, sum(total + 0.001) {ORDERS} group by 1 limit 11")
    assert said.startswith("rows: 12 lines, by hand 11")


def test_the_period_before_is_judged_too(company: Company) -> None:
    page = dashboards()["revenue"]
    asked, tile = company.asked(page), page.tile("orders")
    assert tile is not None and asked.period is not None
    before, now = company.parameters(asked.period.previous()), company.parameters(asked.period)
    check = Check(f"select count(*) {ORDERS}")
    assert differences(tile, check, asked, now, before) == []
    (said,) = differences(tile, check, asked, now, now)
    assert said.startswith("before: ")


def test_the_default_period_is_the_twelve_months_before_this_one(company: Company) -> None:
    period = company.asked(dashboards()["revenue"]).period
    assert period is not None and [f"{moment:%d %b %Y %H:%M}" for moment in period.bounds] == [
        "01 Nov 2025 00:00",
        "01 Nov 2026 00:00",
    ]


def test_a_pivoted_answer_gives_a_line_for_each_pivot_column(company: Company) -> None:
    fields = ("orders.ordered_month", "contacts.channel", "orders.count")
    query = Query("business", fields, pivots=("contacts.channel",), sorts=(Sort("orders.ordered_month"),))
    answer = company.asked(dashboards()["revenue"]).ask(query)
    assert {len(line) for line in lines(answer)} == {3}
    assert len(lines(answer)) == len(answer.pivots) * (len(answer.rows) - len(answer.filled))
