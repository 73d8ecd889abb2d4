"""From a row of ours to the platform that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.models import SubAccount
from cdp.batches import batch
from cdp.models import Ad, AdAccount, AdCampaign, AdSet, Source
from connectors.ads.carrying import carry_out
from connectors.ads.control import Pause
from connectors.ads.faults import Fault, Trouble, Vendor
from connectors.ads.opening import check, noting, opened, target_of
from connectors.ads.standing import Level, Target
from connectors.models import AdConnection, State
from tests.servers.platforms.connected import connect, stock
from tests.servers.platforms.google import google
from tests.servers.platforms.meta import Meta, meta
from tests.servers.platforms.tiktok import tiktok

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(subaccount: SubAccount) -> Source:
    return Source.objects.create(subaccount=subaccount, name="Meta Ads", kind="meta_ads")


@pytest.fixture
def stub() -> Iterator[Meta]:
    with meta() as found:
        found.shop()
        yield found


@pytest.fixture
def connection(source: Source, stub: Meta, settings: Any) -> AdConnection:
    return connect(source, stub, settings)


def rows(source: Source, stub: Meta, account: str = "act_1234567890") -> tuple[AdCampaign, AdSet, Ad]:
    """The first campaign, ad set and ad of the shop, as an import would have them."""
    ids = [next(each.id for each in stub.things.values() if each.level is level) for level in Level]
    own = {"source_id": source.pk, "subaccount_id": source.subaccount_id}
    with batch(source=source):
        held = AdAccount.objects.create(external_id=account, **own)
        campaign = AdCampaign.objects.create(external_id=ids[0], ad_account_id=held.pk, **own)
        group = AdSet.objects.create(external_id=ids[1], ad_campaign_id=campaign.pk, **own)
        ad = Ad.objects.create(external_id=ids[2], ad_set_id=group.pk, ad_campaign_id=campaign.pk, **own)
    return campaign, group, ad


def test_a_row_leads_to_its_object(source: Source, stub: Meta, connection: AdConnection) -> None:
    for row, level in zip(rows(source, stub), Level, strict=True):
        found = opened(row, to_change=True)
        assert found.target == Target(level, row.external_id)
        assert found.platform.read(found.target).name


def test_a_change_goes_all_the_way(source: Source, stub: Meta, connection: AdConnection) -> None:
    _, _, ad = rows(source, stub)
    found = opened(ad, to_change=True)
    found.platform.change(found.target, Pause())
    assert not stub.things[found.target].on


def test_a_source_without_a_connection_says_so(source: Source, stub: Meta) -> None:
    with pytest.raises(Fault, match="The source Meta Ads is not connected") as caught:
        opened(rows(source, stub)[0])
    assert caught.value.trouble is Trouble.NOT_CONNECTED and not caught.value.passing


def test_a_connection_for_reading_changes_nothing(source: Source, stub: Meta, connection: AdConnection) -> None:
    connection.may_change = False
    connection.save()
    ad = rows(source, stub)[2]
    assert opened(ad).platform.read(opened(ad).target).name
    with pytest.raises(Fault, match="for reading alone"):
        opened(ad, to_change=True)


def test_a_row_of_another_account_is_refused(source: Source, stub: Meta, connection: AdConnection) -> None:
    with pytest.raises(Fault, match="belongs to the account act_999"):
        opened(rows(source, stub, account="act_999")[2])


def test_an_account_without_a_number_is_no_obstacle(source: Source, stub: Meta, connection: AdConnection) -> None:
    assert opened(rows(source, stub, account="Maison Alba (Meta)")[2])


@pytest.mark.parametrize("secret", [{}, {"access_token": ""}, {"app_secret": "x"}])
def test_credentials_that_are_not_whole_are_named(
    source: Source, stub: Meta, connection: AdConnection, secret: dict[str, str]
) -> None:
    connection.sealed = secret
    connection.save()
    with pytest.raises(Fault, match="has no access_token"):
        opened(rows(source, stub)[0])


def test_a_secret_that_does_not_open_is_not_connected(
    source: Source, stub: Meta, connection: AdConnection, settings: Any
) -> None:
    settings.SECRETS_KEYS = ["A" * 43 + "="]
    with pytest.raises(Fault, match="does not open") as caught:
        opened(rows(source, stub)[0])
    assert caught.value.trouble is Trouble.NOT_CONNECTED


def test_a_secret_is_in_no_column_in_the_open(stub: Meta, connection: AdConnection) -> None:
    held = AdConnection.objects.values().get()
    assert stub.token not in repr(held) and stub.token not in str(held["sealed"].text)


def test_googles_ads_take_the_id_of_their_ad_set(source: Source, stub: Meta) -> None:
    _, group, ad = rows(source, stub)
    assert target_of(ad, Vendor.GOOGLE).id == f"{group.external_id}~{ad.external_id}"
    ad.external_id = "5~6"
    assert target_of(ad, Vendor.GOOGLE).id == "5~6"


def test_a_dead_token_is_noted_and_a_living_one_too(source: Source, stub: Meta, connection: AdConnection) -> None:
    found = opened(rows(source, stub)[0])
    stub.trouble = "expired"
    with pytest.raises(Fault), noting(found.connection):
        found.platform.read(found.target)
    connection.refresh_from_db()
    assert connection.state == State.EXPIRED and "does not accept the token" in connection.said
    stub.trouble = None
    with noting(found.connection):
        found.platform.read(found.target)
    connection.refresh_from_db()
    assert connection.state == State.OK


def test_a_check_notes_what_it_found(stub: Meta, connection: AdConnection) -> None:
    assert check(connection).currency == "EUR"
    assert connection.state == State.OK and connection.said == "It leads to Maison Alba, in EUR."
    stub.trouble = "forbidden"
    with pytest.raises(Fault):
        check(connection)
    assert connection.state == State.REFUSED


def test_a_passing_trouble_leaves_the_state(stub: Meta, connection: AdConnection) -> None:
    check(connection)
    stub.trouble = "broken"
    with pytest.raises(Fault):
        check(connection)
    assert connection.state == State.OK


@pytest.mark.parametrize("platform", [meta, google, tiktok])
def test_what_was_imported_is_found_on_each_platform(source: Source, stub: Meta, platform: Any, settings: Any) -> None:
    imported = rows(source, stub)
    with platform() as other:
        connect(source, other, settings)
        stock(other, source)
        for row in imported:
            found = opened(row, to_change=True)
            assert carry_out(found.platform, found.target, Pause(), waits=(0.0,)).shown
