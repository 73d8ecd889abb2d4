"""What holds of every signal, whatever the days."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.playbook.baseline import restarted
from alerts.playbook.days import AdDay, Level, Table
from alerts.playbook.judge import judge, judge_all
from alerts.playbook.record import record
from alerts.playbook.rules import Rule, playbook
from alerts.playbook.verdict import Part, State
from tests.alerts.playbook.drawn import HOLES, LENGTH, odd_tables, tables
from tests.alerts.playbook.tables import TODAY, YESTERDAY

BALANCED = [rule.choose() for rule in playbook().values()]
STRICT = [rule.choose("strict") for rule in playbook().values()]
LENIENT = [rule.choose("lenient") for rule in playbook().values()]
VERDICTS = (State.FIRES, State.FINE)
SCALE = Decimal(1000)


def parts(table: Table, rules: list[Rule]) -> Iterator[tuple[str, Part]]:
    for signal in judge_all(table, rules, TODAY):
        yield from ((f"{signal.name}.{part.check}", part) for part in signal.parts)


@settings(max_examples=100)
@given(tables(), st.integers(0, LENGTH - 1), st.sampled_from([BALANCED, STRICT, LENIENT]))
def test_another_missing_day_never_makes_fine_out_of_waiting(table: Table, back: int, rules: list[Rule]) -> None:
    gone = YESTERDAY - timedelta(back)
    fewer = replace(table, days=tuple(day for day in table.days if day.day != gone), late=table.late | {gone})
    for before, after in zip(judge_all(table, rules, TODAY), judge_all(fewer, rules, TODAY), strict=True):
        assert (before.state, after.state) != (State.WAITING, State.FINE), before.name


@settings(max_examples=100)
@given(tables(), st.integers(0, LENGTH - 1))
def test_a_late_day_is_as_a_day_without_a_row(table: Table, back: int) -> None:
    late = YESTERDAY - timedelta(back)
    marked = replace(table, late=frozenset({late}))
    gone = replace(table, days=tuple(day for day in table.days if day.day != late))
    for one, other in zip(judge_all(marked, BALANCED, TODAY), judge_all(gone, BALANCED, TODAY), strict=True):
        if one.name != "negative":  # what a late day has said already is certain
            assert one == other


def with_figure(table: Table, at: int, field: str, value: int | Decimal | None) -> Table:
    days = list(table.days)
    days[at] = replace(days[at], **{field: value})
    return replace(table, days=tuple(days))


@settings(max_examples=100)
@given(tables(holes=False), st.integers(0, 13), st.sampled_from(HOLES))
def test_what_is_not_said_never_counts_as_nothing(table: Table, back: int, field: str) -> None:
    """Where nothing instead of the truth changes a test, silence does not give the verdict of nothing."""
    zero = Decimal(0) if field in ("spend", "results", "purchase_value") else 0
    truth, nothing, silence = (
        dict(parts(each, BALANCED))
        for each in (table, with_figure(table, -1 - back, field, zero), with_figure(table, -1 - back, field, None))
    )
    for key, part in silence.items():
        of_the_past = key.startswith("sudden") and back >= 2  # such days are left out of the usual, either way
        certain = key == "negative.new" and part.state is State.FIRES
        if nothing[key].now != truth[key].now and part.state in VERDICTS and not of_the_past and not certain:
            assert part.now != nothing[key].now, key


@settings(max_examples=100)
@given(tables(holes=False), st.sampled_from(HOLES))
def test_a_figure_that_is_never_said_makes_nothing_fine_that_needs_it(table: Table, field: str) -> None:
    silent = replace(table, days=tuple(replace(day, **{field: None}) for day in table.days), window_reach={})
    needs = {
        "impressions": ["ctr.low", "ctr.fall", "frequency.high", "engagement.rate", "sudden.impressions"],
        "clicks": ["ctr.low", "ctr.fall", "return_and_cost.cpc", "sudden.ctr", "sudden.cpc"],
        "reach": ["frequency.high", "weak_results.small_reach", "weak_results.reach_falling", "sudden.frequency"],
        "spend": ["return_and_cost.roas", "return_and_cost.pace", "unspent.share", "weak_results.no_result"],
        "results": ["weak_results.no_result", "weak_results.cost_up", "return_and_cost.cost_per_result"],
        "purchase_value": ["return_and_cost.roas", "sudden.roas"],
        "engagements": ["engagement.rate"],
        "negative_feedback": ["negative.new"],
    }
    found = dict(parts(silent, BALANCED))
    assert {found[key].state for key in needs[field]} == {State.NOT_AVAILABLE}


def scaled(table: Table) -> Table:
    """The same in a currency of a thousandth of the worth."""

    def day(each: AdDay) -> AdDay:
        changed = {name: getattr(each, name) for name in ("spend", "purchase_value", "daily_budget")}
        return replace(each, **{name: value and value * SCALE for name, value in changed.items()})

    aims, norms, entity = table.aims, table.norms, table.entity
    return replace(
        table,
        days=tuple(day(each) for each in table.days),
        entity=replace(entity, daily_budget=entity.daily_budget and entity.daily_budget * SCALE),
        aims=replace(aims, cost_per_result=aims.cost_per_result and aims.cost_per_result * SCALE),
        norms=replace(norms, cpc=norms.cpc and norms.cpc * SCALE),
    )


@settings(max_examples=100)
@given(tables())
def test_money_and_limits_scaled_together_change_nothing(table: Table) -> None:
    before = {key: part.state for key, part in parts(table, BALANCED)}
    assert {key: part.state for key, part in parts(scaled(table), BALANCED)} == before


@settings(max_examples=100)
@given(tables(holes=False))
def test_strict_fires_wherever_balanced_does(table: Table) -> None:
    strict = dict(parts(table, STRICT))
    for key, part in parts(table, BALANCED):
        own_past = key.startswith("sudden") or key == "weak_results.reach_falling"  # they look at other days
        if part.state is State.FIRES and not own_past:
            assert strict[key].state is State.FIRES, key


@settings(max_examples=100)
@given(tables(), st.integers(0, LENGTH))
def test_nothing_before_a_new_normal_is_looked_at(table: Table, back: int) -> None:
    since = TODAY - timedelta(back)
    wild = [replace(day, impressions=9, clicks=9, spend=Decimal(9), results=Decimal(0)) for day in table.days]
    other = tuple(new if day.day < since else day for day, new in zip(table.days, wild, strict=True))
    once, again = (restarted(each, since) for each in (table, replace(table, days=other)))
    assert judge_all(once, BALANCED, TODAY) == judge_all(again, BALANCED, TODAY)
    for key, part in parts(once, BALANCED):
        if part.days and not key.startswith("overlap"):
            assert part.days[0] >= since, key


@settings(max_examples=60)
@given(tables(), st.integers(1, 10))
def test_what_comes_after_the_days_looked_at_changes_nothing(table: Table, ago: int) -> None:
    """So a replay of a past day sees what that day saw."""
    then = TODAY - timedelta(ago)
    known = replace(table, days=tuple(day for day in table.days if day.day <= then))
    assert judge_all(table, BALANCED, then) == judge_all(known, BALANCED, then)


@settings(max_examples=60)
@given(tables(), st.sampled_from(Level))
def test_every_verdict_shows_its_figures(table: Table, level: Level) -> None:
    for rule in BALANCED:
        signal = judge(replace(table, entity=replace(table.entity, level=level)), rule, TODAY)
        assert signal.now.text
        for part in signal.parts:
            assert (part.state not in VERDICTS) or (part.inputs and part.days and part.rule.text)
            assert (part.state in VERDICTS) == (not part.reason)


@settings(max_examples=200)
@given(odd_tables(), st.sampled_from([BALANCED, STRICT, LENIENT]))
def test_odd_figures_get_a_verdict_too(table: Table, rules: list[Rule]) -> None:
    for signal, rule in zip(judge_all(table, rules, TODAY), rules, strict=True):
        json.dumps(record(signal, rule))
        assert signal.now.text
        assert all(len(part.now.text) < 80 for part in signal.parts)
