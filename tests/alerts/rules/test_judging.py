"""Which rows breach a rule, and how many in a row."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.rules.condition import Condition, Op
from alerts.rules.judging import Verdict, judged
from alerts.rules.reading import Observation, Reading
from alerts.rules.rule import Join, Kind, Rule, check
from tests.alerts.rules.rows import above, alone, days, each

BREACH, FINE, LOW, UNKNOWN = Verdict.BREACH, Verdict.FINE, Verdict.LOW_VOLUME, Verdict.UNKNOWN


def verdicts(rule: Rule, seen: Observation) -> list[Verdict]:
    return [row.verdict for row in judged(rule, seen)]


def test_of_a_single_value_the_first_row_counts() -> None:
    assert verdicts(above(10), each({"a": 5, "b": 50})) == [FINE]


def test_a_row_with_too_little_volume_is_not_judged() -> None:
    rule = above(10, least=1000)
    assert [verdicts(rule, alone(50, sent)) for sent in (999, 1000)] == [[LOW], [BREACH]]


def test_an_unknown_volume_is_too_little() -> None:
    assert verdicts(above(10, least=0), Observation((Reading((), "", {"rate": Decimal(50)}),))) == [LOW]


def test_breaches_in_a_row_are_counted_over_days() -> None:
    rows = judged(above(10, kind=Kind.SERIES), days(11, 5, 12, 13, 14, 10))
    assert [row.streak for row in rows] == [1, 0, 1, 2, 3, 0]


def test_a_day_that_is_not_judged_neither_counts_nor_breaks_the_row() -> None:
    few = days(99, begin=1, sent=10).readings
    seen = Observation((*days(11).readings, *few, *days(12, begin=2).readings))
    assert [row.streak for row in judged(above(10, kind=Kind.SERIES, least=100), seen)] == [1, 0, 2]


def test_the_day_that_is_not_over_is_left_out_unless_it_is_wanted() -> None:
    seen = replace(days(11, 12, 1), complete="2026-01-06")
    assert verdicts(above(10, kind=Kind.SERIES), seen) == [BREACH, BREACH]
    assert verdicts(above(10, kind=Kind.SERIES, running=True), seen) == [BREACH, BREACH, FINE]


def test_each_campaign_has_a_row_of_its_own() -> None:
    seen = Observation((*days(11, 12, key=("b",)).readings, *days(5, 12, key=("a",)).readings))
    rows = judged(above(10, kind=Kind.CATEGORY_SERIES), seen)
    assert [(row.reading.key, row.streak) for row in rows] == [(("a",), 0), (("a",), 1), (("b",), 1), (("b",), 2)]


def test_a_campaign_may_have_a_threshold_of_its_own() -> None:
    rule = above(10, kind=Kind.CATEGORY, own={("b",): Decimal(100)})
    assert verdicts(rule, each({"a": 50, "b": 50, "c": 5})) == [BREACH, FINE, FINE]


def test_the_day_that_should_be_there_is_missed() -> None:
    rule = above(0, kind=Kind.SERIES, op=Op.NO_DATA)
    assert verdicts(rule, replace(days(1, 2), expected="2026-01-06")) == [FINE, FINE]
    assert verdicts(rule, replace(days(1, 2), expected="2026-01-07")) == [FINE, FINE, BREACH]
    assert verdicts(rule, Observation(expected="2026-01-07")) == [BREACH]


def test_no_row_at_all_is_no_data() -> None:
    assert verdicts(above(0, op=Op.NO_DATA), Observation()) == [BREACH]
    assert verdicts(above(0), Observation()) == []


SAID = {True: Decimal(20), False: Decimal(1), None: None}
TABLE = [
    (True, True, BREACH, BREACH),
    (True, False, FINE, BREACH),
    (False, False, FINE, FINE),
    (True, None, UNKNOWN, BREACH),
    (False, None, FINE, UNKNOWN),
    (None, None, UNKNOWN, UNKNOWN),
]


@pytest.mark.parametrize(("first", "second", "both", "either"), TABLE)
def test_what_is_not_known_is_taken_as_either(
    first: bool | None, second: bool | None, both: Verdict, either: Verdict
) -> None:
    conditions = (Condition("a", Op.ABOVE, Decimal(10)), Condition("b", Op.ABOVE, Decimal(10)))
    for one, two in ((first, second), (second, first)):
        seen = Observation((Reading((), "", {"a": SAID[one], "b": SAID[two]}),))
        found = [verdicts(check(Rule(Kind.SINGLE, conditions, join)), seen) for join in (Join.ALL, Join.ANY)]
        assert found == [[both], [either]]


def test_an_odd_tuesday_is_found_and_a_usual_sunday_is_not() -> None:
    weeks = [100, 103, 98, 101, 99, 60, 40] * 6
    rows = judged(above(3.5, kind=Kind.SERIES, op=Op.UNUSUAL), days(*weeks, 100, 40))
    assert [row.verdict for row in rows[-3:]] == [FINE, FINE, BREACH]
    assert rows[-1].usual is not None and rows[-1].usual.middle == 103
    assert {row.verdict for row in rows[:8]} == {UNKNOWN}


RATES = st.lists(st.one_of(st.none(), st.integers(0, 20)), min_size=1, max_size=40)


@given(RATES, st.sampled_from([Op.ABOVE, Op.BELOW, Op.INCREASES, Op.UNUSUAL]))
def test_a_later_day_never_changes_what_was_said_of_an_earlier_one(rates: list[int | None], op: Op) -> None:
    rule = above(3, kind=Kind.SERIES, op=op)
    assert judged(rule, days(*rates[:-1])) == judged(rule, days(*rates))[:-1]
