"""The whole history as slices, in the order in which they are written. PURE.

One slice is one batch: the mirror can publish what is there while the rest is still being told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from cdp.demo.ad_days import ad_day_parts
from cdp.demo.ads import make_ads
from cdp.demo.audiences import make_audiences, member_parts
from cdp.demo.automations import run_automations
from cdp.demo.buying import make_orders
from cdp.demo.carbon import carbon_parts
from cdp.demo.catalogue import Catalogue, make_catalogue, product_rows
from cdp.demo.clock import DAY, season
from cdp.demo.contacts import contact_parts
from cdp.demo.exported import exported_parts
from cdp.demo.frame import Part
from cdp.demo.keys import Keys
from cdp.demo.mailing import campaign_rows, make_campaigns, make_sms_campaigns
from cdp.demo.marketing import send_campaigns
from cdp.demo.orders import order_parts
from cdp.demo.people import MERGED_SHARE, make_people
from cdp.demo.plan import SLICE, Plan
from cdp.demo.post import Post, Stretch
from cdp.demo.scenarios import make_library
from cdp.demo.service import send_service_mail
from cdp.demo.sms import send_parcel_sms, send_sms_campaigns
from cdp.demo.world import Owners, World

STRETCH_ORDERS = 60_000  # orders told at once, with their mail


@dataclass(frozen=True)
class Slice:
    """Rows that belong into one batch. ``done`` is the part of all events that is out after it, 0 to 1."""

    name: str
    parts: list[Part]
    done: float


def make_world(plan: Plan, owners: Owners, first: Mapping[str, int]) -> World:
    """The company before its history begins; ``first`` holds the first free id of each table."""
    keys = Keys(first)
    start = int(keys.take("contacts", plan.contacts)[0])
    aliases = keys.take("contacts", round(plan.contacts * MERGED_SHARE * 2) + 20)
    return World(plan, keys, owners, make_people(plan, start, int(aliases[0])))


def tell(plan: Plan, owners: Owners, first: Mapping[str, int]) -> Iterator[Slice]:
    """Every slice of the history."""
    world = make_world(plan, owners, first)
    teller = _Teller(world)
    yield Slice("company", teller.definitions(), 0.0)
    for number, days in enumerate(stretches(plan)):
        yield from teller.stretch(number, days)
    exported = exported_parts(world, teller.ads, teller.orders)
    yield Slice("ads", [*ad_day_parts(world, teller.ads), *exported], 1.0)
    for start in range(0, len(world.people), SLICE):
        end = min(start + SLICE, len(world.people))
        members = member_parts(world, teller.audiences, teller.bought, start, end)
        yield Slice(f"contacts {start + 1:,} to {end:,}", contact_parts(world, start, end) + members, 1.0)


def stretches(plan: Plan) -> list[tuple[int, int]]:
    """Months, cut so that none holds more orders than fit at once; day numbers [start, end)."""
    pieces = max(1, -(-plan.orders // len(plan.months) // STRETCH_ORDERS))
    found = []
    for start, end in pairwise(plan.month_starts):
        cuts = np.linspace(start, end, pieces + 1).astype(int).tolist()
        found += [(low, high) for low, high in pairwise(cuts) if high > low]
    return found


class _Teller:
    """Goes through the history once, remembering who must not be written to any more."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.post = Post(world)
        self.catalogue: Catalogue = make_catalogue(world.plan, world.keys)
        self.orders = make_orders(world.plan, world.people)
        self.bought = np.zeros(len(world.people), dtype=bool)
        self.bought[self.orders.who[self.orders.who >= 0]] = True
        self.library = make_library(world)
        self.audiences = make_audiences(world)
        self.campaigns = make_campaigns(world, self.post.incident)
        self.sms_campaigns = make_sms_campaigns(world)
        self.ads, self.ad_parts = make_ads(world)
        self.buffer = self.post.buffer
        self.targets = _targets(world.plan)

    def definitions(self) -> list[Part]:
        """Products, campaigns, templates, automations, lists, segments, ads, carbon factors."""
        products = [
            product_rows(self.catalogue, shop, subaccount, source)
            for shop, (subaccount, source) in enumerate(
                zip(self.world.owners.subaccounts, self.world.owners.sources["shop"], strict=True)
            )
        ]
        campaigns = campaign_rows(self.world, self.campaigns + self.sms_campaigns)
        others = [*self.library.parts, *self.audiences.parts, *self.ad_parts, *carbon_parts(self.world)]
        return [*products, campaigns, *others]

    def stretch(self, number: int, days: tuple[int, int]) -> Iterator[Slice]:
        """Some days: orders first, then all that is sent, marketing filling up what the plan still wants."""
        name, (start, end) = _day_name(days[0]), (days[0] * DAY, days[1] * DAY)
        orders = self.orders.between(start, end)
        yield Slice(f"orders {name}", order_parts(self.world, self.catalogue, self.ads, orders, number), self._done)
        stretch = Stretch(days, orders)
        send_service_mail(self.post, self.library, stretch)
        send_parcel_sms(self.post, self.library, stretch)
        entries = run_automations(self.post, self.library, stretch)
        yield Slice(f"automations {name}", entries, self._done)
        send_sms_campaigns(self.post, [each for each in self.sms_campaigns if start <= each.at < end])
        wanted = max(0, int(self.targets[number]) - self.buffer.emitted)
        campaigns = [each for each in self.campaigns if start <= each.at < end]
        for _ in send_campaigns(self.post, campaigns, wanted):
            if len(self.buffer) > SLICE:
                yield Slice(f"messages {name}", [self.buffer.take()], self._done)
        if len(self.buffer):
            yield Slice(f"messages {name}", [self.buffer.take()], self._done)

    @property
    def _done(self) -> float:
        return min(1.0, self.buffer.emitted / self.world.plan.events)


def _targets(plan: Plan) -> np.ndarray:
    """How many events there should be at the end of each stretch: the company grows, and mails more when busy."""
    found = stretches(plan)
    size = np.array([
        (end - start) * float(season(np.arange(start, end)).mean()) ** 0.5 * (0.35 + 0.65 * number / len(found))
        for number, (start, end) in enumerate(found)
    ])  # fmt: skip
    return np.asarray(np.cumsum(size) / size.sum() * plan.events)


def _day_name(day: int) -> str:
    return str(np.array([day]).astype("datetime64[D]")[0])
