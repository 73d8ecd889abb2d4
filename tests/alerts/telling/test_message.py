"""What a message says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from alerts.rules.condition import Condition, Op
from alerts.rules.rule import Kind, Rule
from alerts.rules.state import Effect, Policy
from alerts.telling.message import MOST_ROWS, message_of
from alerts.telling.saying import figure_words
from tests.alerts.rules.rows import above, days, each
from tests.alerts.rules.test_life import FAULT, HIGH, LOW, NOTHING, Life
from tests.alerts.rules.test_words import SAYING


def told(rule: Rule, *seen: object, policy: Policy | None = None) -> list[str]:
    """Each message: its title, then its lines."""
    life, found = Life(rule, policy or Policy()), list[str]()
    for one in seen:
        life.told = []
        life.sees(one)  # type: ignore[arg-type]
        if life.told:
            made = message_of("Bounces", rule, life.told, SAYING)
            found.append(f"{made.title}\n{made.text}")
    return found


def test_a_day_that_fired_and_is_fine_again() -> None:
    fired, back = told(above(10, kind=Kind.SERIES), days(5), days(5, 20), days(5, 20, 5))
    assert fired.splitlines() == [
        "Alert: Bounces", "Hard bounce rate is above 10 %:", "Tuesday 6 January 2026: 20 %"
    ]  # fmt: skip
    assert back.splitlines() == [
        "Fine again: Bounces", "No longer so: Hard bounce rate is above 10 %.", "Wednesday 7 January 2026: 5 %"
    ]  # fmt: skip


def test_the_note_stands_where_something_is_in_breach_and_nowhere_else() -> None:
    rule, life = above(10, kind=Kind.SERIES), Life(above(10, kind=Kind.SERIES), Policy())
    texts = []
    for seen in (days(5), days(5, 20), days(5, 20, 5)):
        life.told = []
        life.sees(seen)
        texts += [message_of("Bounces", rule, life.told, SAYING, "Ask Hugo first.").text] if life.told else []
    assert texts[0].endswith("20 %\n\nNote: Ask Hugo first.") and "Note" not in texts[1]


def test_the_worst_campaigns_come_first_and_the_rest_are_counted() -> None:
    rates = {f"c{number:02}": 20 + number for number in range(MOST_ROWS + 5)}
    [fired] = told(above(10, kind=Kind.CATEGORY), each(rates))
    lines = fired.splitlines()
    assert (lines[2], lines[-2], lines[-1]) == ("c14: 34 %", "c05: 25 %", "and 5 more.")


def test_of_what_fell_too_low_the_lowest_comes_first() -> None:
    rule = replace(above(10, kind=Kind.CATEGORY), conditions=(Condition("rate", Op.BELOW, Decimal(10)),))
    assert told(rule, each({"a": 5, "b": 1, "c": 50}))[0].splitlines()[2:] == ["b: 1 %", "a: 5 %"]


def test_the_volume_stands_beside_the_figure() -> None:
    [fired] = told(above(10, least=100), LOW, HIGH)
    assert fired.splitlines()[-1] == "Hard bounce rate: 20 % (Sent 1,000)"


def test_a_move_is_told_from_what_it_was() -> None:
    condition = Condition("rate", Op.INCREASES, Decimal(50), percent=True)
    rule = replace(above(10, kind=Kind.SERIES), conditions=(condition,))
    assert told(rule, days(10), days(10, 15))[0].splitlines()[-1] == "Tuesday 6 January 2026: 15 % after 10 %, +50.0 %"


def test_what_is_unusual_is_explained() -> None:
    weeks = [100, 103, 98, 101, 99, 60, 40] * 6
    [fired] = told(above(3.5, kind=Kind.SERIES, op=Op.UNUSUAL), days(*weeks), days(*weeks, 20))
    assert "20 % is far below 100 %, the usual of a Monday (98.00 % to 102.00 %)." in fired


def test_a_campaign_that_is_gone_is_named() -> None:
    _, back = told(above(10, kind=Kind.CATEGORY), each({"a": 20, "b": 5}), each({"b": 5}))
    assert back.splitlines()[-1] == "a: no longer in the result"


def test_what_is_wrong_with_the_alert_is_told_in_words() -> None:
    broke, mended, silent = told(above(10), FAULT, LOW, NOTHING)
    assert broke == "Cannot be checked: Bounces\nIt cannot be checked any more. The field is gone."
    assert mended.startswith("Checked again") and silent.startswith("No data: Bounces\nThe question has no figures")


def test_the_most_urgent_of_several_gives_the_title() -> None:
    life = Life(above(10, kind=Kind.CATEGORY)).sees(each({"a": 20, "b": 5}), each({"a": 5, "b": 20}))
    both: list[Effect] = life.told[1:]
    assert message_of("Bounces", life.rule, both, SAYING).title == "Alert: Bounces" and len(both) == 2


@pytest.mark.parametrize(
    ("value", "name", "said"),
    [
        ("0.0019", "percent_2", "0.19\N{THIN SPACE}%"),
        ("0.00125", "percent_2", "0.125\N{THIN SPACE}%"),
        ("0.2", "percent", "20.0\N{THIN SPACE}%"),
        ("1234", "integer", "1,234"),
        ("0.5", "integer", "0.5"),
        ("0.3333333333", "decimal", "0.3333"),
        ("1E+3", "integer", "1,000"),
    ],
)
def test_a_threshold_loses_no_decimals(value: str, name: str, said: str) -> None:
    assert figure_words(Decimal(value), name).replace("\u202f", "\N{THIN SPACE}") == said
