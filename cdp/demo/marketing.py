"""Who gets each campaign. PURE."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from cdp.demo.clock import DAY, MINUTE, Ints, draw
from cdp.demo.company import ROUTES
from cdp.demo.mailing import Campaign
from cdp.demo.post import Post
from cdp.demo.waves import EMAIL, MARKETING, Wave
from cdp.demo.world import World

EVENTS_PER_MAIL = 2.55  # sent, delivered, opened …: what one mail leaves behind
MOST = 0.9  # of the reachable contacts, in one sending
DORMANT = 730 * DAY


def send_campaigns(post: Post, campaigns: list[Campaign], wanted: int) -> Iterator[None]:
    """Send the month's campaigns so that about ``wanted`` events come of it; yields after each one."""
    weights = sum(each.weight for each in campaigns) or 1.0
    for campaign in campaigns:
        world = post.world
        rng = world.plan.rng("campaign", campaign.at // MINUTE, campaign.shop)
        size = round(wanted / EVENTS_PER_MAIL * campaign.weight / weights)
        who = _recipients(world, rng, campaign, size)
        if len(who):
            post.mail(rng, _wave(world, rng, campaign, who), campaign.appeal)
        yield


def _recipients(world: World, rng: np.random.Generator, campaign: Campaign, size: int) -> Ints:
    reachable = world.people.reachable(campaign.shop, campaign.at)
    if campaign.dormant:
        reachable = reachable[world.people.created[reachable] < campaign.at - DORMANT]
    size = min(max(size, 3), int(len(reachable) * MOST))
    return rng.choice(reachable, size, replace=False) if size else reachable[:0]


def _wave(world: World, rng: np.random.Generator, campaign: Campaign, who: Ints) -> Wave:
    routes = ROUTES[campaign.shop]
    spread = max(len(who) // 400, 1) * MINUTE  # the tool hands over about 400 a minute
    ip = np.array([position for position, _ in routes])[draw(rng, np.array([share for _, share in routes]), len(who))]
    return Wave(
        who=who,
        at=campaign.at + np.sort(rng.integers(0, spread, len(who))),
        number=world.keys.take("messages", len(who)),
        shop=campaign.shop,
        channel=EMAIL,
        stream=MARKETING,
        sender=campaign.shop,
        ip=ip if campaign.ip is None else campaign.ip,
        campaign=campaign.id,
    )
