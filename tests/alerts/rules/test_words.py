"""Conditions as people read them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from alerts.rules.condition import Condition, Op
from alerts.rules.judging import judged
from alerts.rules.rule import Join, Kind
from alerts.rules.words import Saying, condition_words, rule_words, unusual_words
from tests.alerts.rules.rows import above, days

SAYING = Saying(
    {"rate": "Hard bounce rate", "sent": "Sent"}.__getitem__,
    lambda field, value: f"{value:,} {'%' if field == 'rate' else ''}".strip(),
)


@pytest.mark.parametrize(
    ("op", "upper", "percent", "said"),
    [
        (Op.ABOVE, 0, False, "Hard bounce rate is above 0.40 %"),
        (Op.BETWEEN, 2, False, "Hard bounce rate is between 0.40 % and 2 %"),
        (Op.OUTSIDE, 2, False, "Hard bounce rate is outside 0.40 % to 2 %"),
        (Op.INCREASES, 0, False, "Hard bounce rate increases by 0.40 % or more"),
        (Op.NO_DATA, 0, False, "Hard bounce rate has no data"),
        (Op.UNUSUAL, 0, False, "Hard bounce rate is unusual"),
    ],
)
def test_a_condition_in_words(op: Op, upper: int, percent: bool, said: str) -> None:
    assert condition_words(Condition("rate", op, Decimal("0.40"), Decimal(upper), percent), SAYING) == said


def test_a_share_of_the_figure_before_is_told_in_percent() -> None:
    found = condition_words(Condition("sent", Op.DECREASES, Decimal("20.0"), percent=True), SAYING)
    assert found == "Sent decreases by 20 % or more"


def test_a_whole_rule_is_one_line() -> None:
    rule = above(10, kind=Kind.SERIES, least=1000, in_a_row=3)
    rule = replace(rule, join=Join.ANY, conditions=(*rule.conditions, Condition("sent", Op.BELOW, Decimal(5))))
    said = "Hard bounce rate is above 10 % or Sent is below 5, 3 rows in a row, with at least 1,000 sent"
    assert rule_words(rule, SAYING) == said


def test_what_is_unusual_is_explained() -> None:
    row = judged(above(3.5, kind=Kind.SERIES, op=Op.UNUSUAL), days(*[100, 103, 98, 101, 99, 60, 40] * 6, 20))[-1]
    assert unusual_words(row, "rate", SAYING) == "20 % is far below 100 %, the usual of a Monday (98.00 % to 102.00 %)."
