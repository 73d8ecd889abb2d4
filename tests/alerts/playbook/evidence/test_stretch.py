"""Which days a verdict rests on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alerts.playbook.evidence.days import Day
from alerts.playbook.evidence.stretch import ENOUGH, LATELY, MOST, WEEK, lately, past, stretch
from tests.alerts.playbook.evidence.cases import TODAY


def backwards(*spends: float | None) -> list[Day]:
    """The newest first; None was not received."""
    return [Day(TODAY - timedelta(back), spend, 0) for back, spend in enumerate(spends, 1)]


@pytest.mark.parametrize(("daily", "counted"), [(100, WEEK), (1.5, 7), (1, ENOUGH), (0.5, 20), (0.1, MOST), (0, MOST)])
def test_one_looks_back_until_ten_limits_were_spent_a_week_at_least(daily: float, counted: int) -> None:
    assert len(stretch(backwards(*[daily] * 200), 1)) == counted


def test_days_come_the_oldest_first_and_end_where_it_began() -> None:
    assert [day.spend for day in stretch(backwards(3, 2, 1), 28)] == [1, 2, 3]


def test_beyond_the_week_a_day_that_was_not_received_ends_it_and_within_it_is_told() -> None:
    assert len(stretch(backwards(*[1.0] * 9, None, *[1.0] * 9), 28)) == 9
    assert len(stretch(backwards(1, None, *[1.0] * 9), 28)) == 11


def test_evidence_hears_all_of_sixty_days_up_to_one_that_was_not_received() -> None:
    assert len(past(backwards(*[100.0] * 200))) == MOST
    assert len(past(backwards(*[100.0] * 30, None, *[100.0] * 9))) == 30


def test_of_siblings_the_last_four_weeks_count() -> None:
    days = backwards(*[1.0] * 40)
    assert lately([*days, Day(TODAY, 1, 0)], TODAY) == days[:LATELY]
