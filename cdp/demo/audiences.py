"""Lists people are put on and segments they fall into. PURE."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cdp.demo.clock import DAY, HOUR, Ints
from cdp.demo.company import SHOPS
from cdp.demo.frame import Part, part
from cdp.demo.ledger import Ledger
from cdp.demo.people import Bools
from cdp.demo.world import World

LISTS = ("Newsletter", "Customers", "SMS club")
SEGMENTS = (
    ("Loyal", "loyalty tier is Gold or Platinum"),
    ("Linen buyers", "bought from Bed linen in the last 12 months"),
    ("Dormant 24 months", "created more than 24 months ago and no order since"),
)


@dataclass(frozen=True)
class Audiences:
    """Ids as tables shop × position, with the rows that define them."""

    lists: Ints
    segments: Ints
    parts: list[Part]


def make_audiences(world: World) -> Audiences:
    """The lists and segments of every shop."""
    ledger, shops = Ledger(world), list(enumerate(SHOPS))
    lists = [
        [ledger.add("lists", "messages", shop, "list-", name=f"{name} {each.name}") for name in LISTS]
        for shop, each in shops
    ]
    segments = [
        [
            ledger.add("segments", "messages", shop, "segment-", name=f"{name} {each.name}", rule=rule)
            for name, rule in SEGMENTS
        ]
        for shop, each in shops
    ]
    return Audiences(np.array(lists), np.array(segments), ledger.parts())


def member_parts(world: World, audiences: Audiences, bought: Bools, start: int, end: int) -> list[Part]:
    """Who of the people at [start, end) is where; ``bought`` says of everyone whether they ever ordered."""
    who, people = np.arange(start, end), world.people
    loyal = people.loyalty[who] > 1.4
    old = (people.created[who] < world.end - 730 * DAY) & ~bought[who]
    linen = bought[who] & (world.plan.rng("linen", start).random(len(who)) < 0.4)
    in_list, in_segment = (people.mail_consent[who], bought[who], people.sms_consent[who]), (loyal, linen, old)
    return [
        _members(world, "list_members", who, in_list, list_id=audiences.lists),
        _members(world, "segment_members", who, in_segment, segment_id=audiences.segments),
    ]


def _members(world: World, table: str, who: Ints, inside: tuple[Bools, ...], **ids: Ints) -> Part:
    pick = np.concatenate([who[mask] for mask in inside])
    which = np.repeat(np.arange(len(inside)), [int(mask.sum()) for mask in inside])
    shop = world.people.shop[pick]
    return part(
        table,
        len(pick),
        id=world.keys.take(table, len(pick)),
        subaccount_id=world.owners.of("messages", shop)[0],
        contact_id=world.people.first + pick,
        added_at=np.minimum(world.people.created[pick] + HOUR, world.end),
        **{column: table_of_ids[shop, which] for column, table_of_ids in ids.items()},
    )
