"""An account with ads, connected to a platform that holds the same, and people who may act on them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.access import viewer_for
from accounts.models import Account, Membership, Role, SubAccount, User
from accounts.viewer import Viewer
from alerts.acting import sweeping
from alerts.models import Health, Limits, Setting
from alerts.models.ads import Mode
from cdp.batches import batch
from cdp.models import Ad, AdAccount, AdCampaign, AdSet, Source
from connectors.ads.faults import Vendor
from connectors.ads.opening import LEVELS, Row, target_of
from tests.servers.platforms.connected import connect, stock
from tests.servers.platforms.meta import meta
from tests.servers.platforms.serving import Platform
from tests.servers.platforms.state import Thing

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
KINDS = {"meta": "meta_ads", "google": "google_ads", "tiktok": "tiktok_ads"}


@dataclass
class Shop:
    """A campaign, two ad sets with two ads each; another campaign with one ad set and one ad."""

    account: Account
    source: Source
    platform: Platform
    rows: dict[str, Row] = field(default_factory=dict)

    def row(self, name: str) -> int:
        return self.rows[name].pk

    def thing(self, name: str) -> Thing:
        """Its object on the platform."""
        row = self.rows[name]
        return self.platform.things[target_of(row, Vendor(self.source.kind))]


def person(account: Account, name: str, role: Role = Role.ANALYST, place: SubAccount | None = None) -> User:
    user = User.objects.create_user(f"{name.lower()}@example.org", name=name)
    member = Membership.objects.create(user=user, account=account, role=role, all_subaccounts=place is None)
    if place:
        member.subaccounts.add(place)
    return user


def as_viewer(user: User) -> Viewer:
    return viewer_for(user)


def fill(shop: Shop) -> None:
    """The rows, as an import would have them, by short names: c1, s1, a1 …"""
    own = {"source_id": shop.source.pk, "subaccount_id": shop.source.subaccount_id}
    numbers = iter(range(501, 599))
    with batch(source=shop.source):
        account = AdAccount.objects.create(
            external_id=f"act_{shop.platform.account}", name="Alba", currency="EUR", timezone="Europe/Paris", **own
        )
        for campaign, sets in {"c1": {"s1": ["a1", "a2"], "s2": ["a3", "a4"]}, "c2": {"s3": ["a5"]}}.items():
            top = AdCampaign.objects.create(
                external_id=str(next(numbers)), ad_account_id=account.pk, name=campaign, status="active", **own
            )
            shop.rows[campaign] = top
            for group, ads in sets.items():
                middle = AdSet.objects.create(
                    external_id=str(next(numbers)), ad_campaign_id=top.pk, name=group, status="active", **own
                )
                shop.rows[group] = middle
                for ad in ads:
                    shop.rows[ad] = Ad.objects.create(
                        external_id=str(next(numbers)), ad_set_id=middle.pk, ad_campaign_id=top.pk, name=ad,
                        status="active", **own,
                    )  # fmt: skip


@contextmanager
def opened(account: Account, place: SubAccount, settings: Any, kind: Any = meta) -> Iterator[Shop]:
    """The shop on a platform, connected."""
    with kind() as platform:
        source = Source.objects.create(subaccount=place, name="Ads", kind=KINDS[kind.__name__])
        shop = Shop(account, source, platform)
        connect(source, platform, settings)
        fill(shop)
        stock(platform, source)
        for thing in platform.things.values():
            thing.updated = NOW - timedelta(days=30)
        yield shop


def judged(shop: Shop, name: str, **values: Any) -> Health:
    """How it was last judged: pause suggested, a tenth of what the account spends."""
    row = shop.rows[name]
    of = {"campaign": None, "ad_set": None}
    return Health.objects.create(**{
        "account": shop.account, "subaccount_id": row.subaccount_id, "source_id": row.source_id,
        "level": LEVELS[type(row)].value, "row": row.pk, "platform": "meta", "name": name, "group": "pause", **of,
        "campaign_name": "Autumn", "ad_set_name": "Broad",
        "currency": "EUR", "spend": Decimal(70), "results": Decimal(1), "limit": Decimal(20), "chance": 0.97,
        "day": date(2026, 11, 19), "judged_at": NOW, "data_version": 7, **values,
    })  # fmt: skip


def rounds(at: datetime = NOW, count: int = 3) -> None:
    """The worker's looks, some seconds apart."""
    for number in range(count):
        now = at + number * timedelta(seconds=30)
        sweeping.decide(now)
        sweeping.sweep(now)


def mode(shop: Shop, mode: Mode, rule: str = "evidence") -> None:
    Setting.objects.update_or_create(
        account=shop.account, rule=rule, defaults={"mode": mode, "mode_since": NOW, "version": 4}
    )


def within(shop: Shop, name: str) -> dict[str, Any]:
    row = shop.rows[name]
    return {"ad_set": row.ad_set_id, "campaign": row.ad_campaign_id, "ad_account": 1}


def ill(shop: Shop) -> Shop:
    """All five ads are judged; the first costs too much."""
    for name in ("c1", "c2"):
        judged(shop, name, group="healthy", spend=Decimal(700))
    for name in ("a2", "a3", "a4", "a5"):
        judged(shop, name, group="healthy", **within(shop, name))
    judged(shop, "a1", evidence={"verdict": "pause", "headline": "97 % chance this ad costs too much"},
           **within(shop, "a1"))  # fmt: skip
    Limits.objects.create(account=shop.account)
    return shop
