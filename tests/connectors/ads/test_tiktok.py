"""What is TikTok's own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from connectors.ads.control import DailyBudget, Pause
from connectors.ads.faults import Fault, Trouble
from connectors.ads.standing import Level, Runs, Span
from connectors.tiktok_ads.mapping import runs_of
from tests.connectors.ads.conftest import Site


def test_a_fault_comes_with_status_200(on_tiktok: Site) -> None:
    on_tiktok.stub.trouble = "throttled"
    with pytest.raises(Fault) as caught:
        on_tiktok.client.read(on_tiktok.ad.target)
    assert (caught.value.code, caught.value.retry_after) == ("40100", 300)


def test_an_ad_is_read_with_what_it_belongs_to(on_tiktok: Site) -> None:
    on_tiktok.client.read(on_tiktok.ad.target)
    paths = [each.rpartition("v1.3/")[2] for each in on_tiktok.stub.calls]
    assert paths == ["advertiser/info/", "ad/get/", "adgroup/get/", "campaign/get/"]


def test_twenty_are_read_in_a_call(on_tiktok: Site) -> None:
    targets = [on_tiktok.stub.add(Level.CAMPAIGN).target for _ in range(45)]
    on_tiktok.client.read_many(targets)
    assert sum("campaign/get" in each for each in on_tiktok.stub.calls) == 3


def test_a_smart_campaign_is_left_alone(on_tiktok: Site) -> None:
    on_tiktok.campaign.smart = True
    for target in (on_tiktok.campaign.target, on_tiktok.group.target, on_tiktok.ad.target):
        assert on_tiktok.client.read(target).locked
        with pytest.raises(Fault, match="Smart"):
            on_tiktok.client.change(target, Pause())
    assert on_tiktok.stub.changes == []


def test_a_campaign_that_shares_its_budget_out_holds_it(on_tiktok: Site) -> None:
    on_tiktok.group.daily, on_tiktok.campaign.daily = None, Decimal(200)
    budget = on_tiktok.client.read(on_tiktok.ad.target).budget
    assert budget is not None and (budget.level, budget.amount) == (Level.CAMPAIGN, Decimal(200))
    on_tiktok.client.change(on_tiktok.campaign.target, DailyBudget(Decimal("150.75")))
    assert on_tiktok.campaign.daily == Decimal("150.75")


def test_a_campaign_without_a_limit_is_told_as_such(on_tiktok: Site) -> None:
    budget = on_tiktok.client.read(on_tiktok.campaign.target).budget
    assert budget is not None and (budget.span, budget.amount) == (Span.UNLIMITED, None)
    with pytest.raises(Fault, match="no budget that could be changed"):
        on_tiktok.client.change(on_tiktok.campaign.target, DailyBudget(Decimal(60)))


@pytest.mark.parametrize(
    ("state", "runs", "why"),
    [
        ("CAMPAIGN_STATUS_ENABLE", Runs.YES, ""),
        ("ADGROUP_STATUS_PARTIAL_AUDIT_DELIVERY_OK", Runs.YES, ""),
        ("ADGROUP_STATUS_BUDGET_EXCEED", Runs.NO, "It is out of budget."),
        ("AD_STATUS_CAMPAIGN_EXCEED", Runs.NO, "Its campaign is out of budget."),
        ("AD_STATUS_BALANCE_EXCEED", Runs.NO, "The account is out of money."),
        ("AD_STATUS_REAUDIT", Runs.WAITING, "It was changed and is in review."),
        ("AD_STATUS_PARTIAL_AUDIT_NO_DELIVERY", Runs.WAITING, "It is in review."),
        ("ADGROUP_STATUS_TIME_DONE", Runs.NO, "It is over."),
        ("ADVERTISER_ACCOUNT_PUNISH", Runs.NO, "TikTok has put a penalty on the account."),
        ("AD_STATUS_OF_NEXT_YEAR", Runs.UNKNOWN, "TikTok says of it what is not known here."),
        ("", Runs.UNKNOWN, "TikTok says of it what is not known here."),
    ],
)
def test_a_state_says_why(state: str, runs: Runs, why: str) -> None:
    assert runs_of(state) == (runs, why)


def test_a_change_that_needs_a_right_says_so(on_tiktok: Site) -> None:
    on_tiktok.stub.trouble, on_tiktok.stub.on = "forbidden", "change"
    with pytest.raises(Fault, match="right to manage these ads") as caught:
        on_tiktok.client.change(on_tiktok.ad.target, Pause())
    assert caught.value.trouble is Trouble.FORBIDDEN
