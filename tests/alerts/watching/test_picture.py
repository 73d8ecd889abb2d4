"""What a trial of the past looks like."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from alerts.rules.reading import Observation
from alerts.rules.replay import Tried, replay
from alerts.rules.rule import Kind, Rule
from alerts.rules.state import Policy
from alerts.watching.picture import MOST_LINES, Mark, Picture, picture_of
from tests.alerts.rules.rows import NOW, above, alone, days, each

DAY = timedelta(days=1)


def over(rule: Rule, *seen: Observation) -> Tried:
    return replay(rule, Policy(), [(NOW + DAY * place, one) for place, one in enumerate(seen)])


def daily(rule: Rule, *rates: float, sent: float = 1000) -> Picture:
    """Checked each morning; the first two days were there before."""
    return picture_of(rule, over(rule, *(days(*rates[: place + 1], sent=sent) for place in range(1, len(rates)))))


def marks(found: Picture) -> list[Mark]:
    return [point.mark for points in found.lines.values() for point in points]


def test_a_breach_fires_and_goes_on_without_a_message_until_it_is_fine() -> None:
    found = daily(above(10, kind=Kind.SERIES), 5, 20, 5, 20, 30, 5, 20)
    assert marks(found) == [Mark.FINE, Mark.FIRES, Mark.BREACH, Mark.FINE, Mark.FIRES]
    assert (found.in_breach, found.ignored) == (3, 0)


def test_what_the_first_check_found_there_is_not_drawn() -> None:
    assert len(daily(above(10, kind=Kind.SERIES), 50, 50, 5).lines[()]) == 1


def test_too_little_of_it_is_ignored_only_where_it_would_be_in_breach() -> None:
    found = daily(above(10, kind=Kind.SERIES, least=100), 5, 5, 20, 5, sent=50)
    assert marks(found) == [Mark.IGNORED, Mark.FINE] and found.ignored == 1


def test_a_breach_that_is_not_yet_often_enough_in_a_row_has_no_message() -> None:
    found = daily(above(10, kind=Kind.SERIES, in_a_row=2), 5, 5, 20, 20, 20)
    assert marks(found) == [Mark.BREACH, Mark.FIRES, Mark.BREACH]


def test_a_figure_that_was_restated_stands_as_it_was_first_known() -> None:
    rule = above(10, kind=Kind.SERIES)
    found = picture_of(rule, over(rule, days(5), days(5, 5), days(5, 9, 5)))
    assert [point.figure for point in found.lines[()]] == [5, 5]


def test_a_day_that_is_not_over_stands_as_it_was_last_seen() -> None:
    rule = above(10, kind=Kind.SERIES, running=True)
    found = picture_of(rule, over(rule, days(5), days(5, 1), days(5, 4)))
    assert [point.figure for point in found.lines[()]] == [4]


def test_a_single_value_has_a_point_at_every_check() -> None:
    rule = above(10)
    found = picture_of(rule, over(rule, alone(5), alone(20), alone(None)))
    assert marks(found) == [Mark.FINE, Mark.FIRES, Mark.FINE]
    assert found.lines[()][0].at == NOW.isoformat()


def test_of_many_campaigns_those_that_fired_most_are_drawn_and_all_are_counted() -> None:
    rule = above(10, kind=Kind.CATEGORY)
    quiet: dict[str, float | None] = {f"quiet {number}": number for number in range(6)}
    found = picture_of(rule, over(rule, each({**quiet, "b": 20}), each({**quiet, "b": 5}), each({**quiet, "b": 20})))
    assert [key[0] for key in found.lines] == ["b", "quiet 5", "quiet 4", "quiet 3"]
    assert found.keys == 7 and len(found.lines) == MOST_LINES and found.in_breach == 2


def test_where_less_is_worse_the_lowest_is_drawn_first() -> None:
    rule = replace(above(1, kind=Kind.CATEGORY), conditions=above(1, op=above(1).conditions[0].op.BELOW).conditions)
    assert [key[0] for key in picture_of(rule, over(rule, each({"a": 9, "b": 5}))).lines] == ["b", "a"]


def test_without_a_check_there_is_one_empty_line() -> None:
    assert picture_of(above(10), over(above(10))).lines == {(): ()}
