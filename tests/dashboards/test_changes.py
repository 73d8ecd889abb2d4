"""Tables beside the period before."""

from __future__ import annotations

from datetime import datetime

from dashboards.changes import CHANGE, with_change
from explores.semantic.periods import Period
from tests.dashboards.answers import answer, dimension, measure

PERIOD = Period(datetime(2026, 8, 1), datetime(2026, 11, 1))
FIELDS = [dimension("product"), measure("revenue", "money"), measure("quantity")]


def test_each_row_is_compared_with_its_own_of_the_period_before() -> None:
    now = answer(FIELDS, [("lamp", 170, 3), ("vase", 30, 1)], (None, 200, 4))
    before = answer(FIELDS, [("bowl", 900, 9), ("lamp", 50, 9)], (None, 950, 18))
    found = with_change(now, before, PERIOD)
    assert [row[CHANGE] for row in found.rows] == ["↑ 240.0\u202f%", "∅"]
    assert found.totals and found.totals[CHANGE] == "↓ 78.9\u202f%"


def test_the_column_says_what_it_compares() -> None:
    column = with_change(answer(FIELDS, []), answer(FIELDS, []), PERIOD).fields[-1]
    assert (column.short_label, column.definition) == ("vs prev.", "revenue against the previous 3 months.")
