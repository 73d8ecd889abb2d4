"""Which client speaks to which platform, and what credentials each takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from connectors.ads.calling import Line
from connectors.ads.control import AdPlatform
from connectors.ads.faults import Fault, Trouble, Vendor
from connectors.google_ads.client import GoogleAds
from connectors.google_ads.tokens import Keys
from connectors.meta_ads.client import MetaAds
from connectors.tiktok_ads.client import TikTokAds


@dataclass(frozen=True)
class Credentials:
    """Names of what a platform wants to be told in secret."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()


CREDENTIALS: Mapping[Vendor, Credentials] = {
    Vendor.META: Credentials(("access_token",), ("app_secret",)),
    Vendor.GOOGLE: Credentials(("developer_token", "client_id", "client_secret", "refresh_token")),
    Vendor.TIKTOK: Credentials(("access_token",)),
}


def client_of(vendor: Vendor, account: str, login: str, secret: Mapping[str, str]) -> AdPlatform:
    """Raises Fault where a credential is missing."""
    missing = [name for name in CREDENTIALS[vendor].needed if not secret.get(name)]
    if missing:
        said = f"{vendor.label} {account} has no {', '.join(missing)}. Save the credentials with connect_ads."
        raise Fault(Trouble.NOT_CONNECTED, said)
    line = Line(settings.NET_ALLOW)
    match vendor:
        case Vendor.META:
            app_secret = secret.get("app_secret", "")
            return MetaAds(settings.META_ADS_URL, account, secret["access_token"], line, app_secret=app_secret)
        case Vendor.GOOGLE:
            keys = Keys(**{name: secret[name] for name in CREDENTIALS[vendor].needed})
            return GoogleAds(settings.GOOGLE_ADS_URL, settings.GOOGLE_SIGN_IN_URL, account, keys, line, login=login)
        case Vendor.TIKTOK:
            return TikTokAds(settings.TIKTOK_ADS_URL, account, secret["access_token"], line)
