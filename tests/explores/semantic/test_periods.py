"""The period before: months stay months, whatever their length."""

from __future__ import annotations

from datetime import datetime

import pytest

from explores.semantic.periods import Period, period_of


def period(start: str, end: str) -> Period:
    return Period(datetime.fromisoformat(start), datetime.fromisoformat(end))


@pytest.mark.parametrize(
    ("now", "before", "length"),
    [
        (("2025-11-01", "2026-11-01"), ("2024-11-01", "2025-11-01"), "12 months"),
        (("2024-03-01", "2024-04-01"), ("2024-02-01", "2024-03-01"), "1 month"),
        (("2024-01-01", "2026-01-01"), ("2022-01-01", "2024-01-01"), "2 years"),
        (("2026-11-10", "2026-11-17"), ("2026-11-03", "2026-11-10"), "7 days"),
        (("2026-11-17T10:00", "2026-11-17T22:00"), ("2026-11-16T22:00", "2026-11-17T10:00"), "12 hours"),
    ],
)
def test_the_period_before_has_the_same_length(now: tuple[str, str], before: tuple[str, str], length: str) -> None:
    assert period(*now).previous() == period(*before)
    assert period(*now).length == length


def test_its_expression_ends_where_the_other_starts() -> None:
    found = period("2025-11-01", "2026-11-01").previous()
    assert found.expression == "2024-11-01 00:00:00 to 2025-11-01 00:00:00"


@pytest.mark.parametrize(
    ("end", "timeframe"),
    [("2026-01-02", "hour"), ("2026-02-01", "date"), ("2026-06-01", "week"), ("2027-01-01", "month")],
)
def test_a_small_line_has_a_point_for_each_fitting_unit(end: str, timeframe: str) -> None:
    assert period("2026-01-01", end).timeframe() == timeframe


@pytest.mark.parametrize(
    "explanation",
    [
        {"kind": "any", "start": None, "end": None},
        {"kind": "interval", "start": "2026-01-01T00:00:00", "end": None},
        {"kind": "union", "start": None, "end": None},
        {"kind": "interval", "start": "2026-01-02T00:00:00", "end": "2026-01-01T00:00:00"},
    ],
)
def test_what_has_no_two_ends_has_no_period_before(explanation: dict[str, object]) -> None:
    assert period_of(explanation) is None
