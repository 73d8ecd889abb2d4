"""For how long the other side asks to be left alone, in every form, and nonsense."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from net.retry_after import LONGEST, seconds_of

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("0", 0), ("120", 120), (" 7 ", 7), ("Sun, 22 Nov 2026 12:01:00 GMT", 60), ("Sun, 22 Nov 2026 11:00:00 GMT", 0),
     ("Sun, 22 Nov 2026 12:01:00", 60), ("999999999999999999999", LONGEST), ("Fri, 31 Dec 9999 23:59:59 GMT", LONGEST)],
)  # fmt: skip
def test_seconds_and_dates_are_read_and_held_to_a_day(value: str, seconds: float) -> None:
    assert seconds_of(value, NOW) == seconds


@pytest.mark.parametrize(
    "value", ["", "-1", "1.5", "soon", "١٢", "Sun, 99 Nov 2026 12:01:00 GMT", "\x00", "9" * 9 + "x"]
)
def test_nonsense_asks_for_nothing(value: str) -> None:
    assert seconds_of(value, NOW) is None
