"""Who enters the automations, how far they come, and the mail they get on the way. PURE."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cdp.demo.clock import DAY, Ints, draw_days, moments
from cdp.demo.company import ROUTES, SHOPS
from cdp.demo.frame import Part, nulled, numbered, part, words
from cdp.demo.mailing import CART, SCENARIOS, WELCOME, Scenario
from cdp.demo.post import Post, Stretch
from cdp.demo.scenarios import Library, Running
from cdp.demo.waves import AUTOMATION, EMAIL, Wave
from cdp.demo.world import World

OUTCOMES = ("finished", "left", "error")
LEAVERS = (0.12, 0.34, 0.09)  # of each scenario: those who leave before its end (for a cart: they ordered)
WELCOMED, CARTS_PER_ORDER, WON_BACK = 0.6, 0.35, 0.008  # WON_BACK: of the known contacts, a month
BROKEN_DAYS, BROKEN_SHARE = 9, 0.45  # a step of the cart scenario failed for some days, six months before the end


@dataclass(frozen=True)
class Entries:
    """Passages through one scenario of one shop."""

    who: Ints
    at: Ints
    left_at: Ints
    outcome: Ints


def run_automations(post: Post, library: Library, stretch: Stretch) -> list[Part]:
    """The entries of one stretch of days; their mail goes out by the post."""
    world, parts = post.world, []
    rng = world.plan.rng("automations", stretch.days[0])
    for shop in range(len(SHOPS)):
        for scenario, running in enumerate(library.scenarios[shop]):
            who, at = _entrants(world, rng, shop, scenario, stretch)
            if len(who):
                entries = _passage(world, rng, scenario, who, at)
                _send_steps(post, rng, SCENARIOS[scenario], running, entries)
                parts.append(_rows(world, running.automation, entries))
    return parts


def _entrants(world: World, rng: np.random.Generator, shop: int, scenario: int, stretch: Stretch) -> tuple[Ints, Ints]:
    days, orders = stretch.days, stretch.orders
    start, end = days[0] * DAY, days[1] * DAY
    if scenario == WELCOME:
        new = world.people.reachable(shop, end)
        new = new[world.people.created[new] >= start]
        new = new[rng.random(len(new)) < WELCOMED]
        return new, world.people.created[new]
    reachable = world.people.reachable(shop, start)
    size = int((orders.shop == shop).sum() * CARTS_PER_ORDER) if scenario == CART else int(len(reachable) * WON_BACK)
    who = rng.choice(reachable, min(size, len(reachable)), replace=False) if len(reachable) else reachable
    return who, moments(rng, draw_days(rng, *days, len(who)))


def _passage(world: World, rng: np.random.Generator, scenario: int, who: Ints, at: Ints) -> Entries:
    last = SCENARIOS[scenario].steps[-1][2]
    leaves = rng.random(len(who)) < LEAVERS[scenario]
    outcome, stay = np.where(leaves, 1, 0), np.where(leaves, rng.random(len(who)) * last, last)
    if scenario == CART:
        broken = _broken(world, at) & (rng.random(len(who)) < BROKEN_SHARE)
        outcome, stay = np.where(broken, 2, outcome), np.where(broken, 0.01, stay)
    return Entries(who, at, at + (np.maximum(stay, 0.01) * DAY).astype(np.int64), outcome)


def _broken(world: World, at: Ints) -> np.ndarray:
    start = world.plan.month_starts[-7] + 11
    return np.asarray((at >= start * DAY) & (at < (start + BROKEN_DAYS) * DAY))


def _send_steps(post: Post, rng: np.random.Generator, scenario: Scenario, running: Running, entries: Entries) -> None:
    people = post.world.people
    for position, (kind, _, after) in enumerate(scenario.steps):
        due = entries.at + int(after * DAY)
        going = (due <= entries.left_at) & (due < post.world.end) & (people.mail_stop[entries.who] > due)
        if kind != "send" or not going.any():
            continue
        who = entries.who[going]
        shop = people.shop[who]
        wave = Wave(
            who=who,
            at=due[going],
            number=post.world.keys.take("messages", len(who)),
            shop=shop,
            channel=EMAIL,
            stream=AUTOMATION,
            sender=shop,
            ip=np.array([route[0][0] for route in ROUTES])[shop],
            template=running.templates[position],
            automation=running.automation,
            step=running.steps[position],
        )
        post.mail(rng, wave, scenario.appeal)


def _rows(world: World, automation: int, entries: Entries) -> Part:
    size = len(entries.who)
    ids = world.keys.take("automation_entries", size)
    subaccount, source = world.owners.of("messages", world.people.shop[entries.who])
    inside = entries.left_at >= world.end  # still on the way
    return part(
        "automation_entries",
        size,
        id=ids,
        subaccount_id=subaccount,
        source_id=source,
        external_id=numbered("E-", ids),
        automation_id=automation,
        contact_id=world.people.ids(entries.who, entries.at),
        entered_at=entries.at,
        left_at=nulled(entries.left_at, inside, "timestamp"),
        outcome=words(OUTCOMES, np.where(inside, -1, entries.outcome)),
    )
