"""Rules, policies and states as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.rules.condition import BARE, Condition, Op
from alerts.rules.policy_form import policy_from_json, policy_to_json
from alerts.rules.quiet import Quiet
from alerts.rules.rule import BadRule, Join, Kind, Rule, Volume, check
from alerts.rules.rule_form import rule_from_json, rule_to_json
from alerts.rules.state import Policy, State
from alerts.rules.state_form import state_from_json, state_to_json
from tests.alerts.rules.rows import NOW, above, alone, days, each
from tests.alerts.rules.test_life import FAULT, HIGH, LOW, NOTHING, Life

GOOD: dict[str, Any] = rule_to_json(above(10, kind=Kind.CATEGORY_SERIES, least=100, own={("a",): Decimal("0.5")}))
AMOUNTS = st.decimals(min_value=1, max_value=10**9, places=4)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    ops = st.sampled_from([op for op in Op if op != Op.UNUSUAL])
    conditions = []
    for op in draw(st.lists(ops, min_size=1, max_size=4)):
        value = Decimal(0) if op in BARE else draw(AMOUNTS)
        upper = value + 1 if op in (Op.BETWEEN, Op.OUTSIDE) else Decimal(0)
        percent = draw(st.booleans()) and op in (Op.CHANGES, Op.INCREASES, Op.DECREASES)
        conditions.append(Condition(draw(st.sampled_from(["a.b", "c"])), op, value, upper, percent))
    volume = draw(st.none() | st.builds(Volume, st.just("sent"), AMOUNTS))
    return check(
        Rule(
            Kind.SINGLE,
            tuple(conditions),
            draw(st.sampled_from(Join)),
            volume=volume,
            in_a_row=draw(st.integers(1, 60)),
        )
    )


@given(rules())
def test_a_rule_comes_back_as_it_was(rule: Rule) -> None:
    assert rule_from_json(json.loads(json.dumps(rule_to_json(rule)))) == rule


def test_thresholds_of_their_own_come_back() -> None:
    assert rule_to_json(rule_from_json(GOOD)) == GOOD


@pytest.mark.parametrize("quiet", [None, Quiet(time(22), time(7, 30), "Europe/Paris", frozenset({5, 6}))])
def test_a_policy_comes_back_as_it_was(quiet: Quiet | None) -> None:
    policy = Policy(repeat=True, recovery=False, remind_every=timedelta(hours=36), quiet=quiet)
    assert policy_from_json(json.loads(json.dumps(policy_to_json(policy)))) == policy
    assert policy_from_json({}) == Policy()


CONDITION = GOOD["conditions"][0]
WRONG: list[tuple[str, Any, str]] = [
    ("conditions", [], "at least one condition"),
    ("conditions", "rate", "conditions takes a list, not 'rate'"),
    ("conditions", [CONDITION] * 11, "10 conditions at most"),
    ("conditions", [[1]], "conditions takes an object, not a list of 1"),
    ("conditions", [{**CONDITION, "op": "over"}], "'over' is none of above, at_least"),
    ("conditions", [{**CONDITION, "value": "a lot"}], "'a lot' is no number such as 0.4"),
    ("conditions", [{**CONDITION, "value": None}], "None is no number"),
    ("conditions", [{**CONDITION, "value": True}], "True is no number"),
    ("conditions", [{**CONDITION, "value": "NaN"}], "'NaN' is no number"),
    ("conditions", [{**CONDITION, "value": "1e999999999"}], "is no number"),
    ("conditions", [{**CONDITION, "value": "Infinity"}], "is no number"),
    ("conditions", [{**CONDITION, "field": ""}], "Choose the figure"),
    ("conditions", [{**CONDITION, "field": 3}], "field takes a text, not 3"),
    ("conditions", [{**CONDITION, "percent": True}], "Only a change is counted in percent"),
    ("conditions", [{**CONDITION, "percent": 1}], "percent takes true or false"),
    ("conditions", [{**CONDITION, "sql": "1"}], "'sql' means nothing here"),
    ("conditions", [{**CONDITION, "op": "between", "value": 5, "upper": 4}], "ends at 4, before it begins at 5"),
    ("conditions", [{**CONDITION, "op": "increases", "value": 0}], "at least a little above 0"),
    ("conditions", [{**CONDITION, "op": "unusual", "value": "0.5"}], "at least 1 usual spread"),
    ("kind", "sometimes", "'sometimes' is none of single"),
    ("kind", "single", "A series has a date"),
    ("kind", "series", "told apart by a dimension"),
    ("time", 5, "time takes a text"),
    ("in_a_row", 0, "1 to 60 breaches"),
    ("in_a_row", 61, "1 to 60 breaches"),
    ("in_a_row", "2", "in_a_row takes a whole number, not '2'"),
    ("in_a_row", True, "in_a_row takes a whole number, not True"),
    ("volume", {"field": "sent", "least": -1}, "a number from 0 on"),
    ("volume", {"field": "sent"}, "None is no number"),
    ("own", [["a"]], "then the threshold"),
    ("own", [["a", "b", 1]], "then the threshold"),
    ("own", [[str(place), 1] for place in range(501)], "At most 500 rows"),
    ("join", "xor", "'xor' is none of and, or"),
    ("code", "1", "'code' means nothing here"),
]


@pytest.mark.parametrize(("name", "value", "said"), WRONG, ids=[str(place) for place in range(len(WRONG))])
def test_a_wrong_rule_is_refused_in_words(name: str, value: Any, said: str) -> None:
    with pytest.raises(BadRule, match=said):
        rule_from_json({**GOOD, name: value})


@pytest.mark.parametrize("data", [None, 5, "rule", [], {}, {"kind": "single"}])
def test_what_is_no_rule_is_refused(data: object) -> None:
    with pytest.raises(BadRule):
        rule_from_json(data)


def test_unusual_needs_days_to_learn_from() -> None:
    with pytest.raises(BadRule, match="add a date to the question first"):
        above(3, op=Op.UNUSUAL)


QUIET = {"start": "22:00", "end": "07:00", "zone": "Europe/Paris", "weekdays": []}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("remind_hours", 0, "every 1 to 744 hours"),
        ("remind_hours", 1.5, "whole number"),
        ("repeat", "yes", "true or false"),
        ("quiet", {**QUIET, "zone": "Mars/Olympus"}, "no time zone such as"),
        ("quiet", {**QUIET, "zone": "../etc/passwd"}, "no time zone such as"),
        ("quiet", {**QUIET, "start": "25:00"}, "no time of the day"),
        ("quiet", {**QUIET, "weekdays": [7]}, "0 \\(Monday\\) to 6"),
        ("quiet", {**QUIET, "weekdays": [0, 1, 2, 3, 4, 5, 6]}, "not all seven"),
        ("loud", True, "means nothing here"),
    ],
)
def test_a_wrong_policy_is_refused_in_words(name: str, value: Any, said: str) -> None:
    with pytest.raises(BadRule, match=said):
        policy_from_json({name: value})


HELD = Life(above(10), Policy(quiet=Quiet(time(0), time(23, 59), "UTC")), now=datetime(2026, 3, 2, 1, tzinfo=UTC))
LIVES = [
    Life(above(10)),
    Life(above(10, least=100, in_a_row=3)).sees(HIGH, HIGH),
    Life(above(10, kind=Kind.CATEGORY)).sees(each({"a": 20, "é": None})),
    Life(above(3.5, kind=Kind.SERIES, op=Op.UNUSUAL)).sees(days(*[5] * 20), days(*[5] * 20, 50)),
    Life(above(10)).sees(HIGH, FAULT, NOTHING),
    Life(above(10)).sees(LOW, alone(0.000001)),
    HELD.sees(HIGH, LOW, HIGH),
]


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.state.phase)
def test_a_state_comes_back_as_it_was(life: Life) -> None:
    assert state_from_json(json.loads(json.dumps(state_to_json(life.state)))) == life.state


def test_an_alert_that_was_never_checked_has_the_first_state() -> None:
    assert state_from_json({}) == State() and state_from_json(state_to_json(State(since=NOW))).since == NOW
