"""A little shop for pages and browsers: fourteen months of orders in France and one large order in Italy, published."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from accounts.models import Account, SubAccount
from cdp.batches import batch
from cdp.models import Contact, Order, OrderItem, Product, Source
from cdp.warehouse import mirror
from tests.kept import laid_out

CHANNELS = ("Email", "Ads", "Store")
PRODUCTS = ("Linen bed set, natural", "Wool throw", "Stoneware bowl")
HOSTILE = '<img src=x onerror="window.broken=1"> {{ 7|add:7 }}'


def fill(account: Account, france: SubAccount) -> None:
    """Orders of October 2024 to November 2025: in month n (from 0) one of 100 + 10 n euros in each channel."""
    italy = SubAccount.objects.create(pk=france.pk + 1, account=account, name="Alba Italia")
    laid_out("shop", lambda: _fill(france, italy), france.pk, italy.pk)


def _fill(france: SubAccount, italy: SubAccount) -> None:
    months = [(2024 + (9 + n) // 12, (9 + n) % 12 + 1) for n in range(14)]
    _place(
        france,
        [
            (channel, datetime(year, month, 5 + place, 12, tzinfo=UTC), 100 + 10 * n)
            for n, (year, month) in enumerate(months)
            for place, channel in enumerate(CHANNELS)
        ],
    )
    _place(italy, [(HOSTILE, datetime(2025, 10, 9, tzinfo=UTC), 99_000)])
    mirror.publish()


def _place(place: SubAccount, sales: list[tuple[str, datetime, int]]) -> None:
    """Orders by channel, day and amount, each with one line; in every channel the same customer buys."""
    source = Source.objects.create(subaccount=place, name="shop", kind="file")
    common: dict[str, Any] = {"subaccount_id": place.pk, "source_id": source.pk}
    with batch(source):
        contacts = {
            c: Contact.objects.create(subaccount_id=place.pk, email=f"{n}@example.org")
            for n, c in enumerate(dict.fromkeys(sale[0] for sale in sales))
        }
        products = Product.objects.bulk_create(Product(**common, external_id=name, name=name) for name in PRODUCTS)
        orders = Order.objects.bulk_create(
            Order(
                **common,
                external_id=f"{place.name} {number}",
                ordered_at=day,
                total=total,
                currency="EUR",
                channel=channel,
                country="FR",
                contact_id=contacts[channel].pk,
            )
            for number, (channel, day, total) in enumerate(sales)
        )
        OrderItem.objects.bulk_create(
            OrderItem(
                **common,
                external_id=order.external_id,
                ordered_at=order.ordered_at,
                total=order.total,
                currency="EUR",
                quantity=1,
                order_id=order.pk,
                product_id=products[number % len(products)].pk,
            )
            for number, order in enumerate(orders)
        )
