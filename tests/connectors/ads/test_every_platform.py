"""What holds of Meta, Google and TikTok alike."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from connectors.ads.calling import Line
from connectors.ads.control import Change, DailyBudget, Pause, Resume, shows
from connectors.ads.faults import Fault, Trouble, spoken
from connectors.ads.standing import Learning, Level, Runs, Span, Switch, Target
from net.addresses import Allowed
from tests.connectors.ads.conftest import Site, client_of

LEVELS = list(Level)


def of(site: Site, level: Level) -> Target:
    return next(each.target for each in site.things if each.level is level)


def faulty(site: Site, change: Change | None = None, target: Target | None = None) -> Fault:
    """What is raised by a change, or by a look."""
    target = target or site.ad.target
    with pytest.raises(Fault) as caught:
        site.client.change(target, change) if change else site.client.read(target)
    return caught.value


def test_the_account_is_told(site: Site) -> None:
    facts = site.client.account()
    assert (facts.id, facts.name, facts.currency, facts.zone) == (
        "1234567890",
        "Maison Alba",
        "EUR",
        "Europe/Paris",
    )


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_on_is_read_as_running(site: Site, level: Level) -> None:
    found = site.client.read(of(site, level))
    assert (found.set, found.runs, found.why) == (Switch.ON, Runs.YES, "")
    assert found.target == of(site, level) and found.name


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_paused_is_off_and_does_not_run(site: Site, level: Level) -> None:
    accepted = site.client.change(of(site, level), Pause())
    found = site.client.read(of(site, level))
    assert accepted.before.set is Switch.ON and not accepted.dry
    assert (found.set, found.runs, found.why) == (Switch.OFF, Runs.NO, "It is paused.")


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_resumed_is_on_again(site: Site, level: Level) -> None:
    site.client.change(of(site, level), Pause())
    site.client.change(of(site, level), Resume())
    assert shows(site.client.read(of(site, level)), Resume())


def test_what_belongs_to_a_paused_campaign_is_on_and_does_not_run(site: Site) -> None:
    site.campaign.on = False
    for each in (site.group, site.ad):
        found = site.client.read(each.target)
        assert (found.set, found.runs, found.why) == (Switch.ON, Runs.NO, "Its campaign is paused.")


def test_an_ad_of_a_paused_ad_set_is_on_and_does_not_run(site: Site) -> None:
    site.group.on = False
    assert site.client.read(site.ad.target).why == "Its ad set is paused."


def test_an_ad_in_review_waits(site: Site) -> None:
    site.ad.review = "waiting"
    found = site.client.read(site.ad.target)
    assert (found.runs, found.why) == (Runs.WAITING, "It is in review.")


def test_an_ad_that_was_not_approved_does_not_run(site: Site) -> None:
    site.ad.review = "denied"
    found = site.client.read(site.ad.target)
    assert found.runs is Runs.NO and "did not approve" in found.why


def test_a_budget_is_told_in_units_with_where_it_sits(site: Site) -> None:
    budget = site.client.read(site.ad.target).budget
    assert budget is not None
    assert (budget.span, budget.amount, budget.currency) == (Span.DAILY, Decimal(50), "EUR")
    assert (budget.level, budget.holder) == (site.budgeted.level, site.budgeted.id)


@pytest.mark.parametrize("amount", ["65", "65.50", "19.99", "1234.10"])
def test_a_daily_budget_is_set_to_the_cent(site: Site, amount: str) -> None:
    site.client.change(site.budgeted, DailyBudget(Decimal(amount)))
    assert shows(site.client.read(site.budgeted), DailyBudget(Decimal(amount)))


@pytest.mark.parametrize("amount", ["0", "-5", "NaN", "Infinity", "12.345"])
def test_an_amount_that_is_none_never_leaves(site: Site, amount: str) -> None:
    fault = faulty(site, DailyBudget(Decimal(amount)), site.budgeted)
    assert fault.trouble is Trouble.REFUSED and not fault.passing and site.stub.changes == []


def test_a_budget_is_not_changed_where_it_does_not_sit(site: Site) -> None:
    fault = faulty(site, DailyBudget(Decimal(60)), site.ad.target)
    assert f"its budget sits on {site.budgeted.named}" in fault.message and site.stub.changes == []


def test_a_budget_for_the_whole_life_is_not_changed(site: Site) -> None:
    for each in site.things:
        each.daily, each.lifetime = None, each.daily
    fault = faulty(site, DailyBudget(Decimal(60)), site.budgeted_for_life)
    assert "whole life" in fault.message


def test_the_last_change_is_told(site: Site) -> None:
    now = datetime.now(UTC)
    assert site.client.read(site.ad.target).edited_since(now - timedelta(hours=48)) is False
    site.client.change(site.ad.target, Pause())
    found = site.client.read(site.ad.target)
    assert found.edited_since(now - timedelta(minutes=1)) is True
    assert found.changed_at is not None and abs(found.changed_at - now) < timedelta(minutes=1)


def test_learning_is_told_or_said_not_to_be_told(site: Site) -> None:
    site.campaign.learning = site.group.learning = True
    told = {"Meta": Learning.YES, "Google Ads": Learning.YES, "TikTok": Learning.NOT_TOLD}
    assert site.client.read(site.ad.target).learning is told[site.client.vendor.label]


def test_many_are_read_at_once_and_each_fault_is_told_with_its_own(site: Site) -> None:
    missing, odd = Target(Level.AD_SET, "999"), Target(Level.AD_SET, "s1200/../me")
    found = site.client.read_many([*(each.target for each in site.things), missing, odd])
    assert all(found[each.target].name == each.name for each in site.things)
    assert isinstance(found[missing], Fault) and found[missing].trouble is Trouble.GONE
    assert isinstance(found[odd], Fault) and found[odd].trouble is Trouble.REFUSED


def test_a_hundred_are_read_in_few_calls(site: Site) -> None:
    targets = [site.stub.add(Level.AD, site.group).target for _ in range(100)]
    found = site.client.read_many(targets)
    assert all(each in found and found[each].set is Switch.ON for each in targets)
    assert len(site.stub.calls) <= 20


def test_none_are_read_without_a_call(site: Site) -> None:
    assert site.client.read_many([]) == {} and site.stub.calls == []


def test_a_dry_run_changes_nothing(site: Site) -> None:
    accepted = site.client.change(site.ad.target, Pause(), dry_run=True)
    assert accepted.dry and accepted.tried is (site.client.vendor.label != "TikTok")
    assert site.ad.on and site.stub.changes == []


def test_what_was_deleted_is_read_as_that_and_stays(site: Site) -> None:
    site.ad.removed = True
    assert site.client.read(site.ad.target).set is Switch.REMOVED
    assert "deleted" in faulty(site, Resume()).message


def test_what_is_not_there_is_gone(site: Site) -> None:
    id_ = "5~999" if site.client.vendor.label == "Google Ads" else "999"
    fault = faulty(site, Pause(), Target(Level.AD, id_))
    assert (fault.trouble, fault.passing, fault.unsure) == (Trouble.GONE, False, False)


@pytest.mark.parametrize(
    "id_", ["", "12/../13", "12?fields=x", "a12", "１２", "12'", "me", "12~", "-1", "9" * 40 + "x"]
)
def test_an_id_that_is_none_never_leaves(site: Site, id_: str) -> None:
    assert faulty(site, None, Target(Level.CAMPAIGN, id_)).trouble is Trouble.REFUSED
    assert not [call for call in site.stub.calls if "me" in call.split("/") or ".." in call]


def test_a_lie_is_seen_by_reading_back(site: Site) -> None:
    site.stub.lies = True
    site.client.change(site.ad.target, Pause())
    assert not shows(site.client.read(site.ad.target), Pause())


def test_a_late_effect_is_seen_when_it_comes(site: Site) -> None:
    site.stub.delay = 2
    site.client.change(site.ad.target, Pause())
    assert [shows(site.client.read(site.ad.target), Pause()) for _ in range(3)] == [False, False, True]


def test_too_many_calls_name_a_wait(site: Site) -> None:
    site.stub.trouble = "throttled"
    fault = faulty(site, Pause())
    assert (fault.trouble, fault.passing, fault.unsure) == (Trouble.THROTTLED, True, False)
    assert fault.retry_after and f"Try again in {spoken(fault.retry_after)}" in fault.message


@pytest.mark.parametrize("trouble", ["expired", "revoked"])
def test_a_dead_token_is_for_a_person(site: Site, trouble: str) -> None:
    site.stub.trouble = trouble
    fault = faulty(site)
    assert (fault.trouble, fault.passing, fault.retry_after) == (Trouble.EXPIRED, False, None)
    assert "connect_ads" in fault.message


def test_a_wrong_token_is_a_dead_one(site: Site) -> None:
    client, site.stub.token = client_of(site.stub), "another"
    site.stub.refresh_token = "another"  # type: ignore[attr-defined]
    with pytest.raises(Fault) as caught:
        client.account()
    assert caught.value.trouble is Trouble.EXPIRED


def test_a_token_without_the_right_is_for_a_person(site: Site) -> None:
    site.stub.trouble, site.stub.on = "forbidden", "change"
    fault = faulty(site, Pause())
    assert (fault.trouble, fault.passing, fault.unsure) == (Trouble.FORBIDDEN, False, False)


def test_another_account_is_not_touched(site: Site) -> None:
    other = client_of(site.stub)
    site.stub.account = "777"
    with pytest.raises(Fault):
        other.change(site.ad.target, Pause())
    assert site.stub.changes == []


@pytest.mark.parametrize("trouble", ["broken", "garbage", "half", "wrong_shape", "drop"])
def test_a_broken_answer_to_a_change_leaves_it_unsure(site: Site, trouble: str) -> None:
    site.stub.trouble, site.stub.on = trouble, "change"
    fault = faulty(site, Pause())
    assert fault.unsure and fault.passing and fault.retry_after
    assert "not known until it is read back" in fault.message


@pytest.mark.parametrize("trouble", ["broken", "garbage", "half", "wrong_shape", "drop"])
def test_a_broken_answer_to_a_look_changes_nothing(site: Site, trouble: str) -> None:
    site.stub.trouble = trouble
    fault = faulty(site)
    assert fault.passing and not fault.unsure and "read back" not in fault.message


@pytest.mark.parametrize("trouble", ["hang", "hang_after"])
def test_silence_after_a_change_leaves_it_unsure(site: Site, trouble: str) -> None:
    site.client = client_of(site.stub, seconds=3)  # time enough for what is answered
    site.client.account()
    site.stub.trouble, site.stub.on = trouble, "change"
    fault = faulty(site, Pause())
    site.stub.over.set()
    assert (fault.trouble, fault.unsure) == (Trouble.NO_ANSWER, True)


def test_what_was_done_before_the_line_broke_is_seen_by_reading_back(site: Site) -> None:
    site.stub.trouble, site.stub.on = "drop_after", "change"
    assert faulty(site, Pause()).unsure
    assert shows(site.client.read(site.ad.target), Pause())


def test_nobody_there_is_no_answer(site: Site) -> None:
    site.stub.port = 9
    site.client = client_of(site.stub, seconds=1)
    fault = faulty(site, Pause())
    assert (fault.trouble, fault.unsure, fault.passing) == (Trouble.NO_ANSWER, False, True)


def test_a_place_that_the_door_does_not_let_through_is_for_the_operator(site: Site) -> None:
    site.client._line = Line(Allowed())  # type: ignore[attr-defined]
    if site.client.vendor.label == "Google Ads":
        site.client._tokens._line = Line(Allowed())  # type: ignore[attr-defined]
    assert "SEXTANT_NET_ALLOW" in faulty(site).message and site.stub.calls == []


def test_no_fault_repeats_a_secret(site: Site) -> None:
    for trouble in ("expired", "forbidden", "broken", "garbage", "throttled"):
        site.stub.trouble = trouble
        fault = faulty(site)
        told = f"{fault} {fault.said} {fault.code} {fault!r}"
        assert site.stub.token not in told and "a-refresh-token" not in told


def test_a_fault_names_the_platform_and_the_object(site: Site) -> None:
    site.stub.trouble, site.stub.on = "broken", "change"
    assert faulty(site, Pause()).message.startswith(f"{site.client.vendor.label}, ad {site.ad.id}: ")


def test_two_at_once_leave_what_the_last_one_asked(site: Site) -> None:
    site.client.change(site.ad.target, Pause())
    client_of(site.stub).change(site.ad.target, Resume())
    found = site.client.read(site.ad.target)
    assert not shows(found, Pause()) and found.set is Switch.ON
