"""A small shop whose figures one can check by hand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from accounts.models import SubAccount
from cdp.batches import batch
from cdp.models import Contact, Order, OrderItem, Product, Source
from cdp.warehouse import mirror
from tests.kept import laid_out

PERIOD = "order_date=2026-01-01 to 2026-03-01&now=2026-03-17T12:00:00%2B00:00"


def place(subaccount: SubAccount, buyer: str, day: datetime, total: int, product: str = "Lamp") -> None:
    """One order; an empty buyer is a guest."""
    source, _ = Source.objects.get_or_create(subaccount=subaccount, name="shop", kind="file")
    common: dict[str, Any] = {"subaccount_id": subaccount.pk, "source_id": source.pk}
    with batch(source):
        contact = None
        if buyer:
            contact, _ = Contact.objects.get_or_create(subaccount_id=subaccount.pk, email=f"{buyer}@example.org")
        goods, _ = Product.objects.get_or_create(**common, external_id=product, defaults={"name": product})
        bought = {"external_id": str(Order.objects.count()), "ordered_at": day, "total": total, "currency": "EUR"}
        country = subaccount.name[-2:].upper()
        order = Order.objects.create(**common, **bought, contact_id=contact and contact.pk, country=country)
        OrderItem.objects.create(**common, **bought, order_id=order.pk, product_id=goods.pk, quantity=1)


def sell(france: SubAccount, italy: SubAccount) -> None:
    """France: January 100 + 30, February 50 (a second order) and 20 (a guest), 50 before. Italy: 1,000 in January."""
    laid_out("sales", lambda: _sell(france, italy), france.pk, italy.pk)


def _sell(france: SubAccount, italy: SubAccount) -> None:
    place(france, "old", datetime(2025, 12, 2, tzinfo=UTC), 50)
    place(france, "ann", datetime(2026, 1, 10, tzinfo=UTC), 100)
    place(france, "ben", datetime(2026, 1, 20, tzinfo=UTC), 30, "Vase")
    place(france, "ann", datetime(2026, 2, 5, tzinfo=UTC), 50)
    place(france, "", datetime(2026, 2, 7, tzinfo=UTC), 20)
    place(italy, "ciro", datetime(2026, 1, 15, tzinfo=UTC), 1000)
    mirror.publish()
