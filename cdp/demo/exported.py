"""Audiences that were handed to a platform, which ad sets are shown to them, and what it measured of two. PURE.

Buyers of two weeks are among those of a month, and customers read the newsletter: so ad sets share people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from cdp.demo.ad_plan import FRANCE
from cdp.demo.ads import LiveAd
from cdp.demo.buying import Orders
from cdp.demo.clock import DAY, HOUR, Ints, to_date
from cdp.demo.frame import Part, part
from cdp.demo.ledger import Ledger
from cdp.demo.world import World

CHANNEL = "facebook"
MONTH, FORTNIGHT = "Bought in the last 30 days", "Bought in the last 14 days"
READERS, CUSTOMERS = "Newsletter readers", "All customers"
AUDIENCES = (MONTH, FORTNIGHT, READERS, CUSTOMERS)
SHOWN = {  # by an ad of the ad set that is shown to them
    "Wool throw, static 4:5": (MONTH,),
    "Stoneware, reels": (FORTNIGHT, READERS),
    "Bath sheet, static": (CUSTOMERS,),
}
MEASURED = ("Stoneware, reels", "Bath sheet, static", 460_000)  # of the first one's people, in millionths
OVERLAP = "overlap-"


def exported_parts(world: World, ads: Sequence[LiveAd], orders: Orders) -> list[Part]:
    """Audiences with their members, what they are shown to, and one overlap as the platform measured it."""
    ledger, of = Ledger(world), {ad.spec.name: ad for ad in ads if ad.campaign.channel == CHANNEL}
    people, ids, at = _people(world, orders), dict[str, int](), world.end - 6 * HOUR
    for name in AUDIENCES:
        ids[name] = ledger.add(
            "ad_audiences", CHANNEL, FRANCE, "23850", ad_account_id=of[MEASURED[0]].account_id, channel=CHANNEL,
            name=name, size=len(people[name]), exported_at=at, replaced_at=at,
        )  # fmt: skip
    for ad, names in SHOWN.items():
        for name in names:
            ledger.add("ad_targets", CHANNEL, FRANCE, "target-", ad_set_id=of[ad].set_id, audience_id=ids[name])
    one, other, share = MEASURED
    ledger.add(
        "ad_overlaps", CHANNEL, FRANCE, OVERLAP, ad_set_id=of[one].set_id, other_id=of[other].set_id, share=share,
        measured_on=to_date(world.plan.end_day - 1),
    )  # fmt: skip
    return [*ledger.parts(), *(_members(world, ids[name], people[name], at) for name in AUDIENCES)]


def _people(world: World, orders: Orders) -> Mapping[str, Ints]:
    """Who is in which, as positions of people."""
    return {
        MONTH: _bought(world, orders, 30),
        FORTNIGHT: _bought(world, orders, 14),
        READERS: np.flatnonzero(world.people.mail_consent & (world.people.shop == FRANCE)),
        CUSTOMERS: _bought(world, orders, world.plan.end_day - world.plan.first_day),
    }


def _bought(world: World, orders: Orders, days: int) -> np.ndarray:
    """Positions of the people of the shop, each once."""
    lately = orders.between(world.end - days * DAY, world.end)
    return np.unique(lately.who[(lately.who >= 0) & (lately.shop == FRANCE)])


def _members(world: World, audience: int, who: np.ndarray, at: int) -> Part:
    return part(
        "ad_audience_members",
        len(who),
        id=world.keys.take("ad_audience_members", len(who)),
        subaccount_id=world.owners.subaccounts[FRANCE],
        audience_id=audience,
        contact_id=world.people.first + who,
        exported_at=at,
    )
