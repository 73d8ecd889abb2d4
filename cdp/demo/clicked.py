"""Which orders an ad brought, as the shop saw it: the campaign and ad that the buyer's address named. PURE.

Fewer than the platforms claim: they also count those who only saw an ad.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from cdp.demo.ad_plan import PLATFORMS
from cdp.demo.ads import LiveAd
from cdp.demo.buying import Orders
from cdp.demo.clock import DAY, Floats, Ints
from cdp.demo.company import SHOPS
from cdp.demo.frame import words
from cdp.demo.world import World

ATTRIBUTES = ("utm_source", "utm_medium", "utm_campaign", "utm_content")
MEDIUM = {"facebook": "paid_social", "google": "cpc", "tiktok": "paid_social"}
SHARE = 0.27  # of the orders on the site and in the app
BY_THE_WAY = 0.3  # orders of an ad that is after something else, against one that is to sell


def ad_attributes(world: World, ads: Sequence[LiveAd], orders: Orders, online: np.ndarray, stretch: int) -> pa.Array:
    """The attributes of each order: ``{}``, or those that name its ad. ``online``: whether it was placed there."""
    rng = world.plan.rng("clicked", stretch)
    size = len(orders.at)
    wanted, roll = online & (rng.random(size) < SHARE), rng.random(size)
    found = np.zeros(size, dtype=np.int64)
    for shop in range(len(SHOPS)):
        mine = [(place, ad) for place, ad in enumerate(ads, 1) if ad.campaign.shop == shop]
        some = np.flatnonzero(wanted & (orders.shop == shop))
        found[some] = _drawn(mine, orders.at[some] // DAY, roll[some])
    return words(["{}", *(_named(ad) for ad in ads)], found)


def _drawn(ads: Sequence[tuple[int, LiveAd]], days: Ints, roll: Floats) -> Ints:
    """The place of an ad that ran on each day, those that sell more often; 0 where none ran."""
    if not ads or not len(days):
        return np.zeros(len(days), dtype=np.int64)
    weights = np.stack([np.where(np.isin(days, ad.days), _sells(ad), 0.0) for _, ad in ads])
    ladder = np.cumsum(weights, axis=0)
    chosen = (roll * ladder[-1] >= ladder).sum(axis=0)
    places = np.array([*(place for place, _ in ads), 0])
    return np.asarray(places[np.minimum(chosen, len(ads))], dtype=np.int64)


def _sells(ad: LiveAd) -> float:
    """Orders to expect of a day of the ad."""
    platform = PLATFORMS[ad.campaign.channel]
    clicks = ad.spec.spend / platform.cpm * platform.ctr * ad.spec.ctr
    goal = 1.0 if ad.campaign.goal == "purchases" else BY_THE_WAY
    return clicks * platform.conversion * ad.spec.conversion * goal


def _named(ad: LiveAd) -> str:
    channel = ad.campaign.channel
    named = (channel, MEDIUM[channel], ad.campaign.name, ad.spec.name)
    return json.dumps(dict(zip(ATTRIBUTES, named, strict=True)), ensure_ascii=False)
