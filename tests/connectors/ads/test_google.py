"""What is Google's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from connectors.ads.control import DailyBudget, Pause
from connectors.ads.faults import Fault, Trouble
from connectors.ads.standing import Learning, Level, Target
from tests.connectors.ads.conftest import Site, client_of
from tests.servers.platforms.google import Google, google


def test_a_shared_budget_is_told_and_left_alone(on_google: Site) -> None:
    on_google.campaign.sharers = 3
    budget = on_google.client.read(on_google.campaign.target).budget
    assert budget is not None and budget.sharers == 3
    with pytest.raises(Fault, match="shared by 3 campaigns"):
        on_google.client.change(on_google.campaign.target, DailyBudget(Decimal(60)))
    assert on_google.stub.changes == []


def test_a_budget_is_a_resource_of_its_own(on_google: Site) -> None:
    on_google.client.change(on_google.campaign.target, DailyBudget(Decimal("61.20")))
    assert on_google.campaign.daily == Decimal("61.20")
    assert f"POST /v26/customers/{on_google.stub.account}/campaignBudgets:mutate" in on_google.stub.calls


def test_an_ad_is_named_with_its_ad_set(on_google: Site) -> None:
    assert "~" in on_google.ad.id
    on_google.client.change(on_google.ad.target, Pause())
    assert [each.on for each in on_google.things[3:]] == [False, True, True, True]


def test_an_ad_without_its_ad_set_is_refused(on_google: Site) -> None:
    with pytest.raises(Fault, match="those of its ad set"):
        on_google.client.read(Target(Level.AD, "123"))


def test_one_sign_in_serves_many_calls(on_google: Site) -> None:
    assert isinstance(on_google.stub, Google)
    for each in on_google.things:
        on_google.client.read(each.target)
    assert on_google.stub.signed_in == 1


def test_a_token_that_was_withdrawn_is_renewed_at_the_next_call(on_google: Site) -> None:
    assert isinstance(on_google.stub, Google)
    on_google.client.read(on_google.ad.target)
    on_google.stub.token = "a-newer-token"
    with pytest.raises(Fault) as caught:
        on_google.client.read(on_google.ad.target)
    assert caught.value.trouble is Trouble.EXPIRED
    assert on_google.client.read(on_google.ad.target).name and on_google.stub.signed_in == 2


def test_a_revoked_refresh_token_is_for_a_person(on_google: Site) -> None:
    assert isinstance(on_google.stub, Google)
    client, on_google.stub.refresh_token = client_of(on_google.stub), "a newer one"
    with pytest.raises(Fault) as caught:
        client.read(on_google.ad.target)
    assert (caught.value.trouble, caught.value.code) == (Trouble.EXPIRED, "invalid_grant")


def test_the_manager_account_is_named_where_there_is_one() -> None:
    with google(login="9998887777") as stub:
        ad = stub.shop()[3]
        client_of(stub).change(ad.target, Pause())
        stub.login = ""
        client = client_of(stub)
        stub.login = "9998887777"
        with pytest.raises(Fault) as caught:
            client.read(ad.target)
        assert not ad.on and caught.value.trouble is Trouble.FORBIDDEN


def test_a_throttled_call_waits_as_long_as_google_says(on_google: Site) -> None:
    assert isinstance(on_google.stub, Google)
    on_google.client.account()
    on_google.stub.trouble, on_google.stub.delay_told = "throttled", "75s"
    with pytest.raises(Fault, match="75 seconds") as caught:
        on_google.client.read(on_google.ad.target)
    assert (caught.value.retry_after, caught.value.code) == (75, "RESOURCE_EXHAUSTED")


def test_a_quota_that_names_no_wait_takes_an_hour(on_google: Site) -> None:
    assert isinstance(on_google.stub, Google)
    on_google.client.account()
    on_google.stub.trouble, on_google.stub.delay_told = "throttled", ""
    with pytest.raises(Fault) as caught:
        on_google.client.read(on_google.ad.target)
    assert caught.value.retry_after == 3600


def test_changes_are_looked_for_through_thirty_days(on_google: Site) -> None:
    now = datetime.now(UTC)
    on_google.ad.updated = now - timedelta(days=45)
    found = on_google.client.read(on_google.ad.target)
    assert found.changed_at is None
    assert found.edited_since(now - timedelta(hours=48)) is False
    assert found.edited_since(now - timedelta(days=60)) is None


def test_the_time_of_a_change_is_in_the_accounts_zone() -> None:
    with google(zone="Pacific/Auckland") as stub:
        ad = stub.shop()[3]
        noon = datetime.now(UTC).replace(hour=12, minute=0)  # an hour that the clocks of Auckland never show twice
        ad.updated = noon - timedelta(days=1)
        assert client_of(stub).read(ad.target).changed_at == ad.updated


@pytest.mark.parametrize("hour", [0, 1])  # of UTC: in Paris both begin at 2
def test_a_change_of_just_now_is_of_just_now_in_an_hour_that_comes_twice(hour: int) -> None:
    with time_machine.travel(datetime(2026, 10, 25, hour, 40, tzinfo=UTC)), google(zone="Europe/Paris") as stub:
        ad = stub.shop()[3]
        ad.updated = datetime.now(UTC) - timedelta(minutes=10)
        assert client_of(stub).read(ad.target).changed_at == ad.updated


def test_a_zone_that_is_none_is_garbled_and_named() -> None:
    with google() as stub:
        ad = stub.shop()[3]
        client = client_of(stub)
        client.account()
        object.__setattr__(client._facts, "zone", "../etc/passwd")  # type: ignore[attr-defined]
        with pytest.raises(Fault) as caught:
            client.read(ad.target)
        assert caught.value.trouble is Trouble.GARBLED


def test_a_campaigns_learning_is_that_of_all_below_it(on_google: Site) -> None:
    assert on_google.client.read(on_google.group.target).learning is Learning.NO
    on_google.campaign.learning = True
    assert on_google.client.read(on_google.group.target).learning is Learning.YES
