"""Daily results of the ads as the platforms reported them, first hastily, then for good. PURE.

A platform reports a day on the next morning and sees some purchases only later: the restatement of the third day
supersedes the first report. The last days of the history have only their first report.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa

from cdp.demo.ad_plan import BASKET, PLATFORMS, TIRED, TIRED_DAYS
from cdp.demo.ads import LiveAd, runs_on, scale
from cdp.demo.clock import DAY, HOUR, Floats, Ints, season
from cdp.demo.company import CURRENCY
from cdp.demo.frame import Part, part, words
from cdp.demo.world import Stage

RESTATED_AFTER = 3  # days
RESTATED_WINDOW = 60  # days before the end of which both versions are kept
UNSEEN_AT_FIRST = 0.16  # share of purchases that the first report misses
RANKINGS = ("below_average_10", "below_average_20", "below_average_35", "average", "above_average")


@dataclass(frozen=True)
class Days:
    """Final figures of one ad, a row a day; money in millionths."""

    day: Ints
    impressions: Ints
    reach: Ints
    clicks: Ints
    spend: Ints
    purchases: Ints
    value: Ints
    add_to_carts: Ints
    sign_ups: Ints
    app_installs: Ints
    comments: Ints
    negative: Ints
    tired: Floats


def ad_day_parts(world: Stage, ads: list[LiveAd]) -> list[Part]:
    """All daily metrics: superseded first reports, then what counts."""
    parts = []
    for ad in ads:
        if len(ad.days):
            final = _final(world, ad)
            parts += _versions(world, ad, final)
    return parts


def first_report(world: Stage, ads: list[LiveAd], day: int) -> list[Part]:
    """What the platforms say of a day after the history on the next morning."""
    return [
        _rows(world, ad, _later(world, ad, day), np.zeros(1, np.int64), seen=1 - UNSEEN_AT_FIRST,
              received_at=_received(np.array([day]), 1))
        for ad in _running(ads, day)
    ]  # fmt: skip


def restatement(world: Stage, ads: list[LiveAd], day: int) -> list[Part]:
    """What supersedes the first report of a day, of the history's last ones or after it."""
    received = _received(np.array([day]), RESTATED_AFTER)
    if day >= world.plan.end_day:
        found = [(ad, _later(world, ad, day), np.zeros(1, np.int64)) for ad in _running(ads, day)]
    else:
        found = [(ad, _final(world, ad), np.flatnonzero(ad.days == day)) for ad in ads if day in ad.days]
    return [_rows(world, ad, final, at, seen=1.0, received_at=received) for ad, final, at in found]


def _running(ads: list[LiveAd], day: int) -> list[LiveAd]:
    return [ad for ad in ads if runs_on(ad.campaign, ad.spec, np.array([day]))[0]]


def _later(world: Stage, ad: LiveAd, day: int) -> Days:
    """A day by itself: the same whenever it is told."""
    rng = world.plan.rng(f"later ads {ad.campaign.name} {ad.spec.name}", day)
    return _final(world, replace(ad, days=np.array([day])), rng)


def _tiredness(world: Stage, ad: LiveAd, days: Ints) -> Floats:
    """0 while fresh; the tired ad wears out over its last two weeks."""
    if ad.spec.name != TIRED:
        return np.zeros(len(days))
    age = days - (world.plan.end_day - TIRED_DAYS)
    return np.clip((age - 7) / 10, 0, 1)


def _final(world: Stage, ad: LiveAd, own: np.random.Generator | None = None) -> Days:
    rng, days = own or world.plan.rng(f"ads {ad.campaign.name} {ad.spec.name}"), ad.days
    platform, tired = PLATFORMS[ad.campaign.channel], _tiredness(world, ad, days)
    busy = season(days)
    wobble = np.exp(rng.normal(0, 0.13, len(days)))
    spend = ad.spec.spend * scale(world, ad.spec) * np.minimum(1.1, 0.9 * busy**0.4 * wobble)
    impressions = spend / (platform.cpm * busy**0.5 * (1 + 0.25 * tired)) * 1000
    frequency = (
        1.12 + 1.3 * tired + 0.25 * np.minimum(1, impressions * 20 / ad.audience_size) + rng.normal(0, 0.02, len(days))
    )
    rate = np.clip(platform.ctr * ad.spec.ctr * (1 - 0.58 * tired) * np.exp(rng.normal(0, 0.08, len(days))), 0, 0.5)
    shown = np.maximum(1, impressions).astype(np.int64)
    clicks = rng.binomial(shown, rate)
    goal = ad.campaign.goal
    chance = min(0.4, platform.conversion * ad.spec.conversion) * np.clip(busy, 0.8, 1.35) * (1 - 0.42 * tired)
    results = rng.binomial(clicks, np.clip(chance * (1 if goal == "purchases" else 6), 0, 0.9))
    purchases = results if goal == "purchases" else rng.binomial(results, 0.05)
    basket = BASKET * platform.claimed * np.exp(rng.normal(0, 0.3, len(days)) / np.sqrt(np.maximum(1, purchases)))
    nothing = np.zeros(len(days), dtype=np.int64)
    return Days(
        day=days,
        impressions=shown,
        reach=np.maximum(1, shown / np.maximum(1.0, frequency)).astype(np.int64),
        clicks=clicks,
        spend=np.round(spend * 100).astype(np.int64) * 10_000,
        purchases=purchases,
        value=np.round(purchases * basket * 100).astype(np.int64) * 10_000,
        add_to_carts=rng.binomial(
            clicks, min(0.5, platform.conversion * platform.add_to_cart * max(ad.spec.conversion, 0.1))
        ),
        sign_ups=results if goal == "sign_ups" else nothing,
        app_installs=results if goal == "app_installs" else nothing,
        comments=rng.poisson(shown * 0.00012),
        negative=rng.poisson(shown * 0.00002 * (1 + 30 * tired)),
        tired=tired,
    )


