"""Orders with their lines and refunds, one stretch of time at once. PURE.

An order's total is the sum of its lines, plus shipping, minus discount; tax (20 %) is contained in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from cdp.demo.ads import LiveAd
from cdp.demo.buying import Orders
from cdp.demo.catalogue import Catalogue
from cdp.demo.clicked import ad_attributes
from cdp.demo.clock import DAY, Ints, draw
from cdp.demo.company import COUNTRIES, CURRENCY, SHOPS
from cdp.demo.frame import Part, cents, nulled, numbered, part, words
from cdp.demo.names import STORES
from cdp.demo.world import World

CHANNELS = ("Website", "Mobile app", "Marketplace", "Store")
CHANNEL_WEIGHTS = np.array([0.58, 0.21, 0.12, 0.09])
STORE, MARKETPLACE = CHANNELS.index("Store"), CHANNELS.index("Marketplace")  # those before them are our own
STATUSES = ("paid", "shipped", "delivered", "refunded")
LINES = np.array([0.46, 0.29, 0.14, 0.08, 0.03])  # orders of 1, 2, … 5 lines
PIECES, PIECE_WEIGHTS = np.array([1, 2, 4, 6]), np.array([0.78, 0.16, 0.04, 0.02])
COUPONS = ("WELCOME10", "ALBA15", "SPRING20", "NOEL10")
COUPON_SHARES = np.array([0.10, 0.15, 0.20, 0.10])
FREE_SHIPPING, SHIPPING = 8_000, 590  # cents
REFUNDED, IN_FULL = 0.041, 0.45
REASONS = ("wrong colour", "damaged on arrival", "does not fit", "late delivery", "changed my mind")


@dataclass(frozen=True)
class Baskets:
    """Lines of the orders: to which order each belongs, what and how much."""

    order: Ints
    product: Ints
    quantity: Ints
    price: Ints  # cents

    @property
    def totals(self) -> Ints:
        """Cents of each line."""
        return np.asarray(self.quantity * self.price)


def order_parts(world: World, catalogue: Catalogue, ads: Sequence[LiveAd], orders: Orders, stretch: int) -> list[Part]:
    """Rows of orders, order items and refunds."""
    rng, size = world.plan.rng("orders", stretch), len(orders.at)
    if not size:
        return []
    ids = world.keys.take("orders", size)
    baskets = _baskets(rng, catalogue, size)
    subtotal = np.bincount(baskets.order, baskets.totals, size).astype(np.int64)
    coupon = _coupons(rng, orders)
    discount = np.where(coupon >= 0, subtotal * COUPON_SHARES[coupon], 0).astype(np.int64)
    channel = draw(rng, CHANNEL_WEIGHTS, size)
    shipping = np.where((subtotal >= FREE_SHIPPING) | (channel == STORE), 0, SHIPPING)
    total = subtotal + shipping - discount
    refunded, in_full = rng.random(size) < REFUNDED, rng.random(size) < IN_FULL
    refund_at = orders.at + rng.integers(3 * DAY, 25 * DAY, size)
    given_back = np.flatnonzero(refunded & (refund_at < world.end))
    subaccount, source = world.owners.of("shop", orders.shop)
    country = _country(world, orders)
    rows = part(
        "orders",
        size,
        id=ids,
        subaccount_id=subaccount,
        source_id=source,
        external_id=numbered("A-", ids),
        contact_id=nulled(world.people.ids(orders.who, orders.at), orders.who < 0),
        ordered_at=orders.at,
        status=words(STATUSES, _status(world, orders.at, given_back[in_full[given_back]])),
        channel=words(CHANNELS, channel),
        store=_stores(rng, country, channel),
        coupon=words(COUPONS, coupon),
        country=words(COUNTRIES, country),
        total=cents(total),
        discount=cents(discount),
        shipping=cents(shipping),
        tax=cents(np.round(total / 6)),
        currency=CURRENCY,
        attributes=ad_attributes(world, ads, orders, channel < MARKETPLACE, stretch),
    )
    amount = np.where(in_full, total, subtotal // 3)[given_back]
    reason = rng.integers(0, len(REASONS), len(given_back))
    bought = Orders(orders.who[given_back], orders.shop[given_back], orders.at[given_back], orders.rank[given_back])
    refunds = _refunds(
        world, bought, order_id=ids[given_back], refunded_at=refund_at[given_back], amount=cents(amount),
        reason=words(REASONS, reason),
    )  # fmt: skip
    return [rows, _items(world, catalogue, orders, ids, baskets), refunds]


def _baskets(rng: np.random.Generator, catalogue: Catalogue, size: int) -> Baskets:
    lines = 1 + draw(rng, LINES, size)
    count = int(lines.sum())
    product = draw(rng, catalogue.weights, count)
    quantity = PIECES[draw(rng, PIECE_WEIGHTS, count)]
    return Baskets(np.repeat(np.arange(size), lines), product, quantity, catalogue.prices[product])


def _coupons(rng: np.random.Generator, orders: Orders) -> Ints:
    """A welcome coupon on some first orders, seasonal ones later; -1: none."""
    month = (orders.at // DAY).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    used = rng.random(len(orders.at)) < np.where(orders.rank == 0, 0.24, 0.17)
    seasonal = np.select([np.isin(month, (2, 3, 4)), month == 11], [2, 3], 1)
    return np.where(used, np.where(orders.rank == 0, 0, seasonal), -1)


def _country(world: World, orders: Orders) -> Ints:
    home = np.array([COUNTRIES.index(shop.countries[0][0]) for shop in SHOPS])
    return np.where(orders.who < 0, home[orders.shop], world.people.country[orders.who])


def _status(world: World, at: Ints, refunded: Ints) -> Ints:
    age = (world.end - at) // DAY
    status = np.select([age < 1, age < 5], [0, 1], 2)
    status[refunded] = 3
    return status


def _stores(rng: np.random.Generator, country: Ints, channel: Ints) -> pa.Array:
    names = [name for code in COUNTRIES for name in STORES[code]]
    first = np.cumsum([0, *(len(STORES[code]) for code in COUNTRIES)])
    counts = np.diff(first)
    chosen = first[country] + rng.integers(0, 12, len(country)) % counts[country]
    return words(names, np.where(channel == STORE, chosen, -1))


def _items(world: World, catalogue: Catalogue, orders: Orders, ids: Ints, baskets: Baskets) -> Part:
    size = len(baskets.order)
    item_ids = world.keys.take("order_items", size)
    subaccount, source = world.owners.of("shop", orders.shop[baskets.order])
    return part(
        "order_items",
        size,
        id=item_ids,
        subaccount_id=subaccount,
        source_id=source,
        external_id=numbered("L-", item_ids),
        order_id=ids[baskets.order],
        product_id=np.stack(catalogue.ids)[orders.shop[baskets.order], baskets.product],
        quantity=baskets.quantity * 1_000_000,
        unit_price=cents(baskets.price),
        total=cents(baskets.totals),
        ordered_at=orders.at[baskets.order],
        currency=CURRENCY,
    )


def _refunds(world: World, orders: Orders, **columns: Any) -> Part:
    size = len(orders.at)
    ids = world.keys.take("refunds", size)
    subaccount, source = world.owners.of("shop", orders.shop)
    return part(
        "refunds",
        size,
        id=ids,
        subaccount_id=subaccount,
        source_id=source,
        external_id=numbered("R-", ids),
        contact_id=nulled(world.people.ids(orders.who, orders.at), orders.who < 0),
        currency=CURRENCY,
        **columns,
    )
