"""What is Meta's own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from connectors.ads.control import DailyBudget, Pause
from connectors.ads.faults import Fault, Trouble
from connectors.ads.standing import Level, Span
from connectors.meta_ads.client import MetaAds
from connectors.meta_ads.errors import used
from connectors.meta_ads.mapping import offset
from tests.connectors.ads.conftest import Site, client_of
from tests.servers.platforms.meta import Meta, meta


def test_budgets_of_a_currency_without_cents_are_whole() -> None:
    with meta(currency="JPY") as stub:
        group = stub.shop()[1]
        client = client_of(stub)
        client.change(group.target, DailyBudget(Decimal(1200)))
        assert (group.daily, stub.changes) == (Decimal(1200), [(group.id, {"daily": Decimal(1200)})])
        with pytest.raises(Fault, match="whole units"):
            client.change(group.target, DailyBudget(Decimal("1200.50")))


@pytest.mark.parametrize(("currency", "parts"), [("EUR", 100), ("JPY", 1), ("HUF", 1), ("KWD", 100), ("ISK", 1)])
def test_minor_units_are_those_of_metas_own_table(currency: str, parts: int) -> None:
    assert offset(currency) == parts


def test_a_campaign_that_shares_its_budget_out_holds_it(on_meta: Site) -> None:
    for each in on_meta.things:
        each.daily = None
    on_meta.campaign.daily = Decimal(120)
    for target in (on_meta.campaign.target, on_meta.group.target, on_meta.ad.target):
        budget = on_meta.client.read(target).budget
        assert budget is not None and (budget.level, budget.amount) == (Level.CAMPAIGN, Decimal(120))
    on_meta.client.change(on_meta.campaign.target, DailyBudget(Decimal("99.95")))
    assert on_meta.campaign.daily == Decimal("99.95")


def test_a_budget_for_the_whole_life_is_told_as_such(on_meta: Site) -> None:
    on_meta.group.daily, on_meta.group.lifetime = None, Decimal(900)
    budget = on_meta.client.read(on_meta.group.target).budget
    assert budget is not None and (budget.span, budget.amount) == (Span.LIFETIME, Decimal(900))


def test_a_fifth_budget_within_an_hour_waits_an_hour(on_meta: Site) -> None:
    for amount in range(60, 64):
        on_meta.client.change(on_meta.group.target, DailyBudget(Decimal(amount)))
    with pytest.raises(Fault) as caught:
        on_meta.client.change(on_meta.group.target, DailyBudget(Decimal(64)))
    assert (caught.value.trouble, caught.value.retry_after) == (Trouble.THROTTLED, 3600)
    assert caught.value.code == "613/1487632" and on_meta.group.daily == Decimal(63)


def test_a_campaign_budget_may_change_more_often(on_meta: Site) -> None:
    on_meta.campaign.daily = Decimal(50)
    for amount in range(60, 66):
        on_meta.client.change(on_meta.campaign.target, DailyBudget(Decimal(amount)))
    assert on_meta.campaign.daily == Decimal(65)


@pytest.mark.parametrize("throttle", ["throttled", "user_limit"])
def test_a_throttled_call_waits_as_long_as_the_header_says(on_meta: Site, throttle: str) -> None:
    assert isinstance(on_meta.stub, Meta)
    on_meta.stub.trouble, on_meta.stub.throttle, on_meta.stub.minutes = "throttled", throttle, 11
    with pytest.raises(Fault, match="11 minutes") as caught:
        on_meta.client.read(on_meta.ad.target)
    assert caught.value.retry_after == 660


def test_a_throttled_call_without_a_header_waits_five_minutes(on_meta: Site) -> None:
    assert isinstance(on_meta.stub, Meta)
    on_meta.stub.trouble, on_meta.stub.minutes = "throttled", 0
    with pytest.raises(Fault) as caught:
        on_meta.client.read(on_meta.ad.target)
    assert caught.value.retry_after == 300


def test_the_share_of_our_allowance_is_told(on_meta: Site) -> None:
    assert isinstance(on_meta.client, MetaAds) and isinstance(on_meta.stub, Meta)
    on_meta.stub.used = 83
    on_meta.client.read(on_meta.ad.target)
    assert on_meta.client.used == 83


@pytest.mark.parametrize("header", ["", "x", "[]", '{"1": 5}', '{"1": [{"call_count": "many"}]}', '{"1": [3]}'])
def test_a_usage_header_that_cannot_be_read_tells_nothing(header: str) -> None:
    assert used({"x-business-use-case-usage": header}) is None


def test_an_app_that_demands_proof_gets_it() -> None:
    with meta(app_secret="of the app") as stub:
        ad = stub.shop()[3]
        client_of(stub).change(ad.target, Pause())
        stub.app_secret = "of another app"
        client = client_of(stub)
        stub.app_secret = "of the app"
        with pytest.raises(Fault) as caught:
            client.read(ad.target)
        assert not ad.on and caught.value.trouble is Trouble.REFUSED


def test_the_token_is_in_no_address(on_meta: Site) -> None:
    on_meta.client.change(on_meta.ad.target, Pause())
    assert on_meta.stub.calls and not [each for each in on_meta.stub.calls if on_meta.stub.token in each]


def test_an_object_of_another_account_is_refused_though_the_token_could(on_meta: Site) -> None:
    client = on_meta.client
    client.account()
    on_meta.stub.account = "42"
    with pytest.raises(Fault, match="another ad account"):
        client.change(on_meta.ad.target, Pause())
    assert on_meta.ad.on


def test_a_wait_that_is_over_takes_the_change(on_meta: Site) -> None:
    on_meta.stub.trouble, on_meta.stub.times, on_meta.stub.on = "throttled", 1, "change"
    with pytest.raises(Fault):
        on_meta.client.change(on_meta.ad.target, Pause())
    on_meta.client.change(on_meta.ad.target, Pause())
    assert not on_meta.ad.on
