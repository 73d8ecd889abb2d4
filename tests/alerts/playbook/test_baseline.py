"""Accepting what is as the new normal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from alerts.playbook.baseline import Acceptance, restarted, since
from alerts.playbook.judge import judge
from alerts.playbook.rules import playbook
from alerts.playbook.verdict import State
from tests.alerts.playbook.tables import TODAY, table

FALLEN = table(
    {
        "first": date(2026, 11, 6),
        "columns": {"impressions": [1000] * 14, "clicks": [40] * 7 + [28] * 7},
    }
)
CTR = playbook()["ctr"].choose()


def test_the_latest_acceptance_counts() -> None:
    given = [Acceptance(date(2026, 11, 3)), Acceptance(date(2026, 11, 10), "ctr")]
    assert since(given, "ctr", TODAY) == date(2026, 11, 10)
    assert since(given, "frequency", TODAY) == date(2026, 11, 3)


def test_what_is_undone_never_was() -> None:
    given = [Acceptance(date(2026, 11, 3)), Acceptance(date(2026, 11, 10), undone=True)]
    assert since(given, "ctr", TODAY) == date(2026, 11, 3)


def test_an_acceptance_of_a_day_to_come_waits_for_it() -> None:
    given = [Acceptance(date(2026, 11, 21))]
    assert since(given, "ctr", TODAY) is None
    assert since(given, "ctr", date(2026, 11, 21)) == date(2026, 11, 21)


def test_a_fall_is_no_fall_after_it_was_accepted() -> None:
    accepted = restarted(FALLEN, date(2026, 11, 13))
    before, after = (judge(each, CTR, TODAY).part("fall") for each in (FALLEN, accepted))
    assert before
    assert after
    assert (before.state, after.state) == (State.FIRES, State.TOO_EARLY)


def test_taking_it_back_brings_the_fall_back() -> None:
    assert judge(restarted(FALLEN, None), CTR, TODAY).state is State.FIRES


def test_reach_of_windows_that_began_before_is_forgotten() -> None:
    spans = {(date(2026, 11, 12), date(2026, 11, 18)): 900, (date(2026, 11, 13), date(2026, 11, 19)): 800}
    kept = restarted(replace(FALLEN, window_reach=spans), date(2026, 11, 13)).window_reach
    assert list(kept.values()) == [800]


def test_an_earlier_day_does_not_bring_back_what_a_later_one_cut() -> None:
    twice = restarted(restarted(FALLEN, date(2026, 11, 13)), date(2026, 11, 8))
    assert twice.since == date(2026, 11, 13)


def test_a_signal_is_judged_by_its_own_acceptance() -> None:
    own, other = Acceptance(date(2026, 11, 13), "ctr"), Acceptance(date(2026, 11, 13), "frequency")
    assert judge(FALLEN, CTR, TODAY, [own]).firing == ()
    assert [part.check for part in judge(FALLEN, CTR, TODAY, [other]).firing] == ["fall"]


def test_an_older_acceptance_does_not_widen_what_the_table_says() -> None:
    table_of_late = restarted(FALLEN, date(2026, 11, 13))
    assert judge(table_of_late, CTR, TODAY, [Acceptance(date(2026, 11, 1))]).firing == ()
