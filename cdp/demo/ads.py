"""Ad accounts, campaigns, ad sets and ads, and the days on which each ad ran. PURE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from cdp.demo.ad_plan import CAMPAIGNS, PLATFORMS, TIRED, TIRED_DAYS, AdCampaignSpec, AdSetSpec, AdSpec
from cdp.demo.clock import Ints, months_of, to_date
from cdp.demo.company import ACCOUNT, CURRENCY, SHOPS, ZONE
from cdp.demo.frame import Part
from cdp.demo.ledger import Ledger
from cdp.demo.world import Stage

EURO = 1_000_000
FULL_SIZE = 156_000  # orders of a history at which budgets are as planned
LEAST_SCALE, MOST_SCALE = 0.25, 20.0
RECENT = 3  # days without spend after which something counts as paused


@dataclass(frozen=True)
class LiveAd:
    """One ad with its ids (of the ad, its set, campaign and account) and the day numbers on which it ran."""

    spec: AdSpec
    campaign: AdCampaignSpec
    audience_size: int
    days: Ints
    id: int
    set_id: int
    campaign_id: int
    account_id: int


def make_ads(world: Stage) -> tuple[list[LiveAd], list[Part]]:
    """Everything that was ever advertised, and its rows."""
    ledger = Ledger(world)
    accounts = {
        (channel, shop): ledger.add(
            "ad_accounts", channel, shop, "act_", channel=channel, currency=CURRENCY, timezone=ZONE,
            name=f"{ACCOUNT} {each.name} ({PLATFORMS[channel].name})",
        )
        for channel in PLATFORMS for shop, each in enumerate(SHOPS)
    }  # fmt: skip
    live = [ad for spec in CAMPAIGNS for ad in _campaign(world, ledger, accounts[spec.channel, spec.shop], spec)]
    return live, ledger.parts()


def scale(world: Stage, ad: AdSpec) -> float:
    """Budgets follow the size of the company; the tired ad always spends enough to be seen."""
    found = min(MOST_SCALE, max(LEAST_SCALE, world.plan.orders / FULL_SIZE))
    return max(1.0, found) if ad.name == TIRED else found


def _budget(world: Stage, sets: Iterable[AdSetSpec]) -> int:
    """Millionths of a euro that the ads of these may spend a day."""
    return round(sum(each.room * ad.spend * scale(world, ad) for each in sets for ad in each.ads)) * EURO


def running_days(world: Stage, campaign: AdCampaignSpec, ad: AdSpec) -> Ints:
    """Days of the history on which an ad ran; the tired one began some weeks before the end."""
    days = np.arange(world.plan.first_day, world.plan.end_day)
    if ad.name == TIRED:
        return days[-TIRED_DAYS:]
    return days[np.isin(months_of(days) % 12 + 1, campaign.months)] if campaign.months else days


def runs_on(campaign: AdCampaignSpec, ad: AdSpec, days: Ints) -> np.ndarray:
    """Of days after the history: whether the ad runs, as its months say; the tired one goes on."""
    always = ad.name == TIRED or not campaign.months
    return np.isin(months_of(days) % 12 + 1, campaign.months) | always


def _status(world: Stage, days: Ints) -> str:
    return "active" if len(days) and int(days.max()) >= world.plan.end_day - RECENT else "paused"


def _campaign(world: Stage, ledger: Ledger, account: int, spec: AdCampaignSpec) -> list[LiveAd]:
    ran = np.concatenate([running_days(world, spec, ad) for each in spec.sets for ad in each.ads])
    status = _status(world, ran)
    id_ = ledger.add(  # ids are digits alone, as the platforms' own are
        "ad_campaigns", spec.channel, spec.shop, "120211", ad_account_id=account, channel=spec.channel, name=spec.name,
        status=status, objective=spec.objective, goal=spec.goal,
        daily_budget=_budget(world, spec.sets),
        started_on=to_date(int(ran.min())) if len(ran) else None,
        ended_on=to_date(int(ran.max())) if len(ran) and status == "paused" else None,
    )  # fmt: skip
    return [ad for each in spec.sets for ad in _ad_set(world, ledger, (account, id_), spec, each)]


def _ad_set(
    world: Stage, ledger: Ledger, above: tuple[int, int], spec: AdCampaignSpec, each: AdSetSpec
) -> list[LiveAd]:
    account, campaign = above
    ran = {ad.name: running_days(world, spec, ad) for ad in each.ads}
    id_ = ledger.add(
        "ad_sets", spec.channel, spec.shop, "120212", ad_campaign_id=campaign, name=each.name,
        status=_status(world, np.concatenate(list(ran.values()))), audience=each.audience, audience_size=each.size,
        daily_budget=_budget(world, [each]),
    )  # fmt: skip
    live = []
    for ad in each.ads:
        ad_id = ledger.add(
            "ads", spec.channel, spec.shop, "120213", ad_set_id=id_, ad_campaign_id=campaign, name=ad.name,
            status=_status(world, ran[ad.name]), creative=ad.name.split(",")[0], format=ad.format,
        )  # fmt: skip
        live.append(LiveAd(ad, spec, each.size, ran[ad.name], ad_id, id_, campaign, account))
    return live
