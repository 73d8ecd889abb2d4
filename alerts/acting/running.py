"""Which ads would still run if one thing more were switched off. PURE."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

PARENT: Mapping[str, str] = {"ad": "ad_set", "ad_set": "campaign", "campaign": "ad_account"}
LABEL: Mapping[str, str] = {"ad_set": "ad set", "campaign": "campaign", "ad_account": "ad account"}


@dataclass(frozen=True)
class RunningAd:
    """An ad that runs, with what it is in, by numbers of rows; None where that is not known."""

    ad: int
    ad_set: int | None
    campaign: int | None
    ad_account: int | None

    def of(self, level: str) -> int | None:
        """The number at a level: its own, or that of what it is in."""
        found: int | None = getattr(self, level)
        return found


def left(ads: Collection[RunningAd], level: str, within: Mapping[str, int]) -> tuple[RunningAd, ...]:
    """Ads that run on beside it in what it is in: of an ad its ad set, of an ad set its campaign, of a campaign its ad
    account. ``within``: its own number and those of what it is in. What is not known to be beside it does not count.

    While one is left, the ad set, the campaign and the account each keep an active ad.
    """
    own, parent = within[level], PARENT[level]
    held = within.get(parent)
    if held is None:
        return ()
    return tuple(ad for ad in ads if ad.of(parent) == held and ad.of(level) not in {own, None})
