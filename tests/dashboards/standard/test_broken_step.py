"""The sample company's cart scenario broke for nine days half a year ago: the automation dashboard shows it there."""

from __future__ import annotations

import pytest

from dashboards.asking import Asked, answered
from dashboards.library import dashboards
from explores.answer import Answer
from tests.dashboards.standard.conftest import Company

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.xdist_group("standard")]
PAGE = dashboards()["automation"]
BROKEN, BEFORE = "2026-06-12 for 9 days", "2026-06-03 for 9 days"  # the cart's mail goes out two hours after entering


def shown(asked: Asked, tile: str) -> Answer:
    found = PAGE.tile(tile)
    assert found is not None
    return answered(found, asked).answer


def test_the_days_of_the_broken_step_stand_out_and_name_the_scenario(company: Company) -> None:
    month = company.asked(PAGE, date="2026-06-01 for 30 days")
    days = [
        row["departures.left_date"] for row in shown(month, "leave_rate_by_day").rows if row["departures.error_rate"]
    ]
    assert days and {str(day)[:10] for day in days} <= {f"2026-06-{day:02}" for day in range(12, 22)}
    broken = [row["automations.name"] for row in shown(month, "scenarios").rows if row["departures.errors"]]
    assert broken == ["Abandoned cart"]


def test_the_leave_rate_of_these_days_is_above_that_of_the_days_before(company: Company) -> None:
    cart = {"scenario": "Abandoned cart"}
    rates = [
        shown(company.asked(PAGE, date=date, **cart), "leave_rate").totals["departures.leave_rate"]
        for date in (BROKEN, BEFORE)
    ]
    assert rates[0] > rates[1]


def test_a_step_behind_the_break_sends_less_for_each_passage(company: Company) -> None:
    def sent_per_passage(date: str) -> float:
        rows = shown(company.asked(PAGE, date=date, scenario="Abandoned cart"), "steps").rows
        return next((float(row["reached"]) for row in rows if row["steps.position"] == 2), 0.0)

    assert sent_per_passage(BROKEN) < sent_per_passage(BEFORE)
