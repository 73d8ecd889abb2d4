"""What a judgement says to people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from alerts.playbook.evidence import verdict_words as words
from alerts.playbook.evidence.days import Day
from alerts.playbook.evidence.maturing import Curve
from alerts.playbook.evidence.outage import Cause, Incident
from alerts.playbook.evidence.record import Record
from tests.alerts.playbook.evidence.cases import TODAY, days, judged


def euros(amount: float) -> str:
    return f"€{amount:,.0f}"


def test_a_tired_ad_is_told_with_its_chance_and_range() -> None:
    found = judged(588, 11, siblings=(), norm=28)
    assert words.headline(found) == "99 % chance this ad costs too much"
    assert words.range_words(found, euros) == "€33 to €84"


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (0.0, "< 1 %"),
        (0.0099, "< 1 %"),
        (0.83, "83 %"),
        (0.9499, "94 %"),
        (0.95, "95 %"),
        (0.9989, "99 %"),
        (1, "> 99 %"),
    ],
)
def test_a_chance_is_never_rounded_over_a_level_nor_to_certainty(chance: float, said: str) -> None:
    assert words.chance_words(chance) == said


def test_without_a_verdict_it_says_why() -> None:
    slow = Curve((0.1, 0.2, 0.4, 0.5, 0.6), learned=True, days=60)
    gap = [*days(900, 2), Day(TODAY - timedelta(9), None, None)]
    assert words.headline(judged(64, 1)) == "Too early: 1 result"
    assert words.headline(judged(300, 5, curve=slow)) == "Waiting for 4 late days"
    assert words.headline(judged(0, 0, days=gap)) == "1 day not received"
    assert words.headline(judged(0, 0)) == "No spend yet"
    assert words.headline(judged(900, 0, incident=Incident(Cause.TAG, TODAY))) == "Held: broken tag"


def test_raw_and_matured_results_stand_side_by_side() -> None:
    slow = Curve((0.1, 0.2, 0.4, 0.5, 0.6), learned=True, days=60)
    assert words.results_words(judged(300, 5, curve=slow)) == "5 results so far, about 7 once late ones are in"
    assert words.results_words(judged(300, 5)) == "5 results so far"


def test_what_decides_is_said_in_money() -> None:
    said = words.deciding_words(judged(588, 13), euros)
    assert said.startswith("About €") and said.endswith("is enough for a pause.")
    assert words.deciding_words(judged(891, 41), euros) == ""


def test_what_holds_a_pause_back_is_said() -> None:
    assert words.holding_words(judged(140, 1, siblings=(), norm=28)) == (
        "It is looked at every day, so a pause needs a little more evidence.",
    )
    assert words.holding_words(judged(891, 41)) == ()


def test_where_the_expectation_comes_from_is_said() -> None:
    campaign = words.prior_words(judged(300, 5).prior, euros)
    assert campaign == "Expected from the 5 other ads of its campaign (125 results): about €25."
    alone = words.prior_words(judged(300, 5, siblings=(Record(1, 30),)).prior, euros)
    assert alone.startswith("Too few other ads in its campaign: expected about €")


@pytest.mark.parametrize(
    ("cause", "said"), [(Cause.LATE, "since 9 March"), (Cause.SILENCE, "hardly any ads"), (Cause.TAG, "about 31")]
)
def test_an_incident_is_one_message(cause: Cause, said: str) -> None:
    told = words.incident_words(Incident(cause, date(2026, 3, 9), expected=31.2))
    assert said in told and told.endswith("No ad is paused until this is solved.")
