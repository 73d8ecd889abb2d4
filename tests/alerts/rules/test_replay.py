"""A rule tried on the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.rules.condition import Op
from alerts.rules.life import step
from alerts.rules.nearby import nearby
from alerts.rules.reading import Observation
from alerts.rules.replay import Tried, replay
from alerts.rules.rule import Kind, Rule
from alerts.rules.state import Effect, Policy, State
from tests.alerts.rules.rows import NOW, above, alone, days, each

DAY = timedelta(days=1)
RATES = st.lists(st.one_of(st.none(), st.integers(0, 20)), min_size=1, max_size=30)
RULES = st.sampled_from([
    above(10), above(10, in_a_row=2), above(10, kind=Kind.SERIES), above(10, kind=Kind.SERIES, in_a_row=3),
    above(5, kind=Kind.SERIES, op=Op.DECREASES), above(3, kind=Kind.SERIES, op=Op.UNUSUAL), above(0, op=Op.NO_DATA),
])  # fmt: skip


def history(rule: Rule, rates: list[float | None]) -> list[tuple[datetime, Observation]]:
    """What a daily check saw, day after day."""
    if rule.kind == Kind.SINGLE:
        return [(NOW + DAY * place, alone(rate)) for place, rate in enumerate(rates)]
    return [(NOW + DAY * place, days(*rates[: place + 1])) for place in range(len(rates))]


def tried(rule: Rule, *rates: float | None) -> Tried:
    return replay(rule, Policy(), history(rule, list(rates)))


@given(RULES, RATES, st.booleans())
def test_the_backtest_equals_running_day_by_day(rule: Rule, rates: list[float | None], repeat: bool) -> None:
    policy, state, told = Policy(repeat=repeat), State(), list[Effect]()
    for now, seen in history(rule, rates):
        state, effects = step(rule, policy, state, seen, now)
        told += effects
    played = replay(rule, policy, history(rule, rates)).played
    assert played[-1].state == state and [one for day in played for one in day.effects] == told


def test_each_fire_says_when_it_was_and_when_it_was_over() -> None:
    fires = tried(above(10), 5, 20, 20, 5, 5, 20).fires
    assert [(one.at - NOW, one.back and one.back - NOW) for one in fires] == [(DAY, 3 * DAY), (5 * DAY, None)]


def test_a_fire_of_one_campaign_ends_with_that_campaign() -> None:
    seen = [each({"a": 5, "b": 5}), each({"a": 20, "b": 5}), each({"a": 20, "b": 20}), each({"a": 5, "b": 20})]
    made = replay(above(10, kind=Kind.CATEGORY), Policy(), [(NOW + DAY * place, one) for place, one in enumerate(seen)])
    assert [one.back and one.back - NOW for one in made.fires] == [3 * DAY, None]


@given(RATES)
def test_a_higher_threshold_never_sees_more_days_in_breach(rates: list[float | None]) -> None:
    def breaches(value: float) -> int:
        return sum(bool(one.state.firing) for one in tried(above(value), *rates).played)

    assert breaches(12) <= breaches(10) <= breaches(8)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("0.0040", ["0.0025", "0.0030", "0.0035", "0.0040", "0.0050", "0.0060"]),
        ("28", ["18", "21", "24", "28", "35", "42"]),
        ("1500", ["940", "1100", "1300", "1500", "1900", "2200"]),
        ("-10", ["-15", "-12", "-10", "-8.8", "-7.5", "-6.2"]),
        ("0", []),
    ],
)
def test_thresholds_near_it_are_ones_that_people_choose(value: str, found: list[str]) -> None:
    assert nearby(above(float(value))) == [Decimal(one) for one in found]


def test_thresholds_near_that_of_a_count_are_whole() -> None:
    assert nearby(above(3), [Decimal(7), Decimal("12.00")]) == [Decimal(n) for n in (2, 3, 4)]
    assert Decimal("1.9") in nearby(above(3), [Decimal(7), Decimal("12.5")])


def test_of_what_is_unusual_other_distances_are_tried() -> None:
    assert Decimal("3.5") in nearby(above(3.5, kind=Kind.SERIES, op=Op.UNUSUAL))
    assert nearby(above(0, op=Op.NO_DATA)) == []


def test_another_threshold_keeps_the_width_of_a_range() -> None:
    condition = replace(above(5).conditions[0], op=Op.BETWEEN, upper=Decimal(8))
    moved = replace(above(5), conditions=(condition,)).at_threshold(Decimal(10)).conditions[0]
    assert (moved.value, moved.upper) == (10, 13)
