"""A source of ours, connected to a stand-in that holds the same campaigns, ad sets and ads."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from cdp.models import Ad, AdCampaign, AdSet, Source
from connectors.ads.faults import Vendor
from connectors.ads.opening import target_of
from connectors.models import AdConnection
from net.addresses import Allowed
from tests.servers.platforms.google import Google
from tests.servers.platforms.meta import Meta
from tests.servers.platforms.serving import Platform
from tests.servers.platforms.state import Thing
from tests.servers.platforms.tiktok import TikTok

Row = AdCampaign | AdSet | Ad


def connect(source: Source, platform: Platform, settings: Any, *, may_change: bool = True) -> AdConnection:
    """``settings``: those of the test (pytest-django's fixture). Others that are connected stay so."""
    settings.NET_ALLOW = Allowed((*settings.NET_ALLOW.entries, *platform.allowed.entries))
    vendor, secret = _aimed(platform, settings)
    login = platform.login if isinstance(platform, Google) else ""
    made = AdConnection(
        source=source, vendor=vendor, account_id=platform.account, login_id=login, may_change=may_change
    )
    made.sealed = secret
    made.save()
    return made


def _aimed(platform: Platform, settings: Any) -> tuple[Vendor, dict[str, str]]:
    match platform:
        case Meta():
            settings.META_ADS_URL = f"{platform.url}/v26.0"
            return Vendor.META, {"access_token": platform.token, "app_secret": platform.app_secret}
        case Google():
            settings.GOOGLE_ADS_URL, settings.GOOGLE_SIGN_IN_URL = f"{platform.url}/v26", f"{platform.url}/token"
            names = ("developer_token", "client_secret", "refresh_token")
            return Vendor.GOOGLE, {"client_id": platform.client, **{name: getattr(platform, name) for name in names}}
        case TikTok():
            settings.TIKTOK_ADS_URL = f"{platform.url}/open_api/v1.3"
            return Vendor.TIKTOK, {"access_token": platform.token}
    raise AssertionError(platform)


def stock(platform: Platform, source: Source, account: str | None = None) -> None:
    """The platform gets what was imported of this source: names, switches, budgets where they sit there."""
    vendor = {Meta: Vendor.META, Google: Vendor.GOOGLE, TikTok: Vendor.TIKTOK}[type(platform)]
    platform.account = account or platform.account
    campaigns, groups = {}, {}
    for row in AdCampaign.objects.filter(source_id=source.pk):
        campaigns[row.pk] = _added(platform, vendor, row, None)
    for row in AdSet.objects.filter(source_id=source.pk):
        groups[row.pk] = _added(platform, vendor, row, campaigns[row.ad_campaign_id])
    for row in Ad.objects.filter(source_id=source.pk):
        _added(platform, vendor, row, groups[row.ad_set_id])


def _added(platform: Platform, vendor: Vendor, row: Row, parent: Thing | None) -> Thing:
    target = target_of(row, vendor)
    usual = {AdCampaign: platform.campaign_budget(), AdSet: platform.group_budget(), Ad: {}}[type(row)]
    daily = {"daily": Decimal(getattr(row, "daily_budget", None) or 50)} if usual else {}
    on = (row.status or "active").lower() in {"active", "enabled", "enable", "on"}
    return platform.add(target.level, parent, target.id, name=row.name or target.id, on=on, **daily)
