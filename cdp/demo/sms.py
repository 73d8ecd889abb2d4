"""SMS: offers to those who agreed, and word of the parcel to those who ordered. PURE."""

from __future__ import annotations

import numpy as np

from cdp.demo.clock import DAY, HOUR, MINUTE, SECOND, Ints
from cdp.demo.company import SHOPS
from cdp.demo.mailing import PARCEL, Campaign
from cdp.demo.post import Post, Stretch
from cdp.demo.scenarios import Library
from cdp.demo.waves import MARKETING, SMS, SMS_SENDER, TRANSACTIONAL, Happenings, Wave
from cdp.demo.world import World

COSTS = np.array([each.sms_cost for each in SHOPS])
HARD, SOFT = 0.011, 0.017
NOT_IN_SERVICE, SWITCHED_OFF = 6, 7  # positions in REASONS
CLICKED, REPLIED, STOPPED = 0.062, 0.006, 0.009
SALE, TRACK = 6, 9  # positions in URLS
REACH = 0.5  # of those who agreed get an offer


def send_sms_campaigns(post: Post, campaigns: list[Campaign]) -> None:
    """The month's offers."""
    world = post.world
    for campaign in campaigns:
        rng = world.plan.rng("sms", campaign.at // MINUTE, campaign.shop)
        reachable = world.people.textable(campaign.shop, campaign.at)
        who = rng.choice(reachable, int(len(reachable) * REACH), replace=False) if len(reachable) else reachable
        at = campaign.at + np.sort(rng.integers(0, 20 * MINUTE, len(who)))
        _send(post, rng, who, at, campaign=campaign.id)


def send_parcel_sms(post: Post, library: Library, stretch: Stretch) -> None:
    """Word that the parcel is out for delivery, to those whose number is known."""
    world, orders = post.world, stretch.orders
    rng = world.plan.rng("parcels", stretch.days[0])
    told = np.flatnonzero((orders.who >= 0) & world.people.phone[orders.who])
    at = orders.at[told] + rng.integers(2 * DAY, 4 * DAY, len(told))
    told, at = told[at < world.end], at[at < world.end]
    who = orders.who[told]
    template = library.templates[PARCEL][world.people.shop[who], world.people.country[who]]
    _send(post, rng, who, at, template=template)


def _send(
    post: Post, rng: np.random.Generator, who: Ints, at: Ints, *, campaign: int = 0, template: Ints | int = 0
) -> None:
    if not len(who):
        return
    world = post.world
    shop, number = world.people.shop[who], world.keys.take("messages", len(who))
    stream = MARKETING if campaign else TRANSACTIONAL
    wave = Wave(who, at, number, shop, SMS, stream, SMS_SENDER, campaign=campaign, template=template)
    post.buffer.add(wave, _outcomes(world, rng, wave, COSTS[shop]))


def _outcomes(world: World, rng: np.random.Generator, wave: Wave, cost: Ints) -> Happenings:
    draw, offer = rng.random(len(wave)), wave.stream == MARKETING
    hard, soft = np.flatnonzero(draw < HARD), np.flatnonzero((draw >= HARD) & (draw < HARD + SOFT))
    delivered = np.flatnonzero(draw >= HARD + SOFT)
    arrived = wave.at[delivered] + rng.integers(SECOND, 40 * SECOND, len(delivered))
    reaction = rng.random(len(delivered))
    stopped = np.flatnonzero(offer & (reaction < STOPPED))
    replied = np.flatnonzero((reaction >= STOPPED) & (reaction < STOPPED + REPLIED))
    clicked = np.flatnonzero(reaction > 1 - CLICKED * (1 if offer else 2))
    np.minimum.at(world.people.sms_stop, wave.who[hard], wave.at[hard])
    stopped_at = arrived[stopped] + rng.integers(MINUTE, HOUR, len(stopped))
    np.minimum.at(world.people.sms_stop, wave.who[delivered[stopped]], stopped_at)
    return Happenings.together([
        Happenings.of("sent", np.arange(len(wave)), wave.at, cost=cost),
        Happenings.of("delivered", delivered, arrived),
        Happenings.of("hard_bounce", hard, wave.at[hard] + 3 * SECOND, reason=NOT_IN_SERVICE),
        Happenings.of("soft_bounce", soft, wave.at[soft] + 30 * MINUTE, reason=SWITCHED_OFF),
        Happenings.of("click", delivered[clicked], arrived[clicked] + MINUTE, url=SALE if offer else TRACK),
        Happenings.of("reply", delivered[replied], arrived[replied] + rng.integers(MINUTE, HOUR, len(replied))),
        Happenings.of("unsubscribe", delivered[stopped], stopped_at),
    ])  # fmt: skip
