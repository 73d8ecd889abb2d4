"""What several signals say together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from alerts.playbook.acts import Act
from alerts.playbook.days import Entity, Level, Platform
from alerts.playbook.diagnosis import Cause, Diagnosis, Landing, acts, diagnose
from alerts.playbook.figures import Figure
from alerts.playbook.verdict import Part, Signal, State

AD = Entity(Level.AD, Platform.META, "1", audience_size=10_000)
NOTHING = Figure(None, "")


def signals(**states: State) -> list[Signal]:
    """A signal a test: ``frequency__high=State.FIRES``."""
    found = []
    for key, state in states.items():
        name, check = key.split("__")
        part = Part(check, state, NOTHING, NOTHING, inputs={"other": "Retarget"})
        found.append(Signal(name, state, NOTHING, NOTHING, (part,), f"{name}.{check}", ()))
    return found


def one(entity: Entity = AD, landing: Landing | None = None, reach: int | None = None, **states: State) -> Diagnosis:
    (found,) = diagnose(entity, signals(**states), landing, reach)
    return found


def test_weak_results_with_small_reach_ask_for_a_wider_audience() -> None:
    found = one(weak_results__no_result=State.FIRES, weak_results__small_reach=State.FIRES)
    assert (found.cause, found.acts[0]) == (Cause.TOO_NARROW, Act.WIDEN)
    assert found.reasons == ("weak_results.no_result", "weak_results.small_reach")


def test_small_reach_and_spend_alone_ask_for_a_wider_audience_too() -> None:
    assert one(weak_results__small_reach=State.FIRES, unspent__share=State.FIRES).cause is Cause.TOO_NARROW


def test_reach_without_engagement_leads_to_the_page_behind_the_click() -> None:
    landing = Landing(bounce_rate=Decimal("0.82"), seconds_on_page=Decimal(9), conversion_rate=Decimal("0.004"))
    found = one(landing=landing, weak_results__small_reach=State.FINE, engagement__rate=State.FIRES)
    assert found.cause is Cause.BEHIND_THE_CLICK
    shown = {name: figure.text for name, figure in found.shown}
    assert shown == {"Bounce rate": "82 %", "Time on page": "9 s", "Exits": "not available", "Conversion rate": "0.4 %"}


def test_without_web_analytics_the_figures_of_the_page_are_not_available() -> None:
    found = one(return_and_cost__hollow_clicks=State.FIRES)
    assert {figure.text for _, figure in found.shown} == {"not available"}


def test_reach_that_is_not_known_is_not_fine() -> None:
    waiting = signals(weak_results__small_reach=State.NOT_AVAILABLE, engagement__rate=State.FIRES)
    assert diagnose(AD, waiting) == ()


def test_an_audience_mostly_reached_is_used_up() -> None:
    found = one(reach=8_000, frequency__high=State.FIRES)
    assert found.cause is Cause.USED_UP
    assert dict(found.shown)["Audience"].text == "10,000"
    assert dict(found.shown)["Reached of it"].text == "80 %"


def test_high_frequency_in_a_large_audience_cuts_the_budget() -> None:
    found = one(reach=7_999, frequency__high=State.FIRES)
    assert (found.cause, found.acts[0]) == (Cause.SHOWN_TOO_OFTEN, Act.CUT_BUDGET)


def test_an_audience_of_unknown_size_is_said_to_be_so() -> None:
    found = one(replace(AD, audience_size=None), reach=8_000, frequency__high=State.FIRES)
    assert found.cause is Cause.SHOWN_TOO_OFTEN
    assert [figure.text for _, figure in found.shown] == ["not given", "not available"]


def test_an_overlap_offers_the_exclusion_by_name() -> None:
    found = one(overlap__share=State.FIRES)
    assert (found.cause, found.acts[0], found.other) == (Cause.BIDDING_AGAINST_ITSELF, Act.EXCLUDE, "Retarget")


def test_neither_conversions_nor_engagement_ask_to_rebuild() -> None:
    found = one(return_and_cost__roas=State.FIRES, engagement__ranking=State.FIRES)
    assert (found.cause, found.acts[0]) == (Cause.NOTHING_WORKS, Act.REBUILD)


def test_what_waits_or_is_not_available_diagnoses_nothing() -> None:
    for state in (State.WAITING, State.NOT_AVAILABLE, State.TOO_EARLY, State.FINE):
        assert diagnose(AD, signals(frequency__high=state, overlap__share=state, return_and_cost__roas=state)) == ()


def test_each_act_is_suggested_once_those_of_the_diagnosis_first() -> None:
    fired = signals(frequency__high=State.FIRES)
    fired[0] = replace(fired[0], do=("pause", "widen"))
    found = acts(diagnose(AD, fired), fired)
    assert found == (Act.CUT_BUDGET, Act.WIDEN, Act.RENEW, Act.PAUSE)