def _versions(world: Stage, ad: LiveAd, final: Days) -> list[Part]:
    """The first reports that were superseded, and the version that counts for each day."""
    recent = final.day >= world.plan.end_day - RESTATED_WINDOW
    settled = final.day < world.plan.end_day - RESTATED_AFTER
    first = _received(final.day, 1)
    later = np.where(recent, _received(final.day, RESTATED_AFTER), first)
    hasty = np.flatnonzero(recent & settled)
    counted = [np.flatnonzero(settled), np.flatnonzero(~settled)]
    return [
        _rows(world, ad, final, hasty, seen=1 - UNSEEN_AT_FIRST, received_at=first[hasty], superseded_at=later[hasty]),
        _rows(world, ad, final, counted[0], seen=1.0, received_at=later[counted[0]]),
        _rows(world, ad, final, counted[1], seen=1 - UNSEEN_AT_FIRST, received_at=first[counted[1]]),
    ]


def _received(day: Ints, after: int) -> Ints:
    """Reports of a day come in early in the morning, so many days later."""
    return np.asarray((day + after) * DAY + 4 * HOUR)


def _rows(world: Stage, ad: LiveAd, final: Days, at: Ints, *, seen: float, **times: Ints) -> Part:
    size = len(at)
    subaccount, source = world.owners.of(ad.campaign.channel, np.full(size, ad.campaign.shop))
    counts = {name: _seen(getattr(final, name)[at], seen) for name in ("purchases", "sign_ups", "app_installs")}
    share = counts["purchases"] / np.maximum(1, final.purchases[at])
    goal = counts[ad.campaign.goal]
    return part(
        "ad_metrics",
        size,
        id=world.keys.take("ad_metrics", size),
        subaccount_id=subaccount,
        source_id=source,
        external_id=_external_ids(ad, final.day[at]),
        ad_id=ad.id,
        ad_set_id=ad.set_id,
        ad_campaign_id=ad.campaign_id,
        ad_account_id=ad.account_id,
        day=final.day[at],
        impressions=final.impressions[at],
        reach=final.reach[at],
        clicks=final.clicks[at],
        spend=final.spend[at],
        results=goal * 1_000_000,
        add_to_carts=final.add_to_carts[at] * 1_000_000,
        sign_ups=counts["sign_ups"] * 1_000_000,
        app_installs=counts["app_installs"] * 1_000_000,
        purchases=counts["purchases"] * 1_000_000,
        purchase_value=np.round(final.value[at] * share / 10_000).astype(np.int64) * 10_000,
        currency=CURRENCY,
        **times,
        **_reactions(ad, final, at),
        **_rankings(ad, final.tired[at]),
    )


def _seen(counts: Ints, share: float) -> Ints:
    return np.asarray(np.ceil(counts * share)).astype(np.int64) if share < 1 else counts


def _external_ids(ad: LiveAd, days: Ints) -> pa.Array:
    return pa.array([f"120213{ad.id:05d}:{day}" for day in days.astype("datetime64[D]").astype(str)])


def _reactions(ad: LiveAd, final: Days, at: Ints) -> dict[str, Ints]:
    """Google's ads can't be commented on or hidden."""
    if ad.campaign.channel == "google":
        return {}
    return {"comments": final.comments[at], "negative_feedback": final.negative[at]}


def _rankings(ad: LiveAd, tired: Floats) -> dict[str, pa.Array]:
    """Meta alone ranks ads; a tired one sinks."""
    if ad.campaign.channel != "facebook":
        return {}
    level = np.clip(np.round(1.6 + 1.6 * ad.spec.ctr - 2.4 * tired), 0, 4).astype(np.int64)
    bought = np.clip(np.round(1.6 + 1.5 * ad.spec.conversion - 1.8 * tired), 0, 4).astype(np.int64)
    return {
        "quality_ranking": words(RANKINGS, level),
        "engagement_ranking": words(RANKINGS, level),
        "conversion_ranking": words(RANKINGS, bought),
    }
