"""The size and the months of the sample company follow from three arguments."""

from __future__ import annotations

from datetime import date

import pytest

from cdp.demo.plan import Plan


def test_the_history_has_25_months_and_ends_in_the_one_in_progress() -> None:
    months = Plan(10_000, 1, date(2026, 11, 17)).months
    assert (len(months), months[0], months[-1]) == (25, date(2024, 11, 1), date(2026, 11, 1))


def test_a_history_until_the_first_of_a_month_ends_with_a_whole_one() -> None:
    plan = Plan(10_000, 1, date(2026, 11, 1))
    assert plan.months[-1] == date(2026, 10, 1)
    assert plan.month_starts[-1] - plan.month_starts[-2] == 31


@pytest.mark.parametrize("events", [0, 9_999, 100_000_001])
def test_a_size_out_of_range_is_refused_with_the_range(events: int) -> None:
    with pytest.raises(ValueError, match="10,000 to 100,000,000"):
        Plan(events, 1, date(2026, 11, 17))
