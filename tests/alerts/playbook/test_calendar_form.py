"""A calendar rule as JSON: what is written is read back, and what is wrong is named by its key."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.playbook.calendar import BadCalendar, CalendarRule, Dates, During, Successor
from alerts.playbook.calendar_form import rule_from_json, rule_to_json
from alerts.rules.rule import BadRule

GOOD = rule_to_json(
    CalendarRule(
        During.RUN, (Dates(date(2026, 12, 1), date(2026, 12, 24)),), frozenset({0, 4}), Successor("Winter", starts=True)
    )
)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(
    st.sampled_from(During),
    st.lists(st.tuples(DAYS, DAYS, st.booleans()), max_size=4),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.none() | st.text(min_size=1, max_size=20),
)
def test_what_is_written_is_read_back(during: During, dates: list[Any], weekdays: Any, after: str | None) -> None:
    stretches = tuple(Dates(min(a, b), max(a, b), yearly) for a, b, yearly in dates)
    successor = Successor(after.strip()) if after and after.strip() else None
    try:
        rule = CalendarRule(during, stretches, weekdays, successor)
    except BadCalendar:
        return
    assert rule_from_json(json.loads(json.dumps(rule_to_json(rule)))) == rule


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"during": "sleep"}, "during", "none of run, pause"),
    ({"during": None}, "during", "none of run, pause"),
    ({"weekdays": [7]}, "weekdays", "0 (Monday) to 6"),
    ({"weekdays": [True]}, "weekdays", "whole number"),
    ({"weekdays": []}, "weekdays", "at least one day"),
    ({"weekdays": "all"}, "weekdays", "takes a list"),
    ({"dates": [{"first": "soon", "last": "2026-12-24"}]}, "first", "no day such as 2026-11-30"),
    ({"dates": [{"first": "20261201", "last": "2026-12-24"}]}, "first", "no day such as"),
    ({"dates": [{"first": "2026-12-24", "last": "2026-12-01"}]}, "dates", "comes after"),
    ({"dates": [{"first": "2026-12-01", "last": "2026-12-24", "often": 1}]}, "dates", "'often' means nothing"),
    ({"dates": ["2026-12-01"]}, "dates", "takes an object"),
    ({"dates": [{}] * 101}, "dates", "too many"),
    ({"successor": {"campaign": " "}}, "campaign", "1 to 200 characters"),
    ({"successor": {"campaign": 7}}, "campaign", "takes a text"),
    ({"successor": {"campaign": "x", "starts": 1}}, "starts", "true or false"),
    ({"dates": [], "weekdays": [0]}, "dates", "A successor starts when dates are over"),
    ({"color": "red"}, "rule", "'color' means nothing"),
]


@pytest.mark.parametrize(("change", "field", "said"), WRONG)
def test_what_is_wrong_is_named(change: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(BadRule) as caught:
        rule_from_json({**GOOD, **change})
    assert caught.value.field == field and said in str(caught.value)


@pytest.mark.parametrize("data", [None, 7, "run", [], {}])
def test_what_is_no_rule_is_refused(data: object) -> None:
    with pytest.raises(BadRule):
        rule_from_json(data)
