"""Since when something must have come, before figures without a date of their own are judged."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from alerts.rules.condition import Condition, Op
from alerts.rules.rule import Kind, Rule
from alerts.watching.newest import wanted_since
from explores.catalogs import standard
from explores.semantic.query import Query
from explores.semantic.settings import setting_for

EXPLORE = standard().explore("business")
NOW = datetime(2026, 3, 12, 4, 30, tzinfo=UTC)  # a Thursday
RULE = Rule(Kind.SINGLE, (Condition("orders.count", Op.ABOVE, Decimal(7)),))
TODAY, ORDERED = "2026-03-12", "orders.ordered_date"
SPANS = {
    "not null": TODAY, "today": TODAY, "yesterday": TODAY, "7 days": TODAY, "this month": TODAY, "next week": TODAY,
    "after 2026-01-01": TODAY, "before 2026-03-12": TODAY, "2 days ago": "2026-03-11", "last week": "2026-03-09",
    "last month": "2026-03-01", "before 2026-02-03": "2026-02-03", "last year, last week": "2026-03-09",
}  # fmt: skip


def since(*filters: tuple[str, str], zone: str = "UTC") -> str:
    setting = setting_for(EXPLORE, now=NOW, zone=zone)
    found = wanted_since(EXPLORE, Query("business", ("orders.count",), filters=filters), RULE, setting)
    assert found.hour == found.minute == 0
    return found.date().isoformat()


@pytest.mark.parametrize("span", SPANS)
def test_since_today_began_unless_what_is_asked_for_ended_before(span: str) -> None:
    assert since((ORDERED, span)) == SPANS[span]


def test_without_a_filter_on_a_date_it_is_today() -> None:
    assert since() == since(("orders.channel", "Email")) == TODAY


def test_of_several_dates_the_first_that_ends_counts() -> None:
    assert since((ORDERED, "7 days"), ("orders.ordered_month", "last month")) == "2026-03-01"


def test_a_date_that_is_not_of_the_figures_says_nothing() -> None:
    assert since(("contacts.created_date", "last year")) == TODAY


def test_days_are_those_of_the_question() -> None:
    assert since((ORDERED, "yesterday"), zone="America/Los_Angeles") == "2026-03-11"
