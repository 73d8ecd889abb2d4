"""Single values: the figure, its line, its change."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dashboards.single import Single, single
from explores.answer import Answer
from explores.semantic.periods import Period
from tests.dashboards.answers import answer, dimension, measure

PERIOD = Period(datetime(2026, 8, 1), datetime(2026, 11, 1))
MONTH = dimension("month", kind="date", timeframe="month")
TODAY = date(2026, 11, 17)


def made(now: float, before: float | None, *, better: str = "up", unit: str = "money") -> Single:
    answered = answer([MONTH, measure("revenue", unit)], [(date(2026, 10, 1), now)], (None, now))
    past = answer([measure("revenue", unit)], [(before,)])
    found = single(answered, past, PERIOD, better, TODAY)
    assert found is not None
    return found


def test_the_figure_is_the_total_not_a_row() -> None:
    rows = [(date(2026, 9, 1), 4), (date(2026, 10, 1), 5)]
    found = single(answer([MONTH, measure("buyers")], rows, (None, 7)), None, PERIOD, "up", TODAY)
    assert found is not None and found.figure.text == "7"


@pytest.mark.parametrize(
    ("now", "before", "better", "text", "tone"),
    [
        (110, 100, "up", "↑ 10.0\u202f%", "good"),
        (90, 100, "up", "↓ 10.0\u202f%", "bad"),
        (90, 100, "down", "↓ 10.0\u202f%", "good"),
        (110, 100, "", "↑ 10.0\u202f%", ""),
        (100, 100, "up", "no change", ""),
        (100.5, 100, "up", "↑ 0.5\u202f%", ""),
    ],
)
def test_a_change_is_good_or_bad_for_this_measure(now: float, before: float, better: str, text: str, tone: str) -> None:
    delta = made(now, before, better=better).delta
    assert delta is not None and (delta.text, delta.tone) == (text, tone)


def test_the_comparison_is_named_in_words() -> None:
    assert getattr(made(2, 1).delta, "words", "") == "vs previous 3 months"


def test_a_rate_changes_by_points() -> None:
    assert getattr(made(0.318, 0.33, unit="percent").delta, "text", "").endswith("pt")


@pytest.mark.parametrize("before", [None, 0])
def test_nothing_before_is_said_and_not_a_change(before: float | None) -> None:
    delta = made(5, before).delta
    assert delta is not None and not delta.text and delta.words == "nothing in the previous 3 months"


def test_an_open_period_is_compared_with_nothing() -> None:
    found = single(answer([measure("revenue")], [(1,)]), None, None, "up", TODAY)
    assert found is not None and found.delta is None


def months(*last: tuple[date, int]) -> Answer:
    return answer([MONTH, measure("buyers")], [*last, (date(2026, 10, 1), 20), (date(2026, 9, 1), 10)], (None, 30))


def test_the_line_runs_oldest_first() -> None:
    found = single(months(), None, PERIOD, "up", TODAY)
    assert found is not None and found.line is not None and found.line.points == "3,25 59,3"


def test_the_line_leaves_out_the_month_in_progress() -> None:
    found, finished = (
        single(months((date(2026, 11, 1), 1)), None, PERIOD, "up", TODAY),
        single(months(), None, PERIOD, "up", TODAY),
    )
    assert found is not None and finished is not None and found.line == finished.line


def test_no_row_is_no_figure() -> None:
    assert single(answer([MONTH, measure("buyers")], [], (None, 0)), None, PERIOD, "up", TODAY) is None
