"""Each platform with its client."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from connectors.ads.calling import Line
from connectors.ads.control import AdPlatform
from connectors.ads.standing import Target
from connectors.google_ads.client import GoogleAds
from connectors.google_ads.tokens import Keys
from connectors.meta_ads.client import MetaAds
from connectors.tiktok_ads.client import TikTokAds
from tests.servers.platforms.google import Google, google
from tests.servers.platforms.meta import Meta, meta
from tests.servers.platforms.serving import Platform
from tests.servers.platforms.state import Thing
from tests.servers.platforms.tiktok import TikTok, tiktok

SECONDS = 20.0


@dataclass
class Site:
    """A platform with a shop in it, and its client."""

    stub: Platform
    client: AdPlatform
    things: list[Thing]  # a campaign, two ad sets, four ads

    @property
    def campaign(self) -> Thing:
        return self.things[0]

    @property
    def group(self) -> Thing:
        return self.things[1]

    @property
    def ad(self) -> Thing:
        return self.things[3]

    @property
    def budgeted(self) -> Target:
        """Whatever holds a daily budget here."""
        return next(each.target for each in self.things if each.daily)

    @property
    def budgeted_for_life(self) -> Target:
        """The same, of a budget for the whole life."""
        return next(each.target for each in self.things if each.lifetime)


def client_of(stub: Platform, seconds: float = SECONDS) -> AdPlatform:
    line = Line(stub.allowed, seconds)
    match stub:
        case Meta():
            return MetaAds(f"{stub.url}/v26.0", stub.account, stub.token, line, app_secret=stub.app_secret)
        case Google():
            keys = Keys(stub.client, stub.client_secret, stub.refresh_token, stub.developer_token)
            base, sign_in = f"{stub.url}/v26", f"{stub.url}/token"
            return GoogleAds(base, sign_in, stub.account, keys, line, login=stub.login)
        case TikTok():
            return TikTokAds(f"{stub.url}/open_api/v1.3", stub.account, stub.token, line)
    raise AssertionError(stub)


def site_of(stub: Platform, seconds: float = SECONDS) -> Site:
    return Site(stub, client_of(stub, seconds), stub.shop())


@pytest.fixture
def on_meta() -> Iterator[Site]:
    with meta() as stub:
        yield site_of(stub)


@pytest.fixture
def on_google() -> Iterator[Site]:
    with google() as stub:
        yield site_of(stub)


@pytest.fixture
def on_tiktok() -> Iterator[Site]:
    with tiktok() as stub:
        yield site_of(stub)


@pytest.fixture(params=[meta, google, tiktok], ids=["meta", "google", "tiktok"])
def site(request: pytest.FixtureRequest) -> Iterator[Site]:
    """Each of the three in turn: what holds of one holds of all."""
    with request.param() as stub:
        yield site_of(stub)
