"""Other thresholds, replayed on the rows that matter to them alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alerts.rules.condition import Condition, Op
from alerts.rules.others import counts
from alerts.rules.reading import Observation, Reading
from alerts.rules.replay import replay
from alerts.rules.rule import Join, Kind, Rule, Volume
from alerts.rules.state import Policy

FIGURES = st.none() | st.integers(0, 6).map(Decimal)
ROWS = st.dictionaries(st.sampled_from("abcde"), st.tuples(FIGURES, FIGURES), max_size=5)
CHECKS = st.lists(ROWS, max_size=12)
DAY = timedelta(days=1)
START = datetime(2026, 3, 1, 6, tzinfo=UTC)
VALUES = [Decimal(value) for value in (0, 1, 3, 5, 9)]
RULES = st.builds(
    lambda op, more, join, volume, in_a_row, own: Rule(
        Kind.CATEGORY, (Condition("n", op, Decimal(3)), *more), join=join, categories=("x",), volume=volume,
        in_a_row=in_a_row, own={("a",): Decimal(own)} if own else {},
    ),
    st.sampled_from([Op.ABOVE, Op.AT_LEAST, Op.BELOW, Op.AT_MOST, Op.EQUAL]),
    st.lists(st.builds(Condition, st.just("m"), st.sampled_from([Op.ABOVE, Op.INCREASES, Op.NO_DATA]),
                       st.just(Decimal(2))), max_size=1),
    st.sampled_from(Join), st.none() | st.just(Volume("m", Decimal(2))), st.integers(1, 2), st.integers(0, 2),
)  # fmt: skip

PLAIN = Rule(Kind.CATEGORY, (Condition("n", Op.AT_LEAST, Decimal(3)),), categories=("x",))


def checks(
    days: list[dict[str, tuple[Decimal | None, Decimal | None]]], time: bool
) -> list[tuple[datetime, Observation]]:
    """Of a series each check sees the days so far."""
    found, past = [], []
    for place, rows in enumerate(days):
        at = f"{START + place * DAY:%Y-%m-%d}" if time else ""
        new = [Reading((key,), at, {"n": n, "m": m}) for key, (n, m) in rows.items()]
        past = [*past, *new] if time else new
        found.append((START + (place + 1) * DAY, Observation(tuple(past), complete=at, expected=at)))
    return found


@pytest.mark.parametrize("time", [False, True], ids=["rows told apart", "series told apart"])
@example([{"b": (None, None), "c": (None, Decimal(0))}, {"a": (Decimal(0), None)}], PLAIN, False)
@given(CHECKS, RULES, st.booleans())
def test_they_fire_as_often_as_if_every_row_were_replayed(
    time: bool, days: list[dict[str, tuple[Decimal | None, Decimal | None]]], rule: Rule, repeat: bool
) -> None:
    if time:
        rule = Rule(
            Kind.CATEGORY_SERIES, rule.conditions, rule.join, "t", ("x",), rule.volume, rule.in_a_row, own=rule.own
        )
    policy, seen = Policy(repeat=repeat), checks(days, time)
    expected = tuple((value, replay(rule.at_threshold(value), policy, seen).count) for value in VALUES)
    assert counts(rule, policy, seen, VALUES) == expected
