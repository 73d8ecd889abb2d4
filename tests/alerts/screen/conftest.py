"""A shop on a platform with its ads judged, and the page as a person gets it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from accounts.models import Account, SubAccount, User
from alerts.acting import carrying
from alerts.models.ads import Group, Health
from tests.alerts.acting.shop import Shop, opened
from tests.alerts.screen import drawn


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many looks as ever, without the waits between them."""
    monkeypatch.setattr(carrying, "WAITS", (0.0, 0.0, 0.0))


@pytest.fixture
def shop(account: Account, subaccount: SubAccount, settings: Any) -> Iterator[Shop]:
    with opened(account, subaccount, settings) as found:
        judge(found, subaccount)
        yield found


def judge(shop: Shop, place: SubAccount) -> None:
    """The ads a1 (too expensive) and a2, with the ad set and the campaign that they are in."""
    Health.objects.all().delete()
    own: dict[str, Any] = {"source_id": shop.source.pk, "campaign": shop.row("c1"), "campaign_name": "c1"}
    inside = {**own, "ad_set": shop.row("s1"), "ad_set_name": "s1"}
    pause = {"saves": 84.0, "label": "Pause it.", "why": "It costs too much."}
    drawn.judged(place, shop.row("a1"), Group.PAUSE, "a1", 588, 11, signals=drawn.tired(), next=pause, fired=3,
                 at_stake=Decimal(40), **inside)  # fmt: skip
    drawn.judged(place, shop.row("a2"), Group.HEALTHY, "a2", 244, 14, signals=drawn.tired(), **inside)
    drawn.health(place, shop.row("s1"), level="ad_set", name="s1", spend=Decimal(832), **own)
    drawn.health(place, shop.row("c1"), level="campaign", name="c1", spend=Decimal(832), source_id=shop.source.pk)


@pytest.fixture
def visit(alice: User) -> Client:
    """Alice's browser, without pages."""
    client = Client()
    client.force_login(alice)
    return client
