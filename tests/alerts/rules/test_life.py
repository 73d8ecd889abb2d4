"""The life of an alert, from every state to every other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from alerts.rules.condition import Op
from alerts.rules.life import acknowledge, snooze, step, wake
from alerts.rules.reading import Observation
from alerts.rules.rule import Kind, Rule
from alerts.rules.state import Effect, Phase, Policy, State, What
from tests.alerts.rules.rows import NOW, above, alone, days, each

HOUR = timedelta(hours=1)
ONCE, TWICE = above(10, least=100), above(10, least=100, in_a_row=2)
HIGH, LOW, FEW = alone(20), alone(5), alone(99, sent=3)
NOTHING, FAULT, LATE = Observation(), Observation(fault="The field is gone."), Observation(late="Yesterday is not in.")
Act = Callable[[State, datetime], State]


@dataclass
class Life:
    """An alert that is checked once an hour, with all it told."""

    rule: Rule
    policy: Policy = field(default_factory=Policy)
    state: State = field(default_factory=State)
    now: datetime = NOW
    told: list[Effect] = field(default_factory=list)

    def sees(self, *seen: Observation) -> Life:
        for one in seen:
            self.now += HOUR
            self.state, effects = step(self.rule, self.policy, self.state, one, self.now)
            self.told += effects
        return self

    def does(self, act: Act) -> Life:
        self.state = act(self.state, self.now)
        return self

    @property
    def whats(self) -> list[What]:
        return [effect.what for effect in self.told]


def for_a_day(state: State, now: datetime) -> State:
    return snooze(state, now + timedelta(days=1), now)


def at(phase: Phase, rule: Rule) -> Life:
    """An alert of the rule in that state, having told what led there."""
    life = Life(rule)
    firing = [HIGH] * rule.in_a_row
    paths: dict[Phase, Callable[[], Life]] = {
        Phase.OK: lambda: life.sees(LOW),
        Phase.PENDING: lambda: life.sees(HIGH),
        Phase.FIRING: lambda: life.sees(*firing),
        Phase.ACKNOWLEDGED: lambda: life.sees(*firing).does(acknowledge),
        Phase.SNOOZED: lambda: life.sees(LOW).does(for_a_day),
        Phase.NO_DATA: lambda: life.sees(NOTHING),
        Phase.ERROR: lambda: life.sees(FAULT),
    }
    found = paths[phase]()
    assert found.state.phase == phase
    return Life(rule, state=found.state, now=found.now)


def after(phase: Phase, rule: Rule, seen: Observation | Act) -> tuple[Phase, list[What]]:
    """The state after one more check or act, and what it told."""
    life = at(phase, rule)
    life = life.sees(seen) if isinstance(seen, Observation) else life.does(seen)
    return life.state.phase, life.whats


F, R, N, B, M = What.FIRED, What.RECOVERED, What.NO_DATA, What.BROKE, What.MENDED
CHECKS = [
    # from, breach of a rule that fires at once, and of one that takes two in a row, told by each
    (Phase.OK, (Phase.FIRING, [F]), (Phase.PENDING, [])),
    (Phase.FIRING, (Phase.FIRING, []), (Phase.FIRING, [])),
    (Phase.ACKNOWLEDGED, (Phase.ACKNOWLEDGED, []), (Phase.ACKNOWLEDGED, [])),
    (Phase.SNOOZED, (Phase.SNOOZED, []), (Phase.SNOOZED, [])),
    (Phase.NO_DATA, (Phase.FIRING, [F]), (Phase.PENDING, [])),
    (Phase.ERROR, (Phase.FIRING, [M, F]), (Phase.PENDING, [M])),
]


@pytest.mark.parametrize(("phase", "once", "twice"), CHECKS)
def test_a_breach(phase: Phase, once: tuple[Phase, list[What]], twice: tuple[Phase, list[What]]) -> None:
    assert (after(phase, ONCE, HIGH), after(phase, TWICE, HIGH)) == (once, twice)


def test_the_second_breach_in_a_row_fires() -> None:
    assert after(Phase.PENDING, TWICE, HIGH) == (Phase.FIRING, [F])


FINE = [
    (Phase.OK, Phase.OK, []),
    (Phase.PENDING, Phase.OK, []),
    (Phase.FIRING, Phase.OK, [R]),
    (Phase.ACKNOWLEDGED, Phase.OK, [R]),
    (Phase.SNOOZED, Phase.SNOOZED, []),
    (Phase.NO_DATA, Phase.OK, []),
    (Phase.ERROR, Phase.OK, [M]),
]


@pytest.mark.parametrize(("phase", "then", "told"), FINE)
def test_a_fine_figure(phase: Phase, then: Phase, told: list[What]) -> None:
    assert after(phase, TWICE, LOW) == (then, told)


@pytest.mark.parametrize("phase", [Phase.OK, Phase.PENDING, Phase.FIRING, Phase.ACKNOWLEDGED, Phase.SNOOZED])
def test_too_little_to_judge_changes_nothing(phase: Phase) -> None:
    assert after(phase, TWICE, FEW) == (phase, [])


@pytest.mark.parametrize("phase", Phase)
def test_late_data_hold_the_verdict_and_say_so(phase: Phase) -> None:
    life = at(phase, TWICE)
    before = life.state
    life.sees(LATE)
    assert (life.state, life.told) == (replace(before, late=LATE.late), [])
    assert life.sees(LOW).state.late == ""


AWAKE = [phase for phase in Phase if phase != Phase.SNOOZED]


@pytest.mark.parametrize("phase", AWAKE)
def test_what_cannot_be_judged_is_told_once(phase: Phase) -> None:
    assert after(phase, TWICE, NOTHING) == (Phase.NO_DATA, [] if phase == Phase.NO_DATA else [N])
    assert after(phase, TWICE, FAULT) == (Phase.ERROR, [] if phase == Phase.ERROR else [B])


def test_a_snoozed_alert_says_nothing_of_errors_either() -> None:
    assert after(Phase.SNOOZED, TWICE, FAULT) == after(Phase.SNOOZED, TWICE, NOTHING) == (Phase.SNOOZED, [])


@pytest.mark.parametrize("blind", [NOTHING, FAULT])
@pytest.mark.parametrize("phase", [Phase.FIRING, Phase.ACKNOWLEDGED])
def test_what_fired_before_an_error_fires_no_second_time_after_it(phase: Phase, blind: Observation) -> None:
    life = at(phase, TWICE).sees(blind, blind, HIGH)
    assert life.state.phase == phase and F not in life.whats
    assert R in life.sees(LOW).whats


ACTS = [
    # from, by acknowledging, by snoozing
    (Phase.OK, Phase.OK),
    (Phase.PENDING, Phase.PENDING),
    (Phase.FIRING, Phase.ACKNOWLEDGED),
    (Phase.ACKNOWLEDGED, Phase.ACKNOWLEDGED),
    (Phase.SNOOZED, Phase.SNOOZED),
    (Phase.NO_DATA, Phase.NO_DATA),
    (Phase.ERROR, Phase.ERROR),
]


@pytest.mark.parametrize(("phase", "acknowledged"), ACTS)
def test_acts_of_people(phase: Phase, acknowledged: Phase) -> None:
    assert after(phase, TWICE, acknowledge) == (acknowledged, [])
    assert after(phase, TWICE, for_a_day) == (Phase.SNOOZED, [])


def test_what_fires_behind_an_error_can_be_acknowledged() -> None:
    life = at(Phase.FIRING, ONCE).sees(FAULT).does(acknowledge)
    assert life.state.phase == Phase.ERROR and life.sees(HIGH).state.phase == Phase.ACKNOWLEDGED


ENDS = [(LOW, Phase.OK, []), (HIGH, Phase.FIRING, [F]), (NOTHING, Phase.NO_DATA, [N]), (FAULT, Phase.ERROR, [B])]


@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize(("seen", "then", "told"), ENDS)
def test_the_end_of_a_snooze_tells_what_is_so_then(
    seen: Observation, then: Phase, told: list[What], early: bool
) -> None:
    life = at(Phase.FIRING, ONCE).does(for_a_day)
    life = life.does(wake) if early else replace_now(life, timedelta(days=1))
    assert (life.sees(seen).state.phase, life.whats) == (then, told)


def replace_now(life: Life, later: timedelta) -> Life:
    return replace(life, now=life.now + later)


def test_the_end_of_a_snooze_may_find_the_first_of_two_breaches() -> None:
    assert at(Phase.SNOOZED, TWICE).does(wake).sees(HIGH).state.phase == Phase.PENDING


def test_breaches_during_a_snooze_count_towards_the_row() -> None:
    life = at(Phase.SNOOZED, TWICE).sees(HIGH).does(wake).sees(HIGH)
    assert (life.state.phase, life.whats) == (Phase.FIRING, [F])


def test_an_alert_stays_quiet_until_the_figure_is_fine_again() -> None:
    assert Life(ONCE).sees(HIGH, HIGH, HIGH, LOW, HIGH).whats == [F, R, F]


def test_an_alert_may_tell_each_breach() -> None:
    assert Life(ONCE, Policy(repeat=True)).sees(HIGH, HIGH, LOW, HIGH).whats == [F, F, R, F]


def test_a_recovery_may_go_untold() -> None:
    assert Life(ONCE, Policy(recovery=False)).sees(HIGH, LOW, HIGH).whats == [F, F]


def test_reminders_come_until_somebody_looks_after_it() -> None:
    life = Life(ONCE, Policy(remind_every=3 * HOUR)).sees(*[HIGH] * 8)
    assert life.whats == [F, What.REMINDER, What.REMINDER]
    assert life.does(acknowledge).sees(*[HIGH] * 8).whats == life.whats


def test_each_campaign_fires_and_recovers_by_itself() -> None:
    life = Life(above(10, kind=Kind.CATEGORY))
    life.sees(each({"a": 20, "b": 5}), each({"a": 20, "b": 30}), each({"a": 1, "b": 30}), each({"b": 1}))
    named = [(told.what, [row.reading.key for row in told.rows]) for told in life.told]
    assert named == [(F, [("a",)]), (F, [("b",)]), (R, [("a",)]), (R, [("b",)])]


def test_another_campaign_in_breach_is_news_to_who_acknowledged_the_first() -> None:
    life = Life(above(10, kind=Kind.CATEGORY)).sees(each({"a": 20, "b": 5})).does(acknowledge)
    assert life.sees(each({"a": 20, "b": 5})).state.phase == Phase.ACKNOWLEDGED
    assert life.sees(each({"a": 20, "b": 50})).state.phase == Phase.FIRING


def test_one_campaign_may_be_pending_when_the_other_is_fine_again() -> None:
    life = Life(above(10, kind=Kind.CATEGORY, in_a_row=2)).sees(*[each({"a": 20, "b": 5})] * 2)
    assert life.sees(each({"a": 5, "b": 20})).state.phase == Phase.PENDING


def test_a_campaign_that_is_gone_no_longer_fires_and_is_told_to_be_gone() -> None:
    life = Life(above(10, kind=Kind.CATEGORY)).sees(each({"a": 20, "b": 5}), each({"b": 5}))
    assert life.state.phase == Phase.OK and life.told[-1].gone == (("a",),)


SERIES = above(10, kind=Kind.SERIES)


def test_the_first_check_of_a_series_records_and_does_not_fire() -> None:
    life = Life(SERIES).sees(days(20, 20, 20))
    assert (life.state.phase, life.told) == (Phase.OK, [])


def test_an_answer_without_days_is_no_first_check() -> None:
    assert Life(SERIES).sees(NOTHING, days(20, 5)).whats == [N]


def test_every_day_not_seen_before_may_fire() -> None:
    life = Life(SERIES).sees(days(5), days(5, 20, 5))
    assert life.whats == [F] and life.told[0].rows[0].reading.at == "2026-01-06"
    assert life.state.phase == Phase.OK


def test_the_latest_day_is_looked_at_again() -> None:
    assert Life(SERIES).sees(days(5), days(5, 5), days(5, 20)).whats == [F]
    assert Life(SERIES).sees(days(5), days(5, 20), days(5, 5)).whats == [F, R]


def test_a_day_that_was_told_of_is_not_told_of_again() -> None:
    assert Life(SERIES).sees(days(5), days(5, 20), days(5, 20), days(5, 20, 30)).whats == [F]
    assert Life(SERIES, Policy(repeat=True)).sees(days(5), days(5, 20), days(5, 20), days(5, 20, 30)).whats == [F, F]


def test_three_days_in_a_row_are_days_and_not_checks() -> None:
    rule = above(10, kind=Kind.SERIES, in_a_row=3)
    life = Life(rule).sees(days(5), days(5, 20), days(5, 20), days(5, 20), days(5, 20, 20))
    assert (life.state.phase, life.told) == (Phase.PENDING, [])
    assert life.sees(days(5, 20, 20, 20)).whats == [F]


def test_silence_fires_where_it_is_watched() -> None:
    life = Life(above(0, op=Op.NO_DATA)).sees(HIGH, NOTHING, NOTHING, HIGH)
    assert life.whats == [F, R]


def test_errors_go_to_the_owner_alone() -> None:
    told = Life(ONCE).sees(FAULT, LOW, NOTHING, HIGH, LOW).told
    assert [(effect.what, effect.to_owner) for effect in told] == [
        (B, True),
        (M, True),
        (N, True),
        (F, False),
        (R, False),
    ]


def test_an_odd_first_check_of_a_change_is_no_missing_data() -> None:
    life = Life(above(5, op=Op.INCREASES)).sees(alone(10))
    assert (life.state.phase, life.told) == (Phase.OK, [])
    assert life.sees(alone(15)).whats == [F]
