"""The report card: each answer counts once for its message."""

from __future__ import annotations

from datetime import timedelta

from alerts.one.report import Said, report
from tests.alerts.rules.rows import NOW

FIRES = [NOW + timedelta(days=number) for number in range(6)]
SOON = timedelta(minutes=5)


def test_an_answer_counts_for_the_message_it_was_in_else_for_the_last_before_it() -> None:
    said = [Said("acknowledge", FIRES[5] + SOON, FIRES[0]), Said("snooze", FIRES[3] + SOON), Said("wake", FIRES[4])]
    found = report(FIRES, said)
    assert (found.fired, found.acted, found.not_useful, found.share) == (6, 2, 0, 33)


def test_two_people_who_acknowledge_one_message_acted_on_one() -> None:
    assert report(FIRES, [Said("acknowledge", FIRES[1] + SOON), Said("snooze", FIRES[1] + 2 * SOON)]).acted == 1


def test_what_was_said_before_anything_fired_counts_for_nothing() -> None:
    found = report(FIRES[1:], [Said("not_useful", FIRES[0])])
    assert found.not_useful == 0 and report([], []).share is None


def test_where_most_messages_were_not_useful_it_says_what_to_change() -> None:
    said = [Said("not_useful", each + SOON) for each in FIRES[:5]]
    assert report(FIRES, said).hint == "5 of 6 messages were called not useful: raise the threshold or the volume."
    assert not report(FIRES, said[:3]).hint and not report(FIRES[:2], said[:2]).hint
