"""A shop on a platform, and people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from accounts.models import Account, SubAccount
from accounts.viewer import Viewer
from alerts.acting import carrying
from tests.alerts.acting.shop import Shop, as_viewer, ill, opened, person
from tests.servers.platforms.google import google
from tests.servers.platforms.meta import meta
from tests.servers.platforms.tiktok import tiktok


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many looks as ever, without the waits between them."""
    monkeypatch.setattr(carrying, "WAITS", (0.0, 0.0, 0.0))


@pytest.fixture
def shop(account: Account, subaccount: SubAccount, settings: Any) -> Iterator[Shop]:
    with opened(account, subaccount, settings) as found:
        yield found


@pytest.fixture(params=[meta, google, tiktok], ids=["meta", "google", "tiktok"])
def any_shop(account: Account, subaccount: SubAccount, settings: Any, request: pytest.FixtureRequest) -> Iterator[Shop]:
    """The same on each platform."""
    with opened(account, subaccount, settings, request.param) as found:
        yield found


@pytest.fixture
def ann(account: Account, subaccount: SubAccount) -> Viewer:
    """An analyst of the account."""
    return as_viewer(person(account, "Ann"))


@pytest.fixture
def ben(account: Account, subaccount: SubAccount) -> Viewer:
    """Another one."""
    return as_viewer(person(account, "Ben"))


@pytest.fixture
def sick(shop: Shop) -> Shop:
    """All five ads are judged; the first costs too much."""
    return ill(shop)
